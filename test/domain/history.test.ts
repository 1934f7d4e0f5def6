import { expect, it } from 'vitest';
import type { PageId } from '../../src/domain/ids.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { applyDiff } from '../../src/domain/tree/changes.ts';
import type { EditCommand } from '../../src/domain/tree/commands.ts';
import { redoDiff, stepsDroppedBy, stepToRedo, stepToUndo, undoDiff } from '../../src/domain/tree/history.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { findingFor } from './any.ts';
import {
  attachment,
  batch,
  bill,
  billAt,
  countingIds,
  cover,
  document,
  documentAt,
  pageAt,
  plainReading,
  recipe,
  renditionOf,
  sideAt,
  unread,
} from './builders.ts';
import { run, shapeOf } from './shape.ts';

it('TREE-40 undo takes the latest step, redo the earliest undone one', () => {
  const { steps } = perform(threeBills(), (tree) => [
    { type: 'bill.setNumber', billId: billAt(tree, 0).id, number: 'X' },
    { type: 'bill.setNumber', billId: billAt(tree, 0).id, number: 'Y' },
    { type: 'bill.setNumber', billId: billAt(tree, 0).id, number: 'Z' },
  ]);
  const [a, b, c] = steps;
  if (a === undefined || b === undefined || c === undefined) throw new Error('no steps');
  const history = [{ ...c, isUndone: true }, a, { ...b, isUndone: true }];
  expect(stepToUndo(history)).toMatchObject({ ok: true, value: { seq: 1 } });
  expect(stepToRedo(history)).toMatchObject({ ok: true, value: { seq: 2 } });
  expect(stepToUndo([])).toEqual({ ok: false, error: { type: 'NothingToUndo' } });
  expect(stepToRedo([a])).toEqual({ ok: false, error: { type: 'NothingToRedo' } });
});

it('TREE-41 a removed bill comes back under its own id', () => {
  const { start, end, steps } = perform(threeBills(), (tree) => [
    { type: 'bill.join', billId: billAt(tree, 1).id },
  ]);
  const [step] = steps;
  if (step === undefined) throw new Error('no step');
  expect(end.bills.has(billAt(start, 1).id)).toBe(false);
  const undo = undoDiff(end, step);
  expect(undo.ok && applyDiff(end, undo.value).bills).toEqual(start.bills);
});

it('TREE-42 a finding or a rendition that came meanwhile does not hinder undo of what it does not touch', () => {
  const tree = batch(bill('A', cover(), document('attachment', unread())));
  const { id } = pageAt(tree, 0, 1);
  const { end, steps } = perform(tree, () => [{ type: 'page.delete', pageIds: [id] }]);
  const [step] = steps;
  if (step === undefined) throw new Error('no step');
  const read = run(end, findingFor(id, plainReading));
  const rendered = run(read, { type: 'page.rendered', pageId: id, rendition: renditionOf(recipe) });
  const undo = undoDiff(rendered, step);
  expect(undo.ok && applyDiff(rendered, undo.value).pages.get(id)).toMatchObject({
    isDeleted: false,
    reading: plainReading,
  });
});

it('TREE-43 undo says UndoConflict where the station changed the same thing, or put a page where one would come back', () => {
  const tree = batch(bill('A', cover(), document('attachment', unread()), attachment()));
  const { id } = pageAt(tree, 0, 1);
  const turned = perform(tree, () => [{ type: 'page.rotate', pageIds: [id], turn: 90 }]);
  const read = run(turned.end, findingFor(id, plainReading));
  expect(undoDiff(read, stepOf(turned))).toEqual({ ok: false, error: { type: 'UndoConflict' } });

  // The new bill has taken in a page since: it cannot go any more.
  const split = perform(tree, () => [{ type: 'bill.split', documentId: documentAt(tree, 0, 2).id }]);
  const newPage: PageId = 'page:new';
  const grown = run(split.end, {
    type: 'page.add',
    page: { ...sideAt(newPage, 0, 1, 'front'), captureJobId: 'capture:new' },
    place: { at: 'tail' },
    grouping: 'split',
  });
  expect(undoDiff(grown, stepOf(split))).toEqual({ ok: false, error: { type: 'UndoConflict' } });

  // Two documents would stand at one rank.
  const two = batch(bill('A', cover(), attachment()), bill('B', cover(), attachment()));
  const moved = perform(two, () => [
    {
      type: 'document.move',
      kind: null,
      documentIds: [documentAt(two, 1, 1).id],
      place: { at: 'bill-end', billId: billAt(two, 0).id },
    },
  ]);
  const followed = run(moved.end, {
    type: 'page.add',
    page: { ...sideAt(newPage, 0, 1, 'front'), captureJobId: 'capture:new' },
    place: { at: 'tail' },
    grouping: 'split',
  });
  expect(shapeOf(followed)).toBe('A[cover:1 attachment:2 attachment:4] B[cover:3 attachment:1]');
  expect(undoDiff(followed, stepOf(moved))).toEqual({ ok: false, error: { type: 'UndoConflict' } });
});

it('TREE-44 neither undo nor redo reaches into a submitted bill; a bill that only shifts is no hindrance', () => {
  const { start, end, steps } = perform(threeBills(), (tree) => [
    { type: 'bill.split', documentId: documentAt(tree, 0, 1).id },
  ]);
  const [step] = steps;
  if (step === undefined) throw new Error('no step');
  const shifted = run(end, { type: 'bill.submitted', billIds: [billAt(start, 2).id] });
  expect(undoDiff(shifted, step).ok).toBe(true);
  const billId = billAt(end, 1).id;
  const closed = run(end, { type: 'bill.submitted', billIds: [billId] });
  expect(undoDiff(closed, step)).toEqual({ ok: false, error: { type: 'BillSubmitted', billId } });
  const before = run(start, { type: 'bill.submitted', billIds: [billAt(start, 0).id] });
  expect(redoDiff(before, step)).toMatchObject({ ok: false, error: { type: 'BillSubmitted' } });
});

it('TREE-45 a submission drops the steps that touch its bill and the steps that rest on them, and no others', () => {
  const { end, steps } = perform(threeBills(), (tree) => [
    { type: 'bill.setNumber', billId: billAt(tree, 2).id, number: 'C1' },
    // Rests on nothing of A, but the move below rewrites the ranks it wrote.
    {
      type: 'document.move',
      kind: null,
      documentIds: [documentAt(tree, 1, 2).id],
      place: { at: 'before', documentId: documentAt(tree, 1, 1).id },
    },
    {
      type: 'document.move',
      kind: null,
      documentIds: [documentAt(tree, 1, 0).id],
      place: { at: 'bill-end', billId: billAt(tree, 0).id },
    },
    { type: 'page.rotate', pageIds: [pageAt(tree, 2, 0).id], turn: 90 },
    { type: 'page.delete', pageIds: [pageAt(tree, 0, 1).id] },
  ]);
  expect(stepsDroppedBy(end, steps, [billAt(end, 0).id])).toEqual([2, 3, 5]);
  expect(stepsDroppedBy(end, steps, [billAt(end, 2).id])).toEqual([1, 4]);
  const undone = steps.map((step) => ({ ...step, isUndone: step.seq === 5 }));
  expect(stepsDroppedBy(end, undone, [billAt(end, 0).id])).toEqual([2, 3, 5]);
});

function threeBills(): Tree {
  return batch(
    bill('A', cover(), attachment()),
    bill('B', cover(), attachment(), attachment()),
    bill('C', cover(), attachment()),
  );
}

/** Does edits that are told for the tree at the start, and keeps their history. */
function perform(start: Tree, edits: (start: Tree) => readonly EditCommand[]) {
  const ids = countingIds('h');
  let end = start;
  const steps = edits(start).map((edit, index) => {
    const result = apply(end, edit, ids);
    if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
    end = applyDiff(end, result.value);
    return { seq: index + 1, diff: result.value, isUndone: false };
  });
  return { start, end, steps };
}

function stepOf(performed: ReturnType<typeof perform>) {
  const [step] = performed.steps;
  if (step === undefined) throw new Error('no step');
  return step;
}
