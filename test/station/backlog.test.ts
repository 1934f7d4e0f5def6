import { expect, it } from 'vitest';
import { openBacklog } from '../../src/station/commands/backlog.ts';
import { openLead } from '../../src/workers/lead.ts';

/** Whether a promise is resolved by now. */
async function isOver(promise: Promise<unknown>): Promise<boolean> {
  let over = false;
  void promise.then(() => {
    over = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  return over;
}

it('CLEAN-26 a capture waits from four pages a worker and 30 seconds of work on, until there is room', async () => {
  let waiting = 0;
  const { signal } = new AbortController();
  const backlog = openBacklog({ workers: 2, waiting: () => waiting });
  // Two workers at half a second a page: 120 pages in 30 seconds.
  waiting = 127;
  expect(await isOver(backlog.room(signal))).toBe(true);
  waiting = 128;
  const room = backlog.room(signal);
  expect(await isOver(room)).toBe(false);
  backlog.look();
  expect(await isOver(room)).toBe(false);
  waiting = 127;
  backlog.look();
  expect(await isOver(room)).toBe(true);
  for (let n = 0; n < 200; n += 1) backlog.took(5_000);
  waiting = 30;
  expect(await isOver(backlog.room(signal))).toBe(false);
});

it('CLEAN-26 a capture that is cancelled does not wait', async () => {
  const abort = new AbortController();
  const backlog = openBacklog({ workers: 1, waiting: () => 1_000 });
  const room = backlog.room(abort.signal);
  expect(await isOver(room)).toBe(false);
  abort.abort();
  expect(await isOver(room)).toBe(true);
  expect(await isOver(backlog.room(abort.signal))).toBe(true);
});

it('CLEAN-27 a driver gets only some sides ahead of the store, and comes to its end when cancelled', async () => {
  const abort = new AbortController();
  const lead = openLead(2, abort.signal);
  expect(await isOver(lead.sent())).toBe(true);
  const second = lead.sent();
  expect(await isOver(second)).toBe(false);
  lead.taken(1);
  expect(await isOver(second)).toBe(true);
  const third = lead.sent();
  expect(await isOver(third)).toBe(false);
  abort.abort();
  expect(await isOver(third)).toBe(true);
});
