import type { DocumentId } from '../../domain/ids.ts';
import { invoicesOf } from '../../domain/rules/page-invoices.ts';
import type { TreeIndex } from './tree-index.ts';

/** The kind of the invoice with this number in a document, as it was read or typed; null where it is not there. */
export function scannedType(
  index: Pick<TreeIndex, 'documentById'>,
  documentId: DocumentId,
  number: string,
): string | null {
  const invoices = index.documentById.get(documentId)?.pages.flatMap(invoicesOf) ?? [];
  return invoices.find((invoice) => invoice.number === number)?.type ?? null;
}
