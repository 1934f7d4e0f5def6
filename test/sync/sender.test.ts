import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { err, ok } from '../../src/domain/result.ts';
import { sharedToken } from '../../src/station/sync/credential.ts';
import { createServiceClient } from '../../src/station/sync/service-client.ts';
import { unreachable } from '../../src/station/sync/service-failure.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { startService, tempFolder } from '../match-service/service-caller.ts';
import { postExpected, proxy, station } from './helpers.ts';
import { differences, readLedger } from './service-ledger.ts';
import { fastClock, sha256Of } from './test-station.ts';

const number = '26312000000000000101';

describe('sending the outbox', () => {
  it('SYNC-1 brings a bill over with its pages and stores receipt and match result', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    await postExpected(url, [expectedOf('CL-2026-000001', number, 500)]);
    const desk = station(folder, url);
    const entry = desk.submit({
      number: 'CL-2026-000001',
      pages: ['a', 'b', 'b'],
      invoices: [invoice(number, 500)],
    });
    await desk.sync.drain();
    const stored = desk.store.latestOutboxOf(entry.billId);
    expect(stored).toMatchObject({
      stage: 'matched',
      attempts: 1,
      error: null,
      bytesSent: 2,
      bytesTotal: 2,
      results: [{ verdict: 'matched' }],
    });
    expect(stored?.receipt).toMatchObject({ digest: entry.digest, revision: 1 });
    expect(differences(join(folder, 'service'), desk.store.outbox())).toEqual([]);
    const stages = desk.seen.map(({ stage }) => stage);
    expect([...new Set(stages)]).toEqual(['sending', 'accepted', 'matched']);
    expect(desk.seen.map(({ bytesSent }) => bytesSent)).toEqual(
      desk.seen.map(({ bytesSent }) => bytesSent).toSorted((a, b) => a - b),
    );
    expect(desk.reachable).toEqual(['reachable']);
  });

  it('SYNC-2 sends only pages the service does not have', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const calls: string[] = [];
    const watched = await proxy(
      () => url,
      (call) => {
        calls.push(`${call.method} ${call.url}`);
        return null;
      },
    );
    const desk = station(folder, watched.url);
    desk.submit({ number: 'CL-2026-000001', pages: ['a', 'b'] });
    await desk.sync.drain();
    desk.submit({ number: 'CL-2026-000002', pages: ['a', 'c'] });
    await desk.sync.drain();
    expect(calls.filter((call) => call.startsWith('PUT /v1/blobs')).sort()).toEqual(
      ['a', 'b', 'c'].map((text) => `PUT /v1/blobs/sha256/${sha256Of(text)}`).sort(),
    );
  });

  it('SYNC-3 keeps everything queued without a service', async () => {
    const folder = await tempFolder();
    const desk = station(folder, null);
    const entry = desk.submit({ number: 'CL-2026-000001', pages: ['a'] });
    desk.sync.nudge();
    desk.sync.retry(null);
    await desk.sync.drain();
    expect(desk.store.latestOutboxOf(entry.billId)).toMatchObject({ stage: 'queued', attempts: 0 });
  });

  it('SYNC-4 takes a reply lost after the commit for what it is: the second PUT brings the same receipt', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    let lost = 0;
    const lossy = await proxy(
      () => url,
      (call) => (call.url.includes('/revisions/') && lost++ === 0 ? 'drop-reply' : null),
    );
    const desk = station(folder, lossy.url);
    const entry = desk.submit({ number: 'CL-2026-000001', pages: ['a'] });
    await expect.poll(() => desk.store.latestOutboxOf(entry.billId)?.stage).toBe('accepted');
    expect(lost).toBe(2);
    const { revisions } = readLedger(join(folder, 'service'));
    expect(revisions.map(({ receipt }) => receipt)).toEqual([
      desk.store.latestOutboxOf(entry.billId)?.receipt,
    ]);
  });

  it('SYNC-5 parks a poison bill alone', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const desk = station(folder, url);
    const entries = Array.from({ length: 20 }, (_, index) =>
      desk.submit({
        number: `CL-2026-0000${index + 10}`,
        pages: [`page ${index}`],
        ...(index === 3 ? { change: (manifest) => ({ ...manifest, billNumber: ' ' }) } : {}),
      }),
    );
    await desk.sync.drain();
    const stages = entries.map(({ billId }) => desk.store.latestOutboxOf(billId)?.stage);
    expect(stages).toEqual(entries.map((_, index) => (index === 3 ? 'parked' : 'accepted')));
    expect(desk.store.latestOutboxOf(entries[3]?.billId ?? 'bill:')?.error).toMatchObject({
      type: 'ServiceRefused',
      status: 422,
      code: 'invalid',
    });
    expect(
      differences(
        join(folder, 'service'),
        desk.store.outbox().filter(({ stage }) => stage === 'accepted'),
      ),
    ).toEqual([]);
  });

  it('SYNC-6 holds everything while the service is down, asks with one probe, and sends all when it is back', async () => {
    const folder = await tempFolder();
    const first = await startService(join(folder, 'service'));
    const port = Number(new URL(first.url).port);
    await first.close();
    const desk = station(folder, first.url, { poll: { shortestMs: 1e7, longestMs: 1e7 } });
    for (let index = 0; index < 10; index += 1)
      desk.submit({ number: `CL-2026-00001${index}`, pages: [`page ${index}`] });
    await expect.poll(() => desk.reachable).toEqual(['unreachable']);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const waiting = desk.store.outbox();
    expect(waiting.every(({ stage }) => stage === 'queued')).toBe(true);
    expect(waiting.filter(({ attempts }) => attempts > 0).length).toBeLessThanOrEqual(1);
    await startService(join(folder, 'service'), { port });
    await expect
      .poll(() => desk.store.outbox().filter(({ stage }) => stage === 'accepted').length, { timeout: 60_000 })
      .toBe(10);
    expect(desk.reachable).toEqual(['unreachable', 'reachable']);
    expect(differences(join(folder, 'service'), desk.store.outbox())).toEqual([]);
  });

  it('SYNC-7 pauses on 401 and goes on after the sign-in', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    let isSignedIn = false;
    const asking = await proxy(
      () => url,
      (call) => {
        if (isSignedIn) call.headers.authorization = 'Bearer test-token';
        return null;
      },
    );
    const desk = station(folder, asking.url, { token: 'expired' });
    const entries = [1, 2, 3].map((index) =>
      desk.submit({ number: `CL-2026-00000${index}`, pages: [`${index}`] }),
    );
    await desk.sync.drain();
    const calls = asking.counts.get('none') ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(asking.counts.get('none')).toBe(calls);
    expect(calls).toBeLessThanOrEqual(3);
    expect(entries.map(({ billId }) => desk.store.latestOutboxOf(billId)?.stage)).toEqual([
      'queued',
      'queued',
      'queued',
    ]);
    isSignedIn = true;
    desk.sync.retry(null);
    await desk.sync.drain();
    expect(entries.map(({ billId }) => desk.store.latestOutboxOf(billId)?.stage)).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
  });

  it('SYNC-8 never sends a page whose bytes have changed: the bill is parked and names the page', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const desk = station(folder, null);
    const bad = desk.submit({ number: 'CL-2026-000001', pages: ['a', 'b'] });
    const good = desk.submit({ number: 'CL-2026-000002', pages: ['c'] });
    writeFileSync(desk.pathOf(sha256Of('b')), 'B');
    await desk.stop();
    const again = station(folder, url);
    await again.sync.drain();
    const pageUuid = bad.manifest.documents
      .flatMap(({ pages }) => pages)
      .find(({ sha256 }) => sha256 === sha256Of('b'))?.pageUuid;
    expect(again.store.latestOutboxOf(bad.billId)).toMatchObject({
      stage: 'parked',
      error: { type: 'PageFileDamaged', pageId: `page:${pageUuid}` },
    });
    expect(again.store.latestOutboxOf(good.billId)?.stage).toBe('accepted');
    writeFileSync(again.pathOf(sha256Of('b')), 'b');
    again.sync.retry(bad.billId);
    await again.sync.drain();
    expect(again.store.latestOutboxOf(bad.billId)?.stage).toBe('accepted');
  });

  it('SYNC-8 parks a bill whose page file is gone', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const desk = station(folder, null);
    const bad = desk.submit({ number: 'CL-2026-000001', pages: ['a'] });
    rmSync(desk.pathOf(sha256Of('a')));
    await desk.stop();
    const again = station(folder, url);
    await again.sync.drain();
    expect(again.store.latestOutboxOf(bad.billId)).toMatchObject({
      stage: 'parked',
      error: { type: 'PageFileDamaged' },
    });
  });

  it('SYNC-9 lets a bill whose file cannot be read just now wait without holding up the next', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    let failures = 3;
    const desk = station(folder, url, {
      files: {
        pathOf: (sha256) => join(folder, 'pages', sha256),
        async verify(sha256) {
          if (sha256 === sha256Of('a') && failures-- > 0)
            throw Object.assign(new Error('disk'), { code: 'EIO' });
          return true;
        },
      },
    });
    const bad = desk.submit({ number: 'CL-2026-000001', pages: ['a'] });
    const good = desk.submit({ number: 'CL-2026-000002', pages: ['c'] });
    await expect.poll(() => desk.store.outbox().map(({ stage }) => stage)).toEqual(['accepted', 'accepted']);
    const toldOf = (billId: string) => desk.seen.filter((entry) => entry.billId === billId);
    expect(toldOf(bad.billId).filter(({ error }) => error?.type === 'StoreFailed')).toHaveLength(3);
    expect(toldOf(good.billId).every(({ error }) => error === null)).toBe(true);
  });

  it('SYNC-10 shows a conflict and overwrites nothing', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const desk = station(folder, url);
    const first = desk.submit({ number: 'CL-2026-000001', pages: ['a'] });
    await desk.sync.drain();
    // The same revision of the same bill with other content, as a copied data folder would send it.
    const other = station(await tempFolder(), url);
    const rival = other.submit({
      number: 'CL-2026-000001',
      pages: ['b'],
      change: (manifest) => ({ ...manifest, billUuid: first.manifest.billUuid }),
    });
    await other.sync.drain();
    expect(other.store.latestOutboxOf(rival.billId)).toMatchObject({
      stage: 'parked',
      error: { type: 'RevisionConflict', billId: rival.billId },
    });
    expect(readLedger(join(folder, 'service')).revisions.map(({ digest }) => digest)).toEqual([first.digest]);
  });

  it('SYNC-11 sends revision after revision, and again what a service restored from a backup has lost', async () => {
    const folder = await tempFolder();
    const first = await startService(join(folder, 'service'));
    const desk = station(folder, first.url);
    const one = desk.submit({ number: 'CL-2026-000001', pages: ['a'] });
    const two = desk.submit({ number: 'CL-2026-000001', pages: ['a', 'b'], after: one });
    await desk.sync.drain();
    expect(desk.store.outbox().map(({ stage }) => stage)).toEqual(['accepted', 'accepted']);
    await desk.stop();
    const restored = await startService(join(folder, 'restored'));
    const again = station(folder, restored.url);
    again.submit({ number: 'CL-2026-000001', pages: ['c'], after: two });
    await expect
      .poll(() => again.store.outbox().map(({ stage }) => stage), { timeout: 60_000 })
      .toEqual(['accepted', 'accepted', 'accepted']);
    expect(differences(join(folder, 'restored'), again.store.outbox())).toEqual([]);
  });

  it('SYNC-12 parks a revision whose predecessor this station does not have', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const desk = station(folder, url);
    const entry = desk.submit({
      number: 'CL-2026-000001',
      pages: ['a'],
      change: (manifest) => ({ ...manifest, revision: 3, previousDigest: sha256Of('?') }),
    });
    await desk.sync.drain();
    expect(desk.store.latestOutboxOf(entry.billId)).toMatchObject({
      stage: 'parked',
      error: { code: 'revision-gap' },
    });
  });

  it('SYNC-13 queues again at start what was being sent when the station died', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const desk = station(folder, null);
    const entry = desk.submit({ number: 'CL-2026-000001', pages: ['a'] });
    desk.store.saveOutbox({ ...entry, stage: 'sending', attempts: 1 });
    await desk.stop();
    const again = station(folder, url);
    await again.sync.drain();
    expect(again.store.latestOutboxOf(entry.billId)).toMatchObject({ stage: 'accepted', attempts: 2 });
  });

  it('SYNC-14 breaks off an upload when stopped, and leaves the bill queued without an error', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    let uploads = 0;
    const client = createServiceClient({
      address: url,
      credential: sharedToken('test-token'),
      stationId: 'station-1',
      fetch: (input, init) => {
        const request = new Request(input, init);
        if (!request.url.includes('/blobs/sha256/')) return fetch(request);
        uploads += 1;
        return new Promise((_, reject) =>
          request.signal.addEventListener('abort', () => reject(request.signal.reason)),
        );
      },
    });
    const desk = station(folder, url, { client });
    const entry = desk.submit({ number: 'CL-2026-000001', pages: ['a'] });
    await expect.poll(() => uploads).toBe(1);
    await desk.sync.stop();
    expect(desk.store.latestOutboxOf(entry.billId)).toMatchObject({
      stage: 'queued',
      error: null,
      nextTryAt: null,
    });
  });

  it('SYNC-15 obeys Retry-After for the whole service', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const calls: number[] = [];
    const busyOnce = createServiceClient({
      address: url,
      credential: sharedToken('test-token'),
      stationId: 'station-1',
      fetch: async (input, init) => {
        calls.push(fastClock.now());
        if (calls.length === 1) return new Response('{}', { status: 503, headers: { 'retry-after': '120' } });
        return fetch(input, init);
      },
    });
    // Only the sender's calls are counted.
    const client = { ...busyOnce, changes: noChanges, bill: silent, health: answersHealth };
    const desk = station(folder, url, { client });
    desk.submit({ number: 'CL-2026-000001', pages: ['a'] });
    desk.submit({ number: 'CL-2026-000002', pages: ['b'] });
    await expect.poll(() => desk.store.outbox().map(({ stage }) => stage)).toEqual(['accepted', 'accepted']);
    expect((calls[1] ?? 0) - (calls[0] ?? 0)).toBeGreaterThanOrEqual(120_000);
  });
});

const silent = async () => err(unreachable('not asked here'));

async function noChanges(after: number) {
  return ok({ cursor: after, hasMore: false, changes: [] });
}

async function answersHealth() {
  return ok({ status: 'ok' as const, v: 1 as const, serviceId: 'ecf0ad1c-2b2e-4a53-9a53-0d0a1ae4b4b1' });
}
