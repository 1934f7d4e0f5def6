import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sha256Of } from '../sync/test-station.ts';
import { callerOf, startService, tempFolder, token } from './service-caller.ts';

const bytes = randomBytes(200_000);
const hash = sha256Of(bytes);
const reprDigest = (hex: string) => `sha-256=:${Buffer.from(hex, 'hex').toString('base64')}:`;

describe('blobs', () => {
  it('SVC-1 takes a blob once and says so the second time', async () => {
    const folder = await tempFolder();
    const call = callerOf(await startService(folder));
    const path = `/v1/blobs/sha256/${hash}`;
    expect((await call('HEAD', path)).status).toBe(404);
    expect((await call('PUT', path, bytes, { 'repr-digest': reprDigest(hash) })).status).toBe(201);
    expect((await call('PUT', path, bytes)).status).toBe(200);
    const head = await call('HEAD', path);
    expect([head.status, head.headers.get('content-length')]).toEqual([200, String(bytes.length)]);
    expect(sha256Of(await readFile(join(folder, 'blobs', hash.slice(0, 2), hash)))).toBe(hash);
    expect(await readdir(join(folder, 'blobs', 'arriving'))).toEqual([]);
  });

  it('SVC-1 takes an empty blob', async () => {
    const call = callerOf(await startService(await tempFolder()));
    expect((await call('PUT', `/v1/blobs/sha256/${sha256Of('')}`, new Uint8Array())).status).toBe(201);
  });

  it('SVC-2 refuses bytes that do not have the hash of the path or of Repr-Digest, and keeps nothing', async () => {
    const folder = await tempFolder();
    const call = callerOf(await startService(folder));
    const other = sha256Of('other');
    const wrongPath = await call('PUT', `/v1/blobs/sha256/${other}`, bytes);
    expect([wrongPath.status, wrongPath.json.error]).toEqual([400, 'digest-mismatch']);
    const wrongHeader = await call('PUT', `/v1/blobs/sha256/${hash}`, bytes, {
      'repr-digest': reprDigest(other),
    });
    expect([wrongHeader.status, wrongHeader.json.error]).toEqual([400, 'digest-mismatch']);
    expect((await call('HEAD', `/v1/blobs/sha256/${other}`)).status).toBe(404);
    expect((await call('HEAD', `/v1/blobs/sha256/${hash}`)).status).toBe(404);
    expect(await readdir(join(folder, 'blobs', 'arriving'))).toEqual([]);
  });

  it('SVC-2 keeps nothing of an upload that was cut off', async () => {
    const folder = await tempFolder();
    const service = await startService(folder);
    const call = callerOf(service);
    await new Promise<void>((resolve) => {
      const upload = request(`${service.url}/v1/blobs/sha256/${hash}`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}`, 'content-length': bytes.length },
      });
      upload.on('error', () => resolve());
      upload.write(bytes.subarray(0, 100_000), () => setTimeout(() => upload.destroy(new Error('cut')), 20));
    });
    await expect.poll(() => readdir(join(folder, 'blobs', 'arriving'))).toEqual([]);
    expect((await call('HEAD', `/v1/blobs/sha256/${hash}`)).status).toBe(404);
    expect((await call('PUT', `/v1/blobs/sha256/${hash}`, bytes)).status).toBe(201);
  });

  it('SVC-3 refuses a blob above the limit with 413, announced or not, and one for a full disk with 507', async () => {
    const small = callerOf(await startService(await tempFolder(), { limits: { maxBlobBytes: 1000 } }));
    const large = await small('PUT', `/v1/blobs/sha256/${hash}`, bytes);
    expect([large.status, large.json.error]).toEqual([413, 'too-large']);
    const streamed = await fetch(
      `${(await startService(await tempFolder(), { limits: { maxBlobBytes: 1000 } })).url}/v1/blobs/sha256/${hash}`,
      {
        method: 'PUT',
        headers: { authorization: `Bearer ${token}` },
        body: new Blob([bytes]).stream(),
        duplex: 'half',
      } as RequestInit,
    );
    expect(streamed.status).toBe(413);
    const full = callerOf(await startService(await tempFolder(), { limits: { reserveBytes: 2 ** 60 } }));
    const noSpace = await full('PUT', `/v1/blobs/sha256/${hash}`, bytes);
    expect([noSpace.status, noSpace.json.error]).toEqual([507, 'no-space']);
  });

  it('SVC-4 names which of up to 1000 hashes are missing', async () => {
    const call = callerOf(await startService(await tempFolder()));
    await call('PUT', `/v1/blobs/sha256/${hash}`, bytes);
    const other = sha256Of('other');
    const answer = await call('POST', '/v1/blobs:missing', { hashes: [hash, other, other] });
    expect([answer.status, answer.json]).toEqual([200, { missing: [other] }]);
    expect(
      (await call('POST', '/v1/blobs:missing', { hashes: Array.from({ length: 1001 }, () => other) })).status,
    ).toBe(422);
    expect((await call('POST', '/v1/blobs:missing', { hashes: ['../../etc'] })).json.error).toBe('invalid');
  });

  it('SVC-5 wants the token for everything but health, and answers every refusal in its own shape', async () => {
    const service = await startService(await tempFolder());
    const call = callerOf(service);
    const health = await fetch(`${service.url}/v1/health`);
    expect(await health.json()).toMatchObject({ status: 'ok', v: 1 });
    for (const authorization of ['', 'Bearer wrong', `bearer ${token}x`]) {
      const refused = await call('POST', '/v1/blobs:missing', { hashes: [] }, { authorization });
      expect([refused.status, refused.json.error]).toEqual([401, 'unauthorized']);
    }
    expect((await call('GET', '/v1/nowhere')).json).toMatchObject({
      error: 'not-found',
      missing: null,
      latest: null,
    });
    expect((await call('PUT', '/v1/blobs/sha256/..%2F..%2Fetc', bytes)).json.error).toBe('invalid');
    const notJson = await call('POST', '/v1/expected', '{', { 'content-type': 'application/json' });
    expect([notJson.status, notJson.json.error]).toEqual([422, 'invalid']);
    await expect(startService(await tempFolder(), { token: '' })).rejects.toThrow('token');
  });
});
