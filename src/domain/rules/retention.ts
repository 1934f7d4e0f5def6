import type { BillId, PageId } from '../ids.ts';
import type { Bill, Tree } from '../tree/records.ts';
import { documentsOf, pagesOf } from '../tree/views.ts';
import type { EpochMs } from '../units.ts';

/** Whole days pictures stay here after the service's receipt; null: for ever. */
export type Retention = number | null;

export const usualRetention: Retention = 30;
export const longestRetention = 3650;

const dayMs = 24 * 60 * 60 * 1000;
/** How much later than the service the station may believe it is: a clock put forward by more clears nothing by itself. */
const believedAheadMs = dayMs;

/**
 * Receipts of before this instant have served their time; null: nothing has. Receipts carry the service's time, so it is
 * the service's time that counts: the station's clock can hold the moment back, and only its last word from the service
 * (`heardAt`, null before it was heard in this run) can bring it on.
 */
export function clearableBefore(
  retention: Retention,
  clocks: { readonly station: EpochMs; readonly service: EpochMs | null },
): EpochMs | null {
  if (retention === null || clocks.service === null) return null;
  return Math.min(clocks.station, clocks.service + believedAheadMs) - retention * dayMs;
}

/** Pages of a bill that lie in it, not in the bin, with their pictures here. */
export function picturedPages(tree: Tree, billId: BillId): readonly PageId[] {
  return documentsOf(tree, billId).flatMap((document) =>
    pagesOf(tree, document.id)
      .filter((page) => !page.isDeleted && page.clearedAt === null)
      .map((page) => page.id),
  );
}

/**
 * Pages in the bin, which go with their batch: when no bill of it has a picture here any more, but those that go now
 * (`leaving`). Of a bill that is open, only those whose deletion is as old (`deletedBefore`).
 */
export function binOf(
  tree: Tree,
  leaving: ReadonlySet<BillId>,
  deletedBefore: (pageId: PageId) => boolean,
): readonly PageId[] {
  const bills = [...tree.bills.values()];
  const isGoing = (bill: Bill) => leaving.has(bill.id) || picturedPages(tree, bill.id).length === 0;
  if (!bills.every(isGoing)) return [];
  return bills.flatMap((bill) =>
    documentsOf(tree, bill.id)
      .flatMap((document) => pagesOf(tree, document.id))
      .filter((page) => page.isDeleted && page.clearedAt === null)
      .filter((page) => bill.state === 'submitted' || deletedBefore(page.id))
      .map((page) => page.id),
  );
}
