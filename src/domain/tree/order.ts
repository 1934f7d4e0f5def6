import type { BillId, DocumentId } from '../ids.ts';
import type { Changes, TreeDiff } from './diff.ts';
import type { Bill, Document, Page, Tree } from './records.ts';

/** The records of one tree in their order. */
export interface TreeOrder {
  readonly bills: readonly Bill[];
  readonly documents: ReadonlyMap<BillId, readonly Document[]>;
  readonly pages: ReadonlyMap<DocumentId, readonly Page[]>;
  /** Bills whose contents were asked for; filled by `contentsOf`. */
  readonly contents: Map<BillId, BillContents>;
}

/** What lies in one bill. The very same object as long as no document and no page of the bill changes. */
export interface BillContents {
  readonly documents: readonly DocumentContents[];
}

export interface DocumentContents {
  readonly document: Document;
  /** In order, deleted ones too. */
  readonly pages: readonly Page[];
}

const orders = new WeakMap<Tree, TreeOrder>();

/** Made once a tree, in one pass over its records; after `carryOrder` without any. */
export function orderOf(tree: Tree): TreeOrder {
  const known = orders.get(tree);
  if (known !== undefined) return known;
  const order: TreeOrder = {
    bills: [...tree.bills.values()].sort(byRank),
    documents: groupSorted(tree.documents.values(), (document) => document.billId),
    pages: groupSorted(tree.pages.values(), (page) => page.documentId),
    contents: new Map(),
  };
  orders.set(tree, order);
  return order;
}

/** Carries the order of a tree over a diff: lists of parents the diff does not touch stay the very same arrays. */
export function carryOrder(from: Tree, diff: TreeDiff, to: Tree): void {
  const order = orders.get(from);
  if (order === undefined) return;
  orders.set(to, {
    bills: isEmptyChanges(diff.bills) ? order.bills : [...to.bills.values()].sort(byRank),
    documents: carryGroups(
      order.documents,
      diff.documents,
      from.documents,
      to.documents,
      (document) => document.billId,
    ),
    pages: carryGroups(order.pages, diff.pages, from.pages, to.pages, (page) => page.documentId),
    contents: carryContents(order.contents, touchedBills(from, diff, to)),
  });
}

function carryContents(
  contents: ReadonlyMap<BillId, BillContents>,
  touched: ReadonlySet<BillId>,
): Map<BillId, BillContents> {
  const carried = new Map(contents);
  for (const id of touched) carried.delete(id);
  return carried;
}

/** Bills with a document or a page that the diff changes, before it and after it. */
function touchedBills(from: Tree, diff: TreeDiff, to: Tree): ReadonlySet<BillId> {
  const touched = new Set<BillId>();
  for (const { id } of changesIn(diff.documents)) {
    for (const document of [from.documents.get(id), to.documents.get(id)])
      if (document) touched.add(document.billId);
  }
  for (const { id } of changesIn(diff.pages)) {
    for (const tree of [from, to]) {
      const page = tree.pages.get(id);
      const document = page && tree.documents.get(page.documentId);
      if (document) touched.add(document.billId);
    }
  }
  return touched;
}

function changesIn<I extends string>(changes: Changes<{ readonly id: I }>): readonly { readonly id: I }[] {
  return [...changes.added, ...changes.updated, ...changes.removed];
}

function carryGroups<P extends string, R extends { readonly id: string; readonly rank: number }>(
  groups: ReadonlyMap<P, readonly R[]>,
  changes: Changes<R>,
  before: ReadonlyMap<string, R>,
  after: ReadonlyMap<string, R>,
  parentOf: (record: R) => P,
): ReadonlyMap<P, readonly R[]> {
  if (isEmptyChanges(changes)) return groups;
  const changedIds = new Set<string>();
  const carried = new Map(groups);
  for (const change of [...changes.added, ...changes.updated, ...changes.removed]) changedIds.add(change.id);

  const arrivals = new Map<P, R[]>();
  for (const id of changedIds) {
    const old = before.get(id);
    if (old !== undefined && !arrivals.has(parentOf(old))) arrivals.set(parentOf(old), []);
    const current = after.get(id);
    if (current === undefined) continue;
    const group = arrivals.get(parentOf(current));
    if (group === undefined) arrivals.set(parentOf(current), [current]);
    else group.push(current);
  }
  for (const [parent, arrived] of arrivals) {
    const group = (groups.get(parent) ?? []).filter((record) => !changedIds.has(record.id)).concat(arrived);
    if (group.length === 0) carried.delete(parent);
    else carried.set(parent, group.sort(byRank));
  }
  return carried;
}

function groupSorted<P, R extends { readonly rank: number }>(
  records: Iterable<R>,
  parentOf: (record: R) => P,
): ReadonlyMap<P, readonly R[]> {
  const groups = new Map<P, R[]>();
  for (const record of records) {
    const group = groups.get(parentOf(record));
    if (group === undefined) groups.set(parentOf(record), [record]);
    else group.push(record);
  }
  for (const group of groups.values()) group.sort(byRank);
  return groups;
}

export function isEmptyChanges(changes: Changes<{ readonly id: string }>): boolean {
  return changes.added.length + changes.updated.length + changes.removed.length === 0;
}

function byRank(a: { readonly rank: number }, b: { readonly rank: number }): number {
  return a.rank - b.rank;
}
