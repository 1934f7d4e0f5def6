import type { BillReturn } from '../../contract/wire.ts';
import type { BillId, PageId } from '../../domain/ids.ts';
import type { OpenBatch } from './projection.ts';

/** Why an open bill was sent back for re-scan (退扫); null: it was not, or it is submitted again. */
export function returnOf(batch: OpenBatch, billId: BillId): BillReturn | null {
  if (batch.tree.bills.get(billId)?.state !== 'open') return null;
  return batch.statuses.get(billId)?.returned ?? null;
}

/** What of it is about a page; an empty text where the page was only named. Null: nothing. */
export function returnOfPage(batch: OpenBatch, billId: BillId, pageId: PageId): string | null {
  const named = returnOf(batch, billId)?.pages.find(({ pageUuid }) => pageId === `page:${pageUuid}`);
  return named?.reason ?? null;
}
