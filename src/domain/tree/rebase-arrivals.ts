import type { BillId } from '../ids.ts';
import { fieldChange } from './changes.ts';
import type { Changes, FieldChange, TreeDiff } from './diff.ts';
import { orderOf } from './order.ts';
import type { Bill, Document, Tree } from './records.ts';

type Ranked = { readonly id: string; readonly rank: number };

/**
 * A diff made for what has come since at the end of the batch or of a bill, as pages do while the feeder runs: bills that
 * came last stay last, and documents that came last stay last in their bill. Where that bill goes, or the document they
 * came behind stands in a bill of its own again, they go along with it.
 */
export function rebaseArrivals(tree: Tree, diff: TreeDiff): TreeDiff {
  return {
    ...diff,
    bills: { ...diff.bills, updated: withMoves(diff.bills, lastBills(tree, diff)) },
    documents: { ...diff.documents, updated: withMoves(diff.documents, lastDocuments(tree, diff)) },
  };
}

/** The bills that came since, as they shall be. */
function lastBills(tree: Tree, { bills }: TreeDiff): readonly Changed<Bill>[] {
  const { came, others } = partedAtEnd(orderOf(tree).bills, bills, bills.added, bills.removed.length);
  const count = others + bills.added.length - bills.removed.length;
  return came.map((bill, at) => ({ before: bill, after: { ...bill, rank: count + at } }));
}

/** The documents that came since into the bills a diff touches, as they shall be. */
function lastDocuments(tree: Tree, { bills, documents }: TreeDiff): readonly Changed<Document>[] {
  const moves = new Map(documents.updated.map(({ id, to }) => [id, to]));
  const comingInto = (billId: BillId): Document[] => [
    ...documents.added.filter((document) => document.billId === billId),
    ...documents.updated.flatMap(({ id, to }) => {
      const document = tree.documents.get(id);
      return document && to.billId === billId ? [{ ...document, ...to }] : [];
    }),
  ];
  const leaving = (billId: BillId) =>
    [
      ...documents.removed,
      ...documents.updated.flatMap(({ id, to }) =>
        to.billId === undefined ? [] : (tree.documents.get(id) ?? []),
      ),
    ].filter((document) => document.billId === billId).length;
  const isNew = (billId: BillId) => bills.added.some((bill) => bill.id === billId);
  const isGone = (billId: BillId) => bills.removed.some((bill) => bill.id === billId);

  const arrived = new Map<BillId, Document[]>();
  const counts = new Map<BillId, number>();
  for (const billId of billsNamed(tree, documents)) {
    const own = orderOf(tree).documents.get(billId) ?? [];
    const coming = comingInto(billId);
    const { came, others, last } = partedAtEnd(own, documents, coming, leaving(billId));
    counts.set(billId, others + coming.length - leaving(billId));
    const forerunner = last && moves.get(last.id)?.billId;
    const goesAlong = forerunner !== undefined && (isGone(billId) || isNew(forerunner));
    const goal = goesAlong ? forerunner : billId;
    arrived.set(goal, [...(arrived.get(goal) ?? []), ...came]);
  }
  return [...arrived].flatMap(([billId, came]) =>
    came.map((before, at) => ({
      before,
      after: { ...before, billId, rank: (counts.get(billId) ?? 0) + at },
    })),
  );
}

interface Changed<R> {
  readonly before: R;
  readonly after: R;
}

/**
 * Siblings parted at the end: behind the last a diff names, and behind as many as make its ranks whole, stand those it
 * knows nothing of. `others`: how many stand before; `last`: the last of these.
 */
function partedAtEnd<R extends Ranked>(
  siblings: readonly R[],
  changes: Changes<R>,
  coming: readonly Ranked[],
  leaving: number,
): { readonly came: readonly R[]; readonly others: number; readonly last: R | undefined } {
  const ranks = new Map<string, number | undefined>(changes.removed.map(({ id }) => [id, undefined]));
  for (const { id, to } of changes.updated) {
    const { rank, billId }: { rank?: number; billId?: BillId } = to;
    if (rank !== undefined || billId !== undefined) ranks.set(id, billId === undefined ? rank : undefined);
  }
  const behindNamed = siblings.findLastIndex(({ id }) => ranks.has(id)) + 1;
  const staying = siblings.flatMap(({ id }) => ranks.get(id) ?? []);
  const whole = 1 + Math.max(-1, ...staying, ...coming.map(({ rank }) => rank));
  const isNamed = behindNamed > 0 || coming.length > 0;
  const others = isNamed ? Math.max(behindNamed, whole - coming.length + leaving) : siblings.length;
  return { came: siblings.slice(others), others, last: siblings[others - 1] };
}

/** Every bill that documents come into or leave, in the order of the tree; those that come with the diff last. */
function billsNamed(tree: Tree, { added, updated, removed }: Changes<Document>): ReadonlySet<BillId> {
  const named = new Set<BillId>();
  for (const { billId } of [...added, ...removed]) named.add(billId);
  for (const { id, from, to } of updated) {
    if (!('rank' in to) && !('billId' in to)) continue;
    for (const billId of [from.billId, to.billId, tree.documents.get(id)?.billId])
      if (billId !== undefined) named.add(billId);
  }
  const inTree = orderOf(tree).bills.flatMap(({ id }) => (named.has(id) ? [id] : []));
  return new Set([...inTree, ...named]);
}

/** The updates of a diff together with those of what came since. */
function withMoves<R extends Ranked>(
  changes: Changes<R>,
  arrivals: readonly Changed<R>[],
): readonly FieldChange<R>[] {
  const moves = new Map<string, FieldChange<R>>();
  for (const { before, after } of arrivals) {
    const move = fieldChange(before, after);
    if (move) moves.set(move.id, move);
  }
  const known = changes.updated.map((change) => {
    const move = moves.get(change.id);
    moves.delete(change.id);
    return move
      ? { id: change.id, from: { ...change.from, ...move.from }, to: { ...change.to, ...move.to } }
      : change;
  });
  return [...known, ...moves.values()];
}
