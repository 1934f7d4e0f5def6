import { describe, expect, it } from 'vitest';
import type { BatchSnapshot } from '../../src/contract/queries.ts';
import { err, ok } from '../../src/domain/result.ts';
import { redoTo, undoTo } from '../../src/station/commands/travel.ts';
import type { Trees } from '../../src/station/commands/trees.ts';
import { newFolder, openAt } from './at-desk.ts';
import { pageWith } from './page-with.ts';

const invoice = '01,32,,26317000000000000017,112.00,20260215,,74AE';

async function twoBills(path: string) {
  const station = await openAt(path);
  const batchId = await station.openBatch();
  const codes = ['CL-2026-000901', invoice, 'CL-2026-000902', 'plain'];
  const files = await Promise.all(
    codes.map(async (code, n) => ({ name: `${n}.png`, bytes: await pageWith(code) })),
  );
  const snapshot = await station.importFiles(batchId, files);
  const page = (n: number) => {
    const found = snapshot.pages.find((one) => one.source?.name === `${n}.png`);
    if (!found) throw new Error(`no page ${n}`);
    return found;
  };
  const edit = async (edit: object) =>
    expect(await station.run('tree.edit', { batchId, edit: edit as never })).toMatchObject({ ok: true });
  const [first, second] = snapshot.bills.toSorted((a, b) => a.rank - b.rank);
  if (!first || !second) throw new Error('two bills were imported');
  return { station, batchId, page, edit, first, second };
}

const batchOf = ({ bills, documents, pages }: BatchSnapshot) => ({
  bills: bills.toSorted(byId),
  // A person's touch stays with a document; where it stands and what it is are compared.
  documents: documents.map(({ placedBy: _, ...document }) => document).toSorted(byId),
  pages: pages
    .map(({ id, documentId, rank, isDeleted, mark }) => ({ id, documentId, rank, isDeleted, mark }))
    .toSorted(byId),
});
const byId = (a: { id: string }, b: { id: string }) => a.id.localeCompare(b.id);

describe('the history of a batch', () => {
  it('HIST-2, HIST-3 steps are listed with who and when, gone back to and forward, over a restart', async () => {
    const path = newFolder();
    const { station, batchId, page, edit, first } = await twoBills(path);
    const states = [batchOf(await station.snapshot(batchId))];
    for (const command of [
      { type: 'bill.setNumber', billId: first.id, number: 'CL-X' },
      { type: 'document.reclassify', documentIds: [page(1).documentId], kind: 'attachment', category: null },
      { type: 'page.mark', pageIds: [page(3).id], mark: 'blank' },
      { type: 'page.delete', pageIds: [page(1).id] },
    ]) {
      await edit(command);
      states.push(batchOf(await station.snapshot(batchId)));
    }
    const steps = await station.ask('batch.history', { batchId });
    expect(steps).toMatchObject([
      { seq: 1, label: 'bill.setNumber', state: 'done', operator: 'tester', subject: { billNumber: 'CL-X' } },
      { seq: 2, effects: [{ field: 'kind', from: 'invoice', to: 'attachment' }] },
      { seq: 3, effects: [{ field: 'mark', from: 'content', to: 'blank' }] },
      { seq: 4, subject: { billNumber: 'CL-X', kind: 'attachment', pages: 1 } },
    ]);
    expect(steps.every((step) => step.at !== null && step.at > 0)).toBe(true);

    const { revision } = await station.snapshot(batchId);
    const back = await station.run('tree.undo', { batchId, to: 1 });
    expect(back).toEqual({ ok: true, value: { revision: revision + 3, steps: 3, stopped: null } });
    expect(batchOf(await station.snapshot(batchId))).toEqual(states[1]);
    await station.close();

    const again = await openAt(path);
    const told = await again.ask('batch.history', { batchId });
    expect(told.map(({ state }) => state)).toEqual(['done', 'undone', 'undone', 'undone']);
    expect(told.map(({ at, operator }) => ({ at, operator }))).toEqual(
      steps.map(({ at, operator }) => ({ at, operator })),
    );
    expect(await again.run('tree.redo', { batchId, to: 3 })).toMatchObject({ ok: true, value: { steps: 2 } });
    expect(batchOf(await again.snapshot(batchId))).toEqual(states[3]);
    expect(await again.run('tree.undo', { batchId, to: 0 })).toMatchObject({ ok: true, value: { steps: 3 } });
    expect(batchOf(await again.snapshot(batchId))).toEqual(states[0]);
    const acts = (await again.ask('page.history', { pageId: page(1).id })).map(({ act, label }) => [
      act,
      label,
    ]);
    expect(acts.filter(([act]) => act === 'undo' || act === 'redo')).toEqual([
      ['undo', 'page.delete'],
      ['undo', 'document.reclassify'],
      ['redo', 'document.reclassify'],
      ['undo', 'document.reclassify'],
      ['undo', 'bill.setNumber'],
    ]);
  });

  it('HIST-4 a step that is not there is refused, and one that does not go ends the way there', () => {
    const steps = [1, 2, 3, 4].map((seq) => ({ seq, isUndone: false }));
    let left = 2;
    const trees = {
      load: () => ({ history: steps }),
      undo: () => {
        left -= 1;
        return left < 0 ? err({ type: 'UndoConflict' }) : ok({ revision: 10 - left });
      },
      redo: () => err({ type: 'UndoConflict' }),
    } as unknown as Trees;
    const batchId = 'batch:018f0000-0000-7000-8000-000000000001' as const;
    expect(undoTo(trees, batchId, 9)).toEqual(err({ type: 'NothingToUndo' }));
    expect(undoTo(trees, batchId, 4)).toEqual(err({ type: 'NothingToUndo' }));
    expect(redoTo(trees, batchId, 4)).toEqual(err({ type: 'NothingToRedo' }));
    expect(left, 'nothing was done in its place').toBe(2);
    expect(undoTo(trees, batchId, 1)).toEqual(
      ok({ revision: 10, steps: 2, stopped: { type: 'UndoConflict' } }),
    );
    expect(undoTo(trees, batchId, 1), 'the first one fails the command').toEqual(
      err({ type: 'UndoConflict' }),
    );
  });

  it('HIST-5 what a submission closed stays in the list', async () => {
    const { station, batchId, page, edit, first, second } = await twoBills(newFolder());
    await edit({ type: 'page.mark', pageIds: [page(3).id], mark: 'blank' });
    await edit({ type: 'bill.setNumber', billId: first.id, number: 'CL-X' });
    const [, named] = await station.ask('batch.history', { batchId });
    const submitted = await station.run('bill.submit', { batchId, billIds: [first.id] });
    expect(submitted).toMatchObject({ ok: true, value: { submitted: [first.id] } });
    const steps = await station.ask('batch.history', { batchId });
    expect(steps).toEqual([
      { ...named, state: 'dropped' },
      expect.objectContaining({ label: 'page.mark', state: 'done', operator: 'tester' }),
    ]);
    // Its number may be given again: the new step has its own name and time.
    await edit({ type: 'bill.setNumber', billId: second.id, number: 'CL-Y' });
    const now = await station.ask('batch.history', { batchId });
    expect(now.map(({ state, subject }) => [state, subject.billNumber])).toEqual([
      ['dropped', 'CL-X'],
      ['done', 'CL-Y'],
      ['done', 'CL-Y'],
    ]);
    expect(await station.run('tree.undo', { batchId, to: 0 })).toMatchObject({
      ok: true,
      value: { steps: 2 },
    });
  });
});

describe('the history of a page', () => {
  it('HIST-6 acts on its document and bill are joined in, each once; what only moved it along is not', async () => {
    const { station, page, edit, first, second } = await twoBills(newFolder());
    await edit({ type: 'bill.setNumber', billId: second.id, number: 'CL-BEFORE' });
    await edit({
      type: 'document.move',
      documentIds: [page(1).documentId],
      place: { at: 'bill-end', billId: second.id },
      kind: null,
    });
    await edit({ type: 'bill.setNumber', billId: first.id, number: 'CL-OTHER' });
    await edit({ type: 'bill.setNumber', billId: second.id, number: 'CL-AFTER' });
    // Before it in its bill: it moves along, and that is no news of it.
    await edit({
      type: 'document.move',
      documentIds: [page(3).documentId],
      place: { at: 'bill-end', billId: first.id },
      kind: null,
    });
    await edit({ type: 'page.rotate', pageIds: [page(1).id], turn: 90 });
    const events = await station.ask('page.history', { pageId: page(1).id });
    expect(events.filter(({ effects }) => effects.length > 0)).toMatchObject([
      { act: 'document.move', operator: 'tester', effects: [{ from: 'CL-2026-000901', to: 'CL-BEFORE' }] },
      { act: 'bill.setNumber', about: 'bill', effects: [{ from: 'CL-BEFORE', to: 'CL-AFTER' }] },
      { act: 'page.rotate', effects: [{ field: 'turn', from: 0, to: 90 }] },
    ]);
    expect(events[0]?.act).toBe('imported');
    expect(events).toHaveLength(4);
  });
});

describe('the bin', () => {
  it('HIST-7, HIST-8 says who deleted, and gives back a whole bill where it stood, in one step', async () => {
    const { station, batchId, page, edit, first } = await twoBills(newFolder());
    const before = batchOf(await station.snapshot(batchId));
    expect(await station.ask('batch.deletions', { batchId })).toEqual([]);
    const pageIds = [page(0).id, page(1).id];
    await edit({ type: 'page.delete', pageIds });
    const [one, other] = await station.ask('batch.deletions', { batchId });
    expect([one?.pageId, other?.pageId]).toEqual(pageIds);
    expect(one).toMatchObject({ operator: 'tester', at: expect.any(Number) });

    await edit({ type: 'page.restore', pageIds });
    expect(batchOf(await station.snapshot(batchId))).toEqual(before);
    expect(before.bills.find(({ id }) => id === first.id)?.number).toBe('CL-2026-000901');
    await station.run('tree.undo', { batchId });
    const again = await station.ask('batch.deletions', { batchId });
    expect(again.map(({ pageId }) => pageId)).toEqual(pageIds);
    expect(again[0]?.at ?? 0).toBeGreaterThanOrEqual(one?.at ?? Number.POSITIVE_INFINITY);
    expect((await station.snapshot(batchId)).history).toEqual({ undo: 'page.delete', redo: 'page.restore' });
  });
});
