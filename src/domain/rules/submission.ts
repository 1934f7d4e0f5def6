import type { BillId } from '../ids.ts';
import type { InvoiceFields } from '../invoice.ts';
import type { BillContents } from '../tree/order.ts';
import type { Document, Page, Tree } from '../tree/records.ts';
import { contentsOf, isContent } from '../tree/views.ts';
import { formOf } from './invoice-form.ts';
import type { ScannedDocument } from './match-scan.ts';
import { invoicesOf } from './page-invoices.ts';

/** A document as it is submitted: its content pages, and the invoices that take part in matching. */
export interface SubmittedDocument {
  readonly document: Document;
  readonly pages: readonly Page[];
  readonly invoices: readonly InvoiceFields[];
}

const known = new WeakMap<BillContents, readonly SubmittedDocument[]>();

/** What of a bill is submitted, in order: live content pages of documents that have any. The same as long as the bill's contents are. */
export function submittedPages(tree: Tree, billId: BillId): readonly SubmittedDocument[] {
  const contents = contentsOf(tree, billId);
  const submitted = known.get(contents) ?? submittedOf(contents);
  known.set(contents, submitted);
  return submitted;
}

function submittedOf({ documents }: BillContents): readonly SubmittedDocument[] {
  return documents.flatMap(({ document, pages: all }) => {
    const pages = all.filter(isContent);
    return pages.length === 0 ? [] : [{ document, pages, invoices: countedInvoices(document, pages) }];
  });
}

/** What of a bill takes part in matching, as `matchBill` wants it. */
export function scannedDocuments(tree: Tree, billId: BillId): readonly ScannedDocument[] {
  return submittedPages(tree, billId).map(({ document, pages, invoices }) => ({
    documentId: document.id,
    form: formOf(pages, invoices),
    invoices,
  }));
}

/** A merged invoice counts once, by its first page that carries any; covers and attachments take no part. */
function countedInvoices(document: Document, pages: readonly Page[]): readonly InvoiceFields[] {
  if (document.kind !== 'invoice') return [];
  return pages.map(invoicesOf).find((invoices) => invoices.length > 0) ?? [];
}
