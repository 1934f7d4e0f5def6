import { expect, it } from 'vitest';
import { err } from '../../src/domain/result.ts';
import type { OutboxEntry } from '../../src/station/ports/store.ts';
import { createBillResults } from '../../src/station/sync/bill-results.ts';
import { sharedToken } from '../../src/station/sync/credential.ts';
import { createLink } from '../../src/station/sync/link.ts';
import { createOutboxSender, type SenderParts } from '../../src/station/sync/outbox-sender.ts';
import { createServiceClient } from '../../src/station/sync/service-client.ts';
import { garbled } from '../../src/station/sync/service-failure.ts';
import { steadyClock } from '../../src/station/sync/steady-clock.ts';
import { createWaker } from '../../src/station/sync/waker.ts';
import { tempFolder } from '../match-service/service-caller.ts';
import { station } from './helpers.ts';
import { outboxEntry } from './test-station.ts';

const hour = 3_600_000;
const capMs = 300_000;

it('SYNC-52 a wait is as long as it was, whatever the clock is set to meanwhile', async () => {
  // Without a service of its own, so that only the sender made here works on its store.
  const desk = station(await tempFolder(), null);
  const entry = desk.submit({ number: 'CL-1', pages: ['a'] });
  const clock = { wall: 1_700_000_000_000, passed: 5000 };
  const sender = () => senderOn(desk.store, clock);
  const first = sender();
  expect(await first.step()).toBe(0);
  const wait = await first.step();
  expect(wait).toBe(capMs - 1);
  // Put back by less than anybody would notice, and put forward.
  for (const moved of [-hour, -119 * 60_000, 2 * hour]) {
    clock.wall += moved;
    expect(await first.step()).toBe(wait);
  }
  clock.passed += capMs;
  expect(await first.step()).toBe(0);

  // Put back while the station was closed: what waits does so for one backoff at most.
  desk.store.saveOutbox({ ...entry, attempts: 9, nextTryAt: clock.wall + hour });
  const second = sender();
  expect(await second.step()).toBe(capMs);
  clock.passed += capMs;
  expect(await second.step()).toBe(0);
});

it('SYNC-53 what a start, a retry of all or the return of the service changes of many bills is stored and told together', async () => {
  const desk = station(await tempFolder(), null);
  const clock = { wall: 1_700_000_000_000, passed: 5000 };
  const unreached = { type: 'ServiceUnreachable', detail: 'refused' } as const;
  for (let n = 0; n < 1_200; n += 1) {
    const entry = outboxEntry({ number: `CL-${n}`, pages: [] }, n + 1, () => '');
    const nextTryAt = clock.wall + hour;
    desk.store.saveOutbox({ ...entry, attempts: 9, nextTryAt, error: unreached });
  }
  const commits: number[] = [];
  const told: number[] = [];
  const store = {
    ...desk.store,
    saveOutboxes(entries: readonly OutboxEntry[]) {
      commits.push(entries.length);
      desk.store.saveOutboxes(entries);
    },
  };
  const link = createLink(() => undefined);
  const sender = senderOn(store, clock, { link, onStatus: (entries) => told.push(entries.length) });
  // Found with a longer wait than there is: all of them wait for less.
  expect([commits, told]).toEqual([
    [1_000, 200],
    [1_000, 200],
  ]);
  link.report('silence');
  link.report('answer');
  expect(told).toEqual([1_000, 200, 1_000, 200]);
  expect(desk.store.unsentOutbox().every(({ nextTryAt }) => nextTryAt === null)).toBe(true);
  for (const entry of desk.store.unsentOutbox()) desk.store.saveOutbox({ ...entry, stage: 'parked' });
  sender.retry(null);
  expect(told).toEqual([1_000, 200, 1_000, 200, 1_000, 200]);
  expect(commits).toEqual(told);
  expect(desk.store.outboxCounts()).toMatchObject({ waiting: 1_200, parked: 0 });
});

function senderOn(
  store: ReturnType<typeof station>['store'],
  clock: { wall: number; passed: number },
  more: Partial<Pick<SenderParts, 'link' | 'onStatus'>> = {},
) {
  const wall = { now: () => clock.wall };
  const log = () => undefined;
  const refused = async () => err(garbled('a portal'));
  const parts = { store, clock: wall, log, onStatus: () => undefined, recorded: async () => undefined };
  return createOutboxSender({
    ...parts,
    files: { verify: async () => true, pathOf: () => '' },
    client: {
      ...createServiceClient({ address: 'http://127.0.0.1:9', credential: sharedToken('t'), stationId: 's' }),
      missingBlobs: refused,
      health: refused,
    },
    steady: steadyClock(wall, () => clock.passed),
    random: () => 0.999_999,
    backoff: { baseMs: capMs, capMs },
    link: createLink(() => undefined),
    results: createBillResults(parts),
    waker: createWaker(async () => undefined),
    pace: { take: async () => undefined },
    state: () => 'running',
    signal: new AbortController().signal,
    onAccepted: () => undefined,
    ...more,
  });
}
