import { afterEach, expect, it } from 'vitest';
import type { StationEvent } from '../../src/contract/events.ts';
import type { BatchId } from '../../src/domain/ids.ts';
import { err } from '../../src/domain/result.ts';
import { project } from '../../src/renderer/station/projection.ts';
import { connectStation } from '../../src/renderer/station/station.ts';
import { indexOf } from '../../src/renderer/station/tree-index.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseExpected, caseSides } from './fixture-case.ts';
import { statusOf } from './fixture-queue.ts';

let open: OpenCase;
afterEach(() => open.close());

const revision = () => open.station.state.get().batch?.revision ?? 0;

it('UI-2 a change of the next revision is applied to what the window holds', async () => {
  open = await openCase(caseSides, caseExpected);
  const before = revision();
  open.fixture.feed([{ kind: 'cover', billNumber: 'CL-2026-000900' }]);
  await open.settle();
  expect(revision()).toBeGreaterThan(before);
  expect(open.station.state.get().batch?.tree).toEqual(open.fixture.tree());
});

it('UI-3 a missed revision makes the window fetch the snapshot again', async () => {
  open = await openCase(caseSides);
  const asked: string[] = [];
  const { ask } = open.fixture;
  Object.assign(open.fixture, {
    ask: (name: 'batch.snapshot', input: never) => {
      asked.push(name);
      return ask(name, input);
    },
  });
  open.fixture.feed([{ kind: 'cover', billNumber: 'CL-2026-000901' }]);
  const far = {
    type: 'batch.changed',
    batchId: open.fixture.batchId,
    revision: 9_999,
    step: { type: 'none' },
    history: { undo: null, redo: null },
  };
  const nothing = { added: [], updated: [], removed: [] };
  open.fixture.emit({ ...far, diff: { bills: nothing, documents: nothing, pages: nothing } } as StationEvent);
  await open.settle();
  expect(asked).toContain('batch.snapshot');
  expect(open.station.state.get().batch?.tree).toEqual(open.fixture.tree());
});

it('UI-4 a change of another batch or an old revision leaves the window as it is', async () => {
  open = await openCase(caseSides);
  await open.settle();
  const { batch } = open.station.state.get();
  const nothing = { added: [], updated: [], removed: [] };
  const diff = { bills: nothing, documents: nothing, pages: nothing };
  const step = { type: 'none' } as const;
  const history = { undo: null, redo: null };
  open.fixture.emit({
    type: 'batch.changed',
    batchId: 'batch:018f0000-0000-7000-8000-999999999999',
    revision: (batch?.revision ?? 0) + 1,
    diff,
    step,
    history,
  });
  open.fixture.emit({
    type: 'batch.changed',
    batchId: open.fixture.batchId,
    revision: 1,
    diff,
    step,
    history,
  });
  await open.settle();
  expect(open.station.state.get().batch).toBe(batch);
});

it('UI-5 a document whose pages did not change keeps its view, so that its row is not drawn again', async () => {
  open = await openCase(caseSides);
  const before = indexOf(open.fixture.tree());
  open.fixture.feed([{ kind: 'attachment' }]);
  const after = indexOf(open.fixture.tree());
  const first = before.bills[0]?.documents[1];
  expect(first && after.documentById.get(first.document.id)).toBe(first);
});

it('UI-6 a station that does not answer is told as lost, not shown as if all were well', async () => {
  open = await openCase(caseSides);
  await open.settle();
  expect(open.station.state.get().connection).toBe('live');
  const silent = connectStation({
    ...open.fixture,
    ask: async () => err({ type: 'ServiceUnreachable', detail: 'station' }),
  });
  await open.settle();
  expect(silent.state.get().connection).toBe('lost');
  silent.close();
});

it('SPEED-14 what is told of many bills at once is one change; bills of another batch are none', async () => {
  open = await openCase(caseSides);
  await open.settle();
  const before = open.station.state.get();
  const status = (n: number, batchId: BatchId) =>
    statusOf({ billId: `bill:${n}`, batchId, number: `CL-${n}`, updatedAt: n });
  const other = Array.from({ length: 2_000 }, (_, n) => status(n, 'batch:another'));
  expect(project(before, { type: 'bill.status', statuses: other }, ({ tree }) => tree)).toBe(before);
  const mine = Array.from({ length: 2_000 }, (_, n) => status(n, open.fixture.batchId));
  const changes: unknown[] = [];
  const stop = open.station.state.subscribe(() => changes.push(open.station.state.get().batch?.statuses));
  open.fixture.emit({ type: 'bill.status', statuses: [...other, ...mine] });
  await open.settle();
  stop();
  expect(new Set(changes).size).toBe(1);
  expect(open.station.state.get().batch?.statuses.size).toBe((before.batch?.statuses.size ?? 0) + 2_000);
});

it('SPEED-11 an edit the shell gives no answer to is not shown for ever', async () => {
  open = await openCase(caseSides, caseExpected);
  const { batch } = open.station.state.get();
  const page = [...(batch?.tree.pages.values() ?? [])].find(({ isDeleted }) => !isDeleted);
  if (!batch || !page) throw new Error('the case has pages');
  const isGone = () => open.station.state.get().batch?.tree.pages.get(page.id)?.isDeleted;
  Object.assign(open.fixture, { run: () => Promise.reject(new Error('the shell is gone')) });
  const asked = { type: 'edit', edit: { type: 'page.delete', pageIds: [page.id] } } as const;
  const change = open.station.change(batch.tree.batch.id, asked);
  expect(isGone()).toBe(true);
  await expect(change).rejects.toThrow('the shell is gone');
  expect(isGone()).toBe(false);
});
