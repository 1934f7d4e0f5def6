import type { Changes, FieldChange, TreeDiff } from './diff.ts';
import { isSame } from './equal.ts';
import { carryOrder, isEmptyChanges, orderOf } from './order.ts';
import type { Tree } from './records.ts';

type Identified = { readonly id: string };
type Ranked = { readonly id: string; readonly rank: number };

export const emptyDiff: TreeDiff = {
  bills: { added: [], updated: [], removed: [] },
  documents: { added: [], updated: [], removed: [] },
  pages: { added: [], updated: [], removed: [] },
};

export function isEmptyDiff(diff: TreeDiff): boolean {
  return [diff.bills, diff.documents, diff.pages].every(isEmptyChanges);
}

/** The tree after a diff that was made for it. Maps without a change are shared; whether the diff fits is not asked (`conflictsWith`). */
export function applyDiff(tree: Tree, diff: TreeDiff): Tree {
  const next: Tree = {
    batch: tree.batch,
    bills: applyChanges(tree.bills, diff.bills),
    documents: applyChanges(tree.documents, diff.documents),
    pages: applyChanges(tree.pages, diff.pages),
  };
  carryOrder(tree, diff, next);
  return next;
}

/** The diff that takes a diff back. */
export function reverseDiff(diff: TreeDiff): TreeDiff {
  return {
    bills: reverseChanges(diff.bills),
    documents: reverseChanges(diff.documents),
    pages: reverseChanges(diff.pages),
  };
}

/**
 * Whether a diff no longer fits a tree: a value it changes is not what it was, a record it removes is gone, one it
 * adds is there, or the result would leave a record without parent, a parent without children or two at one rank.
 */
export function conflictsWith(tree: Tree, diff: TreeDiff): boolean {
  return (
    changesConflict(tree.bills, diff.bills) ||
    changesConflict(tree.documents, diff.documents) ||
    changesConflict(tree.pages, diff.pages) ||
    !isSoundAfter(tree, diff)
  );
}

/** What changed between two states of one record; null for nothing. */
export function fieldChange<R extends Identified>(before: R, after: R): FieldChange<R> | null {
  const from: Record<string, unknown> = {};
  const to: Record<string, unknown> = {};
  const old = new Map<string, unknown>(Object.entries(before));
  for (const [field, value] of Object.entries(after)) {
    if (isSame(old.get(field), value)) continue;
    from[field] = old.get(field);
    to[field] = value;
  }
  if (Object.keys(to).length === 0) return null;
  return { id: before.id, from: from as FieldChange<R>['from'], to: to as FieldChange<R>['to'] };
}

function applyChanges<R extends Identified>(
  records: ReadonlyMap<R['id'], R>,
  changes: Changes<R>,
): ReadonlyMap<R['id'], R> {
  if (isEmptyChanges(changes)) return records;
  const next = new Map(records);
  for (const record of changes.removed) next.delete(record.id);
  for (const change of changes.updated) {
    const record = next.get(change.id);
    if (record === undefined) throw new Error(`diff changes ${change.id}, which is not in the tree`);
    next.set(change.id, { ...record, ...change.to });
  }
  for (const record of changes.added) next.set(record.id, record);
  return next;
}

function reverseChanges<R extends Identified>(changes: Changes<R>): Changes<R> {
  return {
    added: changes.removed,
    updated: changes.updated.map(({ id, from, to }) => ({ id, from: to, to: from })),
    removed: changes.added,
  };
}

function changesConflict<R extends Identified>(
  records: ReadonlyMap<R['id'], R>,
  changes: Changes<R>,
): boolean {
  return (
    changes.added.some((record) => records.has(record.id)) ||
    changes.removed.some((record) => !records.has(record.id)) ||
    changes.updated.some((change) => {
      const record = records.get(change.id);
      return record === undefined || !isSame({ ...record, ...change.from }, record);
    })
  );
}

function isSoundAfter(tree: Tree, diff: TreeDiff): boolean {
  orderOf(tree);
  const next = applyDiff(tree, diff);
  const order = orderOf(next);
  const touchedBills = new Set(diff.bills.added.map((bill) => bill.id));
  for (const id of idsOf(diff.documents)) {
    for (const document of [tree.documents.get(id), next.documents.get(id)]) {
      if (document !== undefined) touchedBills.add(document.billId);
    }
  }
  const touchedDocuments = new Set(diff.documents.added.map((document) => document.id));
  for (const id of idsOf(diff.pages)) {
    for (const page of [tree.pages.get(id), next.pages.get(id)]) {
      if (page !== undefined) touchedDocuments.add(page.documentId);
    }
  }
  for (const bill of diff.bills.removed) touchedBills.add(bill.id);
  for (const document of diff.documents.removed) touchedDocuments.add(document.id);
  return (
    isDense(order.bills) &&
    [...touchedBills].every((id) => isFamily(next.bills.has(id), order.documents.get(id) ?? [])) &&
    [...touchedDocuments].every((id) => isFamily(next.documents.has(id), order.pages.get(id) ?? []))
  );
}

/** A parent that is there has children, one that is not has none. */
function isFamily(isThere: boolean, children: readonly Ranked[]): boolean {
  return isThere === children.length > 0 && isDense(children);
}

function isDense(siblings: readonly Ranked[]): boolean {
  return siblings.every((record, index) => record.rank === index);
}

function idsOf<R extends Identified>(changes: Changes<R>): readonly R['id'][] {
  return [...changes.added, ...changes.updated, ...changes.removed].map((change) => change.id);
}
