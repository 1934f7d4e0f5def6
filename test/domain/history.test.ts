import { expect, it } from 'vitest';
import type { PageId } from '../../src/domain/ids.ts';
import { isGivenBack } from '../../src/domain/rules/recipe.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { applyDiff } from '../../src/domain/tree/changes.ts';
import type { EditCommand, Place, TreeCommand } from '../../src/domain/tree/commands.ts';
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
  coverReading,
  document,
  documentAt,
  pageAt,
  plainReading,
  recipe,
  renditionOf,
  sideAt,
  unread,
} from './builders.ts';
import { expectSound, run, shapeOf } from './shape.ts';

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
  const tree = batch(bill('A', cover(), attachment(), attachment()));
  const { id } = pageAt(tree, 0, 1);
  const turned = perform(tree, () => [{ type: 'page.rotate', pageIds: [id], turn: 90 }]);
  const again = perform(turned.end, () => [{ type: 'page.rotate', pageIds: [id], turn: 90 }]);
  expect(undoDiff(again.end, stepOf(turned))).toEqual({ ok: false, error: { type: 'UndoConflict' } });

  // In the middle of what the new bill took along.
  const split = perform(tree, () => [{ type: 'bill.split', documentId: documentAt(tree, 0, 1).id }]);
  const grown = run(split.end, newPage(9, { at: 'after', documentId: documentAt(tree, 0, 1).id }));
  expect(undoDiff(grown, stepOf(split))).toEqual({ ok: false, error: { type: 'UndoConflict' } });
});

it('TREE-46 what came last since stays last, and goes along where its bill goes or comes back', () => {
  // Undo of a split: the new bill has taken in pages, and another bill has come.
  const one = batch(bill('A', cover(), attachment(), attachment()));
  const split = perform(one, () => [{ type: 'bill.split', documentId: documentAt(one, 0, 1).id }]);
  const grown = withBillLast(run(split.end, newPage(9, { at: 'tail' })));
  expect(shapeOf(grown)).toBe('A[cover:1] -[attachment:2 attachment:3 attachment:10] Z[cover:21]');
  const unsplit = takeStep(grown, undoDiff(grown, stepOf(split)));
  expect(shapeOf(unsplit)).toBe('A[cover:1 attachment:2 attachment:3 attachment:10] Z[cover:21]');
  expect(shapeOf(takeStep(unsplit, redoDiff(unsplit, stepOf(split))))).toBe(shapeOf(grown));

  // Undo of a join: the pages that came after it belong behind what was joined.
  const two = batch(bill('A', cover(), attachment()), bill('B', cover(), attachment()));
  const joined = perform(two, () => [{ type: 'bill.join', billId: billAt(two, 1).id }]);
  const followed = withBillLast(run(joined.end, newPage(9, { at: 'tail' })));
  const parted = takeStep(followed, undoDiff(followed, stepOf(joined)));
  expect(shapeOf(parted)).toBe('A[cover:1 attachment:2] B[cover:3 attachment:4 attachment:10] Z[cover:21]');
  expect(shapeOf(takeStep(parted, redoDiff(parted, stepOf(joined))))).toBe(shapeOf(followed));

  // Undo of a move: what came last in the bill it left stays there, behind it.
  const moved = perform(two, () => [
    {
      type: 'document.move',
      kind: null,
      documentIds: [documentAt(two, 1, 1).id],
      place: { at: 'bill-end', billId: billAt(two, 0).id },
    },
  ]);
  const came = run(moved.end, newPage(9, { at: 'tail' }));
  expect(shapeOf(came)).toBe('A[cover:1 attachment:2 attachment:4] B[cover:3 attachment:10]');
  expect(shapeOf(takeStep(came, undoDiff(came, stepOf(moved))))).toBe(
    'A[cover:1 attachment:2] B[cover:3 attachment:4 attachment:10]',
  );

  // Redo of a move in which one document keeps its place: it did not come since.
  const three = batch(bill('A', attachment()), bill('B', attachment(), attachment(), attachment()));
  const gathered = perform(three, () => [
    {
      type: 'document.move',
      kind: null,
      documentIds: [documentAt(three, 0, 0).id, documentAt(three, 1, 2).id],
      place: { at: 'after', documentId: documentAt(three, 1, 0).id },
    },
  ]);
  const back = takeStep(gathered.end, undoDiff(gathered.end, stepOf(gathered)));
  const fed = run(back, newPage(9, { at: 'tail' }));
  expect(shapeOf(takeStep(fed, redoDiff(fed, stepOf(gathered))))).toBe(
    'B[attachment:2 attachment:1 attachment:4 attachment:3 attachment:10]',
  );
});

it('TREE-47 a turn made before the page was read is undone after it, and the machine looks at it again', () => {
  const tree = batch(bill('A', cover(), document('attachment', unread())));
  const { id } = pageAt(tree, 0, 1);
  const turned = perform(tree, () => [{ type: 'page.rotate', pageIds: [id], turn: 90 }]);
  const read = run(turned.end, findingFor(id, plainReading));
  const undone = takeStep(read, undoDiff(read, stepOf(turned)));
  const [before, after] = [read, undone].map((one) => one.pages.get(id)?.recipe);
  if (!before || !after) throw new Error('both have a recipe');
  expect(after.quarterTurn).toEqual({ value: 0, by: 'auto', confidence: 0 });
  expect(isGivenBack(before, after)).toBe(true);
  expect({ ...after, quarterTurn: null, versions: null }).toEqual({
    ...before,
    quarterTurn: null,
    versions: null,
  });
  const again = takeStep(undone, redoDiff(undone, stepOf(turned)));
  expect(again.pages.get(id)?.recipe?.quarterTurn).toMatchObject({ value: 90, by: 'manual' });
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
/** The front of a new sheet, fed since. */
function newPage(feed: number, place: Place): TreeCommand {
  const page = { ...sideAt('page:new', feed, 7, 'front'), captureJobId: 'capture:new' } as const;
  return { type: 'page.add', page, place, grouping: 'split' };
}

/** Another bill of one cover, fed since. */
function withBillLast(tree: Tree): Tree {
  const id: PageId = 'page:last';
  const page = { ...sideAt(id, 20, 8, 'front'), captureJobId: 'capture:new' } as const;
  const added = run(
    tree,
    { type: 'page.add', page, place: { at: 'tail' }, grouping: 'split' },
    countingIds('l'),
  );
  return run(added, findingFor(id, coverReading('Z')), countingIds('m'));
}

function takeStep(tree: Tree, result: ReturnType<typeof undoDiff>): Tree {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  const next = applyDiff(tree, result.value);
  expectSound(next);
  return next;
}

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
