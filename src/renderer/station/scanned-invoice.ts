import type { DocumentId } from '../../domain/ids.ts';
import type { InvoiceFields } from '../../domain/invoice.ts';
import { invoicesOf } from '../../domain/rules/page-invoices.ts';
import type { TreeIndex } from './tree-index.ts';

/** The invoice with this number in a document, as it was read or typed; null where it is not there. */
export function scannedInvoice(
  index: Pick<TreeIndex, 'documentById'>,
  documentId: DocumentId,
  number: string,
): InvoiceFields | null {
  const invoices = index.documentById.get(documentId)?.pages.flatMap(invoicesOf) ?? [];
  return invoices.find((invoice) => invoice.number === number) ?? null;
}
