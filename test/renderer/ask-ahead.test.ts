import { expect, it } from 'vitest';
import type { StationClient } from '../../src/contract/client.ts';
import type { StationEvent } from '../../src/contract/events.ts';
import { ok } from '../../src/domain/result.ts';
import { usualGate } from '../../src/domain/rules/gate.ts';
import { askAhead } from '../../src/renderer/station/ask-ahead.ts';
import { connectStation } from '../../src/renderer/station/station.ts';
import { openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';

const someEvent: StationEvent = { type: 'gate.changed', batchId: 'batch:other', facts: usualGate };

/** A station that keeps what it was asked, in the order of asking, and whoever listens to it. */
function scripted() {
  const asked: string[] = [];
  const listeners: ((event: StationEvent) => void)[] = [];
  const client = {
    shell: 'browser',
    run: async () => ok({}),
    ask: async (name: string) => {
      asked.push(name);
      return ok(asked.length);
    },
    listen: (onEvent: (event: StationEvent) => void) => {
      asked.push('listen');
      listeners.push(onEvent);
      return () => undefined;
    },
  } as unknown as StationClient;
  return { client, asked, listeners };
}

it('OPEN-3 asks at once, listening first, and gives each answer to the first who asks the same', async () => {
  const { client, asked } = scripted();
  const early = askAhead(client, [
    ['batches.list', {}],
    ['queue.list', {}],
  ]);
  expect(asked).toEqual(['listen', 'batches.list', 'queue.list']);
  expect(await early.ask('batches.list', {})).toEqual(ok(2));
  expect(asked).toHaveLength(3);
  expect(await early.ask('batches.list', {})).toEqual(ok(4));
  expect(await early.ask('batch.snapshot', { batchId: 'batch:other' })).toEqual(ok(5));
  expect(asked.slice(3)).toEqual(['batches.list', 'batch.snapshot']);
});

it('OPEN-4 tells a gap for what was missed, behind the questions of who came to listen', async () => {
  const { client, listeners } = scripted();
  const early = askAhead(client, [['batches.list', {}]]);
  for (const listener of listeners) listener(someEvent);
  const order: string[] = [];
  early.listen(
    () => order.push('event'),
    () => order.push('gap'),
  );
  order.push('asked');
  await Promise.resolve();
  expect(order).toEqual(['asked', 'gap']);
  for (const listener of listeners) listener(someEvent);
  expect(order).toEqual(['asked', 'gap', 'event']);
});

it('OPEN-4 tells none where nothing was missed', async () => {
  const { client } = scripted();
  let gaps = 0;
  askAhead(client, []).listen(
    () => undefined,
    () => {
      gaps += 1;
    },
  );
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(gaps).toBe(0);
});

it('OPEN-4 a page that came between question and window is in the window', async () => {
  const open = await openCase(caseSides);
  const { fixture } = open;
  const early = askAhead(fixture, [['batch.snapshot', { batchId: fixture.batchId }]]);
  const before = fixture.tree().pages.size;
  fixture.feed([{ kind: 'cover', billNumber: 'CL-2026-000902' }]);
  const station = connectStation(early);
  await station.open(fixture.batchId);
  await open.settle();
  expect(station.state.get().batch?.tree.pages.size).toBeGreaterThan(before);
  expect(station.state.get().batch?.tree).toEqual(fixture.tree());
  station.close();
  open.close();
});
