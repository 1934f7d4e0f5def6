import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import { fullJitter } from '../../src/station/sync/backoff.ts';
import { sharedToken } from '../../src/station/sync/credential.ts';
import { createServiceClient } from '../../src/station/sync/service-client.ts';
import { failureOf } from '../../src/station/sync/service-failure.ts';
import { atEnd } from '../at-end.ts';
import { sha256Of } from './test-station.ts';

const never = new AbortController().signal;
const spoken = (error: string) => JSON.stringify({ error, detail: '', missing: null, latest: null });

async function clientOf(
  answer: Parameters<typeof createServer>[1],
  timeouts = { replyMs: 2000, slowestBytesPerSecond: 16_000 },
) {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  atEnd(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return createServiceClient({ address, credential: sharedToken('t'), stationId: 's', timeouts });
}

describe('what a failed call asks for', () => {
  it.each([
    [408, '', 'retry', 'ServiceRefused'],
    [424, spoken('missing-blobs'), 'retry', 'ServiceRefused'],
    [425, '', 'retry', 'ServiceRefused'],
    [429, '', 'retry', 'ServiceRefused'],
    [500, spoken('internal'), 'retry', 'ServiceRefused'],
    [507, spoken('no-space'), 'retry', 'ServiceRefused'],
    [401, spoken('unauthorized'), 'pause', 'SignInNeeded'],
    [403, '<html>', 'pause', 'SignInNeeded'],
    [400, spoken('digest-mismatch'), 'retry', 'ServiceRefused'],
    [409, spoken('revision-conflict'), 'park', 'ServiceRefused'],
    [422, spoken('invalid'), 'park', 'ServiceRefused'],
    [413, '<html>', 'park', 'ServiceRefused'],
    [404, '<html>', 'retry', 'ServiceGarbled'],
    [302, '', 'retry', 'ServiceGarbled'],
  ])('SYNC-40 status %i with %j asks to %s', (status, body, next, type) => {
    const failure = failureOf(status, body, null, 0);
    expect([failure.next, failure.error.type]).toEqual([next, type]);
  });

  it('SYNC-41 reads Retry-After as seconds or date, at most an hour', () => {
    const now = Date.parse('2026-03-18T08:00:00Z');
    expect(failureOf(503, '', '7', now).retryAfterMs).toBe(7000);
    expect(failureOf(503, '', 'Wed, 18 Mar 2026 08:00:30 GMT', now).retryAfterMs).toBe(30_000);
    expect(failureOf(503, '', 'Wed, 18 Mar 2026 07:00:30 GMT', now).retryAfterMs).toBe(0);
    expect(failureOf(503, '', '999999', now).retryAfterMs).toBe(3_600_000);
    expect(failureOf(503, '', 'soon', now).retryAfterMs).toBeNull();
  });

  it('SYNC-42 waits at random up to a bound that doubles and stops at the cap', () => {
    const bounds = [0, 1, 2, 8, 9, 500].map((failures) =>
      fullJitter({ baseMs: 1000, capMs: 300_000 }, failures, () => 0.999999),
    );
    expect(bounds).toEqual([999, 1999, 3999, 255_999, 299_999, 299_999]);
    expect(fullJitter({ baseMs: 1000, capMs: 300_000 }, 9, () => 0)).toBe(0);
  });
});

describe('the client', () => {
  it('SYNC-43 follows no redirect and takes no page for an answer', async () => {
    const urls: string[] = [];
    const moved = await clientOf((request, response) => {
      urls.push(request.url ?? '');
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await moved.health(never)).toMatchObject({
      ok: false,
      error: { next: 'retry', error: { type: 'ServiceGarbled' } },
    });
    expect(urls).toEqual(['/v1/health']);
    const portal = await clientOf((_request, response) => response.end('<html>sign in</html>'));
    expect(await portal.missingBlobs([], never)).toMatchObject({
      ok: false,
      error: { error: { type: 'ServiceGarbled' } },
    });
    expect(await portal.putBlob(sha256Of('a'), Buffer.from('a'), never)).toMatchObject({
      ok: false,
      error: { error: { type: 'ServiceGarbled' } },
    });
  });

  it('SYNC-44 ends in time with a service that says nothing, or never stops talking', async () => {
    const silent = await clientOf(() => undefined, { replyMs: 100, slowestBytesPerSecond: 16_000 });
    expect(await silent.health(never)).toMatchObject({
      ok: false,
      error: { next: 'retry', error: { type: 'ServiceUnreachable' } },
    });
    const endless = await clientOf(
      (_request, response) => {
        const chunk = Buffer.alloc(1024 * 1024, 32);
        const more = () => {
          while (!response.destroyed && response.write(chunk));
        };
        response.on('drain', more);
        more();
      },
      { replyMs: 10_000, slowestBytesPerSecond: 16_000 },
    );
    expect(await endless.health(never)).toMatchObject({
      ok: false,
      error: { next: 'retry', error: { type: 'ServiceGarbled' } },
    });
  });

  it('SYNC-45 sends exactly the bytes of a view, with their digest and length', async () => {
    const got: { body: Buffer; headers: Record<string, unknown> }[] = [];
    const client = await clientOf(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      got.push({ body: Buffer.concat(chunks), headers: request.headers });
      response.writeHead(201).end();
    });
    const pool = new TextEncoder().encode('before|the page|after');
    expect(await client.putBlob(sha256Of('the page'), pool.subarray(7, 15), never)).toMatchObject({
      ok: true,
    });
    expect(got[0]?.body.toString()).toBe('the page');
    expect(got[0]?.headers).toMatchObject({
      'content-length': '8',
      authorization: 'Bearer t',
      'repr-digest': `sha-256=:${Buffer.from(sha256Of('the page'), 'hex').toString('base64')}:`,
    });
  });
});

describe('canonical JSON', () => {
  it('SYNC-46 does not depend on the order of keys, and reads back as the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(JSON.parse(text)))).toBe(text);
      }),
    );
    expect(canonicalJson({ b: [1, 0.5, 1e21], a: { d: null, c: '影像' } })).toBe(
      '{"a":{"c":"影像","d":null},"b":[1,0.5,1e+21]}',
    );
    expect(() => canonicalJson({ a: undefined })).toThrow(TypeError);
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
