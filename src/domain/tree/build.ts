import type { BillId, DocumentId, PageId } from '../ids.ts';
import type { Batch, Bill, Document, Page, Tree } from './records.ts';

/** A batch before its first page. */
export function emptyTree(batch: Batch): Tree {
  return treeOf(batch, [], [], []);
}

/** A tree from flat records in any order, as a store or a snapshot gives them. */
export function treeOf(
  batch: Batch,
  bills: Iterable<Bill>,
  documents: Iterable<Document>,
  pages: Iterable<Page>,
): Tree {
  const billsById = new Map<BillId, Bill>();
  for (const bill of bills) billsById.set(bill.id, bill);
  const documentsById = new Map<DocumentId, Document>();
  for (const document of documents) documentsById.set(document.id, document);
  const pagesById = new Map<PageId, Page>();
  for (const page of pages) pagesById.set(page.id, page);
  return { batch, bills: billsById, documents: documentsById, pages: pagesById };
}
