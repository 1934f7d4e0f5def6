import type { BillId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { conflictsWith, reverseDiff } from './changes.ts';
import type { DomainError } from './commands.ts';
import type { Changes, TreeDiff } from './diff.ts';
import { rebaseAcceptances } from './rebase-acceptances.ts';
import { rebaseArrivals } from './rebase-arrivals.ts';
import { rebaseRecipes } from './rebase-recipes.ts';
import type { Tree } from './records.ts';

/** One operator edit as the history keeps it: `diff` is what it did; undone ones wait for redo. */
export interface HistoryStep {
  readonly seq: number;
  readonly diff: TreeDiff;
  readonly isUndone: boolean;
}

/** `label`: the type of the edit. */
export interface LabelledStep extends HistoryStep {
  readonly label: string;
}

/** The step a new edit becomes. */
export function newStep(steps: readonly HistoryStep[], label: string, diff: TreeDiff): LabelledStep {
  const seq = 1 + steps.reduce((most, step) => Math.max(most, step.seq), 0);
  return { seq, label, diff, isUndone: false };
}

/** Labels of the steps that undo and redo would come to, of a history in its order; null: there is none. */
export function nextLabels(steps: readonly LabelledStep[]): {
  readonly undo: string | null;
  readonly redo: string | null;
} {
  return {
    undo: steps.findLast((step) => !step.isUndone)?.label ?? null,
    redo: steps.find((step) => step.isUndone)?.label ?? null,
  };
}

/** What a change of the tree does to its history. */
export type HistoryChange<S extends HistoryStep> =
  /** A new edit: what was undone goes, and this is the latest step. */
  | { readonly type: 'push'; readonly step: S }
  | { readonly type: 'undo'; readonly seq: number }
  | { readonly type: 'redo'; readonly seq: number }
  /** Submission: these can no longer be undone. */
  | { readonly type: 'drop'; readonly seqs: readonly number[] }
  /** The station's own change. */
  | { readonly type: 'none' };

export function historyAfter<S extends HistoryStep>(
  steps: readonly S[],
  change: HistoryChange<S>,
): readonly S[] {
  switch (change.type) {
    case 'push':
      return [...steps.filter((step) => !step.isUndone), change.step];
    case 'undo':
      return steps.map((step) => (step.seq === change.seq ? { ...step, isUndone: true } : step));
    case 'redo':
      return steps.map((step) => (step.seq === change.seq ? { ...step, isUndone: false } : step));
    case 'drop':
      return steps.filter((step) => !change.seqs.includes(step.seq));
    case 'none':
      return steps;
  }
}

/** The step that undo takes back next, of a history in any order. */
export function stepToUndo<S extends HistoryStep>(steps: readonly S[]): Result<S, DomainError> {
  const latest = steps
    .filter((step) => !step.isUndone)
    .sort(bySeq)
    .at(-1);
  return latest === undefined ? err({ type: 'NothingToUndo' }) : ok(latest);
}

/** The step that redo does again next. */
export function stepToRedo<S extends HistoryStep>(steps: readonly S[]): Result<S, DomainError> {
  const earliest = steps.filter((step) => step.isUndone).sort(bySeq)[0];
  return earliest === undefined ? err({ type: 'NothingToRedo' }) : ok(earliest);
}

/** The diff that takes a step back in the tree as it is now. */
export function undoDiff(tree: Tree, step: Pick<HistoryStep, 'diff'>): Result<TreeDiff, DomainError> {
  return fitting(tree, reverseDiff(step.diff));
}

/** The diff that does an undone step again in the tree as it is now. */
export function redoDiff(tree: Tree, step: Pick<HistoryStep, 'diff'>): Result<TreeDiff, DomainError> {
  return fitting(tree, step.diff);
}

/**
 * Steps that can no longer be undone or redone once these bills are submitted: those that touch them, and those that
 * could only be undone after (or redone before) one of these. `tree` is the tree of the moment of submission.
 */
export function stepsDroppedBy(
  tree: Tree,
  steps: readonly HistoryStep[],
  billIds: readonly BillId[],
): readonly number[] {
  const done = steps.filter((step) => !step.isUndone).sort((a, b) => bySeq(b, a));
  const undone = steps.filter((step) => step.isUndone).sort(bySeq);
  return [...droppedInTurn(tree, done, billIds), ...droppedInTurn(tree, undone, billIds)].sort(
    (a, b) => a - b,
  );
}

/** Bills whose content a diff changes. A bill that only shifts because another came or went before it is not touched. */
export function billsTouched(tree: Tree, diff: TreeDiff): ReadonlySet<BillId> {
  const touched = new Set<BillId>();
  for (const bill of [...diff.bills.added, ...diff.bills.removed]) touched.add(bill.id);
  for (const change of diff.bills.updated) {
    if (Object.keys(change.to).some((field) => field !== 'rank')) touched.add(change.id);
  }

  const ofDocument = new Map(
    [...diff.documents.added, ...diff.documents.removed].map((document) => [document.id, document.billId]),
  );
  for (const billId of ofDocument.values()) touched.add(billId);
  const touchDocument = (id: Parameters<typeof ofDocument.get>[0]) => {
    const billId = tree.documents.get(id)?.billId ?? ofDocument.get(id);
    if (billId !== undefined) touched.add(billId);
  };
  for (const { id, from, to } of diff.documents.updated) {
    touchDocument(id);
    for (const billId of [from.billId, to.billId]) if (billId !== undefined) touched.add(billId);
  }
  for (const page of [...diff.pages.added, ...diff.pages.removed]) touchDocument(page.documentId);
  for (const { id, from, to } of diff.pages.updated) {
    const current = tree.pages.get(id)?.documentId;
    for (const documentId of [current, from.documentId, to.documentId]) {
      if (documentId !== undefined) touchDocument(documentId);
    }
  }
  return touched;
}

/** A recorded diff made for what the station has changed since, or why it cannot be. */
function fitting(tree: Tree, recorded: TreeDiff): Result<TreeDiff, DomainError> {
  const known = rebaseAcceptances(tree, rebaseRecipes(tree, recorded));
  const diff = conflictsWith(tree, known) ? rebaseArrivals(tree, known) : known;
  for (const billId of billsTouched(tree, diff)) {
    if (tree.bills.get(billId)?.state === 'submitted') return err({ type: 'BillSubmitted', billId });
  }
  if (conflictsWith(tree, diff)) return err({ type: 'UndoConflict' });
  return ok({
    bills: removingCurrent(tree.bills, diff.bills),
    documents: removingCurrent(tree.documents, diff.documents),
    pages: removingCurrent(tree.pages, diff.pages),
  });
}

/** What is removed is recorded as it is now: the station may have learned more of it since. */
function removingCurrent<R extends { readonly id: string }>(
  records: ReadonlyMap<R['id'], R>,
  changes: Changes<R>,
): Changes<R> {
  return { ...changes, removed: changes.removed.map((record) => records.get(record.id) ?? record) };
}

function droppedInTurn(
  tree: Tree,
  steps: readonly HistoryStep[],
  billIds: readonly BillId[],
): readonly number[] {
  const closed = new Set(billIds);
  const blocked = new Set<string>();
  const dropped: number[] = [];
  for (const { seq, diff } of steps) {
    const footprint = [
      ...footprintOf(diff.bills),
      ...footprintOf(diff.documents),
      ...footprintOf(diff.pages),
    ];
    const touchesClosed = [...billsTouched(tree, diff)].some((id) => closed.has(id));
    if (!touchesClosed && !footprint.some((mark) => blocked.has(mark))) continue;
    dropped.push(seq);
    for (const mark of footprint) blocked.add(mark);
  }
  return dropped;
}

/** Field by field what a change rests on; a record that comes or goes stands for all its fields. */
function* footprintOf<R extends { readonly id: string }>(changes: Changes<R>): Generator<string> {
  for (const record of [...changes.added, ...changes.removed]) {
    for (const field of Object.keys(record)) yield `${record.id} ${field}`;
  }
  for (const change of changes.updated) {
    for (const field of Object.keys(change.to)) yield `${change.id} ${field}`;
  }
}

function bySeq(a: HistoryStep, b: HistoryStep): number {
  return a.seq - b.seq;
}
