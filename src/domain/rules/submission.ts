import type { BillId } from '../ids.ts';
import type { InvoiceFields } from '../invoice.ts';
import type { Document, Page, Tree } from '../tree/records.ts';
import { documentsOf, isContent, pagesOf } from '../tree/views.ts';

/** A document as it is submitted: its content pages, and the invoices that take part in matching. */
export interface SubmittedDocument {
  readonly document: Document;
  readonly pages: readonly Page[];
  readonly invoices: readonly InvoiceFields[];
}

/** What of a bill is submitted, in order: live content pages of documents that have any. */
export function submittedPages(tree: Tree, billId: BillId): readonly SubmittedDocument[] {
  return documentsOf(tree, billId).flatMap((document) => {
    const pages = pagesOf(tree, document.id).filter(isContent);
    return pages.length === 0 ? [] : [{ document, pages, invoices: invoicesOf(document, pages) }];
  });
}

/** A merged invoice counts once, by its first page that carries any; covers and attachments take no part. */
function invoicesOf(document: Document, pages: readonly Page[]): readonly InvoiceFields[] {
  if (document.kind !== 'invoice') return [];
  const carrier = pages.find((page) => page.reading !== null && page.reading.invoices.length > 0);
  return carrier?.reading?.invoices ?? [];
}
