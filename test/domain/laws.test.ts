import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { IdSource } from '../../src/domain/ids.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { applyDiff, conflictsWith, isEmptyDiff, reverseDiff } from '../../src/domain/tree/changes.ts';
import type { TreeDiff } from '../../src/domain/tree/diff.ts';
import { redoDiff, undoDiff } from '../../src/domain/tree/history.ts';
import type { Tree } from '../../src/domain/tree/records.ts';
import { squashDiffs } from '../../src/domain/tree/squash.ts';
import { billsOf } from '../../src/domain/tree/views.ts';
import { anyPick, anyTree, commandFor, undoableFor } from './any.ts';
import { countingIds, sideAt } from './builders.ts';
import { expectSound, recordsOf, run } from './shape.ts';

it('TREE-1 a diff taken back leaves the tree as it was', () => {
  let accepted = 0;
  fc.assert(
    fc.property(anyTree, anyPick, (tree, pick) => {
      const result = apply(tree, commandFor(tree, pick), countingIds('d'));
      if (!result.ok) return;
      accepted += isEmptyDiff(result.value) ? 0 : 1;
      expect(conflictsWith(tree, result.value)).toBe(false);
      const next = applyDiff(tree, result.value);
      expect(conflictsWith(next, reverseDiff(result.value))).toBe(false);
      expect(recordsOf(applyDiff(next, reverseDiff(result.value)))).toEqual(recordsOf(tree));
    }),
    { numRuns: 500 },
  );
  expect(accepted).toBeGreaterThan(100);
});

it('TREE-2 whatever is done, every page stays exactly once, ranks are dense and nothing dangles', () => {
  fc.assert(
    fc.property(anyTree, fc.array(anyPick, { minLength: 1, maxLength: 25 }), (start, picks) => {
      const ids = countingIds('d');
      let tree = start;
      billsOf(tree);
      for (const pick of picks) {
        const command = commandFor(tree, pick);
        const result = apply(tree, command, ids);
        if (!result.ok) continue;
        const next = applyDiff(tree, result.value);
        const isAdded = command.type === 'page.add' || command.type === 'page.hold' ? [command.page.id] : [];
        expect(new Set(next.pages.keys())).toEqual(new Set([...tree.pages.keys(), ...isAdded]));
        expectSound(next);
        tree = next;
      }
    }),
    { numRuns: 200 },
  );
});

it('TREE-3 a submitted bill, its documents and its pages never change, but for its place among bills', () => {
  fc.assert(
    fc.property(anyTree, fc.array(anyPick, { minLength: 1, maxLength: 20 }), (start, picks) => {
      let tree = start;
      const ids = countingIds('d');
      for (const pick of picks) {
        const before = submittedRecords(tree);
        const result = apply(tree, commandFor(tree, pick), ids);
        if (result.ok) tree = applyDiff(tree, result.value);
        const after = submittedRecords(tree);
        for (const [id, record] of before) expect(after.get(id)).toEqual(record);
      }
    }),
    { numRuns: 200 },
  );
});

it('TREE-4 undo of all edits gives the tree before them, redo of all gives the tree after them', () => {
  let undone = 0;
  fc.assert(
    fc.property(anyTree, fc.array(anyPick, { minLength: 1, maxLength: 15 }), (start, picks) => {
      const ids = countingIds('d');
      let tree = start;
      const steps: TreeDiff[] = [];
      for (const pick of picks) {
        const result = apply(tree, undoableFor(tree, pick), ids);
        if (!result.ok) continue;
        steps.push(result.value);
        tree = applyDiff(tree, result.value);
      }
      const end = tree;
      for (const diff of steps.toReversed()) tree = takeStep(tree, undoDiff(tree, { diff }));
      expect(recordsOf(tree)).toEqual(recordsOf(start));
      for (const diff of steps) tree = takeStep(tree, redoDiff(tree, { diff }));
      expect(recordsOf(tree)).toEqual(recordsOf(end));
      undone += steps.length;
    }),
    { numRuns: 200 },
  );
  expect(undone).toBeGreaterThan(200);
});

it('TREE-5 one squashed diff does what the sequence does, there and back', () => {
  fc.assert(
    fc.property(anyTree, fc.array(anyPick, { maxLength: 12 }), (start, picks) => {
      const ids = countingIds('d');
      let tree = start;
      const diffs: TreeDiff[] = [];
      for (const pick of picks) {
        const result = apply(tree, commandFor(tree, pick), ids);
        if (!result.ok) continue;
        diffs.push(result.value);
        tree = applyDiff(tree, result.value);
      }
      const squashed = squashDiffs(diffs);
      expect(conflictsWith(start, squashed)).toBe(false);
      expect(recordsOf(applyDiff(start, squashed))).toEqual(recordsOf(tree));
      expect(recordsOf(applyDiff(tree, reverseDiff(squashed)))).toEqual(recordsOf(start));
      expect(isEmptyDiff(squashDiffs([squashed, reverseDiff(squashed)]))).toBe(true);
    }),
    { numRuns: 200 },
  );
});

it('TREE-6 undo among changes of the station either works and leaves a sound tree, or says that it cannot', () => {
  const outcomes = new Map<string, number>();
  fc.assert(
    fc.property(anyTree, anyPick, fc.array(anyPick, { minLength: 1, maxLength: 4 }), (start, edit, picks) => {
      const ids = countingIds('d');
      const step = apply(start, undoableFor(start, edit), ids);
      if (!step.ok) return;
      let tree = applyDiff(start, step.value);
      for (const pick of picks) {
        const result = apply(tree, commandFor(tree, { ...pick, kind: pick.kind % 4 }), ids);
        if (result.ok) tree = applyDiff(tree, result.value);
      }
      const undo = undoDiff(tree, { diff: step.value });
      const outcome = undo.ok ? 'undone' : undo.error.type;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (!undo.ok) return;
      const before = submittedRecords(tree);
      const next = applyDiff(tree, undo.value);
      expectSound(next);
      expect(new Set(next.pages.keys())).toEqual(new Set(tree.pages.keys()));
      for (const [id, record] of before) expect(submittedRecords(next).get(id)).toEqual(record);
      expect(recordsOf(applyDiff(next, reverseDiff(undo.value)))).toEqual(recordsOf(tree));
    }),
    { numRuns: 1000 },
  );
  expect([...outcomes.keys()].sort()).toEqual(['BillSubmitted', 'UndoConflict', 'undone']);
});

it('TREE-46 pages that the feeder brings meanwhile hinder no undo and no redo', () => {
  fc.assert(
    fc.property(anyTree, anyPick, fc.integer({ min: 1, max: 3 }), (start, edit, sheets) => {
      const ids = countingIds('d');
      const step = apply(start, undoableFor(start, edit), ids);
      if (!step.ok) return;
      const fed = feed(applyDiff(start, step.value), 'u', sheets, ids);
      const undone = takeStep(fed, undoDiff(fed, { diff: step.value }));
      const more = feed(undone, 'r', sheets, ids);
      const redone = takeStep(more, redoDiff(more, { diff: step.value }));
      for (const tree of [undone, redone]) expectSound(tree);
      expect(redone.pages.size).toBe(start.pages.size + 2 * sheets);
    }),
    { numRuns: 1000 },
  );
});

/** Fronts of new sheets at the end of the batch, not read yet. */
function feed(tree: Tree, name: string, sheets: number, ids: IdSource): Tree {
  let grown = tree;
  for (let sheet = 1; sheet <= sheets; sheet += 1) {
    const page = {
      ...sideAt(`page:${name}${sheet}`, 1000 + sheet, sheet, 'front'),
      captureJobId: `capture:${name}`,
    } as const;
    grown = run(grown, { type: 'page.add', page, place: { at: 'tail' }, grouping: 'split' }, ids);
  }
  return grown;
}

function takeStep(tree: Tree, result: ReturnType<typeof undoDiff>): Tree {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return applyDiff(tree, result.value);
}

function submittedRecords(tree: Tree): ReadonlyMap<string, unknown> {
  const records = new Map<string, unknown>();
  for (const bill of tree.bills.values()) {
    if (bill.state === 'submitted') records.set(bill.id, { ...bill, rank: null });
  }
  for (const document of tree.documents.values()) {
    if (records.has(document.billId)) records.set(document.id, document);
  }
  for (const page of tree.pages.values()) {
    if (records.has(page.documentId)) records.set(page.id, page);
  }
  return records;
}
