import type { BillId, DocumentId } from '../ids.ts';
import type { Bill, Tree } from '../tree/records.ts';
import { billsOf, documentsOf, isLive, pagesOf } from '../tree/views.ts';
import { invoiceKey } from './invoice-key.ts';
import { neighboursOf } from './neighbours.ts';
import type { Problem } from './problem.ts';
import { defaultQualityPolicy, openFaultsOf } from './quality.ts';
import { isPageReady } from './rendition.ts';
import { submittedPages } from './submission.ts';

/** Why these bills (null: every open one) cannot be submitted yet, bill by bill in order. Submitted bills have no problems. */
export function problemsOf(tree: Tree, billIds: readonly BillId[] | null): readonly Problem[] {
  const asked = billIds === null ? null : new Set(billIds);
  const open = billsOf(tree).filter((bill) => bill.state === 'open');
  const seen = firstSeen(tree);
  return open
    .filter((bill) => asked === null || asked.has(bill.id))
    .flatMap((bill) => [
      ...numberProblems(bill, open),
      ...contentProblems(tree, bill),
      ...pageProblems(tree, bill),
      ...invoiceProblems(tree, bill, seen),
    ]);
}

interface FirstSeen {
  readonly documentId: DocumentId;
  readonly isSubmitted: boolean;
}

function numberProblems(bill: Bill, open: readonly Bill[]): readonly Problem[] {
  const { id: billId, number } = bill;
  if (number === null) return [{ type: 'NumberMissing', billId }];
  const other = open.find((candidate) => candidate.id !== billId && candidate.number === number);
  return other === undefined ? [] : [{ type: 'NumberDoubled', billId, number, otherBillId: other.id }];
}

function contentProblems(tree: Tree, bill: Bill): readonly Problem[] {
  const documents = submittedPages(tree, bill.id);
  if (documents.length === 0) return [{ type: 'BillEmpty', billId: bill.id }];
  const hasCover = documents.some(({ document }) => document.kind === 'cover');
  return hasCover ? [] : [{ type: 'CoverMissing', billId: bill.id }];
}

/**
 * A blank page must be read, since only then is it known to be blank; its pixels are not sent. A page that was given up
 * though it is ready (it was looked at again, in vain) holds nothing back.
 */
function pageProblems(tree: Tree, bill: Bill): readonly Problem[] {
  return documentsOf(tree, bill.id)
    .flatMap((document) => pagesOf(tree, document.id).filter(isLive))
    .flatMap((page): readonly Problem[] => {
      const ids = { billId: bill.id, pageId: page.id };
      const isReady = page.mark === 'content' ? isPageReady(page) : page.reading !== null;
      if (!isReady) {
        const { parked: detail } = page;
        return [detail === null ? { type: 'PageUnread', ...ids } : { type: 'PageParked', ...ids, detail }];
      }
      const faults = openFaultsOf(page, defaultQualityPolicy, neighboursOf(tree, page));
      return faults.length > 0 ? [{ type: 'QualityUnaccepted', ...ids, faults }] : [];
    });
}

function invoiceProblems(tree: Tree, bill: Bill, seen: ReadonlyMap<string, FirstSeen>): readonly Problem[] {
  return submittedPages(tree, bill.id).flatMap(({ document, pages, invoices }): readonly Problem[] => {
    if (document.kind !== 'invoice') return [];
    if (invoices.length === 0) {
      const isRead = pages.every((page) => page.reading !== null);
      return isRead ? [{ type: 'InvoiceUnread', billId: bill.id, documentId: document.id }] : [];
    }
    const byKey = new Map(invoices.map((invoice) => [invoiceKey(invoice), invoice.number]));
    return [...byKey].flatMap(([key, number]) => {
      const first = key === null ? undefined : seen.get(key);
      if (first === undefined || first.documentId === document.id) return [];
      const ids = { billId: bill.id, documentId: document.id, otherDocumentId: first.documentId };
      return [{ type: 'InvoiceDoubled', ...ids, number }];
    });
  });
}

/** Where each invoice of the batch stands: submitted ones first, since they can no longer give way, then in paper order. */
function firstSeen(tree: Tree): ReadonlyMap<string, FirstSeen> {
  const seen = new Map<string, FirstSeen>();
  for (const bill of billsOf(tree)) {
    const isSubmitted = bill.state === 'submitted';
    for (const { document, invoices } of submittedPages(tree, bill.id)) {
      for (const invoice of invoices) {
        const key = invoiceKey(invoice);
        const known = key === null ? undefined : seen.get(key);
        if (key === null || (known !== undefined && (known.isSubmitted || !isSubmitted))) continue;
        seen.set(key, { documentId: document.id, isSubmitted });
      }
    }
  }
  return seen;
}
