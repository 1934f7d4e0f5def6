import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { collectServiceBlobs } from '../../src/match-service/server.ts';
import { type BlobPlace, onBlobPlaces } from './blob-places.ts';
import { prepared } from './prepared.ts';
import { type Caller, callerOf, putManifest, startService, tempFolder, token } from './service-caller.ts';

const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const isThere = async (call: Caller, hash: string) =>
  (await call('HEAD', `/v1/blobs/sha256/${hash}`)).status === 200;

async function upload(call: Caller): Promise<string> {
  const bytes = randomBytes(2000);
  const { status } = await call('PUT', `/v1/blobs/sha256/${sha(bytes)}`, bytes);
  expect(status).toBe(201);
  return sha(bytes);
}

async function collectByCommand(folder: string, blobs: string | null): Promise<void> {
  const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
  const args = ['match-service', 'gc', '--folder', folder, '--days', '0', '--json'];
  if (blobs !== null) args.push('--blobs', blobs);
  const { stdout } = await promisify(execFile)(process.execPath, [main, ...args]);
  expect(JSON.parse(stdout)).toMatchObject({ type: 'collected', span: 'run' });
}

/** What came just now is as old as can be told: of a bucket its time is known to the second, and may be rounded up. */
const untilOld = (place: BlobPlace) => sleep(place.name === 'files' ? 0 : 2_000);

onBlobPlaces('blobs that no revision names', (place) => {
  it('KEEP-30 go after their days; what a revision names stays, and a plan takes nothing', async () => {
    const [folder, blobs] = [await tempFolder(), await place.empty()];
    const call = callerOf(await startService(folder, { blobs }));
    const manifest = await prepared(call, { number: 'CL-2026-000001', pages: ['a', 'b'] });
    await putManifest(call, manifest);
    const loose = await upload(call);
    await untilOld(place);
    expect(await collectServiceBlobs({ folder, blobs, days: 30, span: 'run' })).toMatchObject({
      blobs: 0,
      kept: 1,
    });
    expect(await collectServiceBlobs({ folder, blobs, days: 0, span: 'plan' })).toMatchObject({
      blobs: 1,
      bytes: 2000,
    });
    expect(await isThere(call, loose)).toBe(true);
    if (place.name === 'files') {
      const old = new Date(Date.now() - 31 * 24 * 3_600_000);
      await utimes(join(folder, 'blobs', loose.slice(0, 2), loose), old, old);
    }
    const days = place.name === 'files' ? 30 : 0;
    expect(await collectServiceBlobs({ folder, blobs, days, span: 'run' })).toMatchObject({ blobs: 1 });
    expect(await isThere(call, loose)).toBe(false);
    for (const { pages } of manifest.documents)
      for (const { sha256 } of pages) expect(await isThere(call, sha256)).toBe(true);
  });

  it('KEEP-31 never go under a revision that is accepted at the same time', async () => {
    const [folder, blobs] = [await tempFolder(), await place.empty()];
    const call = callerOf(await startService(folder, { blobs }));
    // In a process of its own, as it is run: twice, each while bills come in.
    let runs = 0;
    const collecting = (async () => {
      for (; runs < 2; runs += 1) await collectByCommand(folder, blobs);
    })();
    const accepted: string[] = [];
    for (let n = 0; runs < 2; n += 1) {
      const bill = { number: `CL-2026-${String(n).padStart(6, '0')}`, pages: [`a${n}`, `b${n}`] };
      const manifest = await prepared(call, bill);
      const { status } = await putManifest(call, manifest);
      // What was taken away before it was named is asked for again.
      expect([201, 424]).toContain(status);
      if (status === 201)
        accepted.push(...manifest.documents.flatMap(({ pages }) => pages.map(({ sha256 }) => sha256)));
    }
    await collecting;
    expect(accepted.length).toBeGreaterThan(20);
    for (const hash of accepted) expect(await isThere(call, hash)).toBe(true);
  }, 120_000);
});

it('KEEP-32 a blob is given out whole to a station that asks by its hash', async () => {
  const service = await startService(await tempFolder());
  const call = callerOf(service);
  const bytes = randomBytes(5000);
  const path = `/v1/blobs/sha256/${sha(bytes)}`;
  expect((await call('GET', path)).status).toBe(404);
  await call('PUT', path, bytes);
  const get = (authorization: string) => fetch(service.url + path, { headers: { authorization } });
  const got = await get(`Bearer ${token}`);
  expect(got.status).toBe(200);
  expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
  expect((await get('Bearer wrong')).status).toBe(401);
});
