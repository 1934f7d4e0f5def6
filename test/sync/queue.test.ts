import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { QueuePace } from '../../src/contract/queue-shapes.ts';
import { createPace } from '../../src/station/sync/pace.ts';
import { expectedOf } from '../domain/expected-invoice.ts';
import { startService, tempFolder } from '../match-service/service-caller.ts';
import { postExpected, station } from './helpers.ts';

const pages = (count: number, bytes: number) =>
  Array.from({ length: count }, (_, at) => `${at} `.padEnd(bytes, String(at % 10)));

describe('the order and the pace of the queue', () => {
  it('QUEUE-5 sends what was put first before the rest', async () => {
    const folder = await tempFolder();
    const desk = station(folder, null);
    const bills = ['CL-1', 'CL-2', 'CL-3'].map((number) => desk.submit({ number, pages: [number] }));
    desk.store.setUrgency([bills[2]?.billId ?? 'bill:none'], 'first', []);
    await desk.stop();
    const { url } = await startService(join(folder, 'service'));
    const online = station(folder, url);
    await online.sync.drain();
    const order = online.seen.filter(({ stage }) => stage === 'accepted').map(({ number }) => number);
    expect([...new Set(order)]).toEqual(['CL-3', 'CL-1', 'CL-2']);
  });

  it('QUEUE-10 sends nothing while it is paused, breaks off what is on its way, and goes on without its pages', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    let pace: QueuePace = { state: 'running', kilobytesPerSecond: 1 };
    const uploads: string[] = [];
    const counted: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      if (request.method === 'PUT' && request.url.includes('/blobs/')) uploads.push(request.url);
      return fetch(request);
    };
    const desk = station(folder, url, { pace: () => pace, fetch: counted });
    const bill = desk.submit({ number: 'CL-1', pages: pages(6, 60_000) });
    await expect.poll(() => uploads.length, { timeout: 60_000 }).toBeGreaterThan(1);
    pace = { state: 'paused', kilobytesPerSecond: null };
    desk.sync.paceChanged();
    await expect.poll(() => desk.store.latestOutboxOf(bill.billId)?.stage).toBe('queued');
    expect(desk.store.latestOutboxOf(bill.billId)).toMatchObject({ error: null, attempts: 0 });
    const sentSoFar = uploads.length;
    expect(sentSoFar).toBeLessThan(6);
    desk.submit({ number: 'CL-2', pages: ['x'] });
    desk.sync.retry(null);
    await desk.sync.drain();
    await sleep(100);
    expect(uploads).toHaveLength(sentSoFar);
    pace = { state: 'running', kilobytesPerSecond: null };
    desk.sync.paceChanged();
    await desk.sync.drain();
    expect(desk.store.outbox().map(({ stage }) => stage)).toEqual(['accepted', 'accepted']);
    // A page that was cut off goes once more; those that were through do not.
    expect(new Set(uploads).size).toBe(7);
    expect(uploads.length).toBeLessThanOrEqual(9);
  });

  it('QUEUE-10 hears results while it is paused', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    const first = station(folder, url);
    const bill = first.submit({ number: 'CL-1', pages: ['a'] });
    await first.sync.drain();
    await first.stop();
    const desk = station(folder, url, { pace: () => ({ state: 'paused', kilobytesPerSecond: null }) });
    await postExpected(url, [expectedOf('CL-1', '26312000000000000777', 5)]);
    await desk.sync.drain();
    expect(desk.store.latestOutboxOf(bill.billId)?.stage).toBe('unmatched');
  });

  it('QUEUE-11 keeps to the limit over its pages, and lets go of it at once', async () => {
    let now = 0;
    let rate: number | null = 1000;
    const pace = createPace({
      bytesPerSecond: () => rate,
      clock: { now: () => now },
      sleep: async (ms) => {
        now += ms;
      },
    });
    const { signal } = new AbortController();
    for (let page = 0; page < 20; page += 1) await pace.take(500, signal);
    // The first second is in the bucket, and the last page is not waited for.
    expect(now).toBeGreaterThanOrEqual(8_000);
    expect(now).toBeLessThanOrEqual(10_000);
    rate = null;
    const before = now;
    for (let page = 0; page < 20; page += 1) await pace.take(500_000, signal);
    expect(now).toBe(before);
    // A limit set after a fast while counts from then on.
    rate = 1000;
    await pace.take(500, signal);
    await pace.take(5_000, signal);
    await pace.take(1, signal);
    expect(now - before).toBeGreaterThanOrEqual(4_000);
    // A clock that is put back neither hangs nor fills.
    now -= 3_600_000;
    const back = now;
    await pace.take(2_000, signal);
    await pace.take(1, signal);
    expect(now - back).toBeLessThan(5_000);
  });

  it('QUEUE-11 a limit in the queue holds the pages of a bill back', async () => {
    const folder = await tempFolder();
    const { url } = await startService(join(folder, 'service'));
    // The clock of the rig runs a thousand times as fast.
    const desk = station(folder, url, { pace: () => ({ state: 'running', kilobytesPerSecond: 1 }) });
    const begun = performance.now();
    desk.submit({ number: 'CL-1', pages: pages(8, 100_000) });
    await desk.sync.drain();
    expect(performance.now() - begun).toBeGreaterThan(500);
    expect(desk.store.outbox()[0]?.stage).toBe('accepted');
  });
});
