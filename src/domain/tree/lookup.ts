import type { BillId, DocumentId, PageId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { DomainError } from './commands.ts';
import type { Bill, Document, Page, Tree } from './records.ts';
import { billOfDocument, billsOf, documentsOf, pagesOf } from './views.ts';

/* What a command names, found and still open, or the error that says why not. */

export function openBill(tree: Tree, billId: BillId): Result<Bill, DomainError> {
  const bill = tree.bills.get(billId);
  if (bill === undefined) return err({ type: 'BillNotFound', billId });
  if (bill.state === 'submitted') return err({ type: 'BillSubmitted', billId });
  return ok(bill);
}

export function openDocument(tree: Tree, documentId: DocumentId): Result<Document, DomainError> {
  const document = tree.documents.get(documentId);
  if (document === undefined) return err({ type: 'DocumentNotFound', documentId });
  const bill = billOfDocument(tree, documentId);
  if (bill.state === 'submitted') return err({ type: 'BillSubmitted', billId: bill.id });
  return ok(document);
}

export function openPage(tree: Tree, pageId: PageId): Result<Page, DomainError> {
  const page = tree.pages.get(pageId);
  if (page === undefined) return err({ type: 'PageNotFound', pageId });
  const document = openDocument(tree, page.documentId);
  return document.ok ? ok(page) : document;
}

/** Several documents, each once, as they lie in the tree whatever order they were picked in. */
export function openDocuments(
  tree: Tree,
  ids: readonly DocumentId[],
): Result<readonly Document[], DomainError> {
  if (ids.length === 0) return err({ type: 'NothingSelected' });
  const documents: Document[] = [];
  for (const id of new Set(ids)) {
    const found = openDocument(tree, id);
    if (!found.ok) return found;
    documents.push(found.value);
  }
  const billRank = (document: Document) => tree.bills.get(document.billId)?.rank ?? 0;
  return ok(documents.sort((a, b) => billRank(a) - billRank(b) || a.rank - b.rank));
}

export function openPages(tree: Tree, ids: readonly PageId[]): Result<readonly Page[], DomainError> {
  if (ids.length === 0) return err({ type: 'NothingSelected' });
  const pages: Page[] = [];
  for (const id of new Set(ids)) {
    const found = openPage(tree, id);
    if (!found.ok) return found;
    pages.push(found.value);
  }
  return ok(pages);
}

/** A document whose pages are all deleted is not shown, so it can stand neither between nor before anything. */
export function isShown(tree: Tree, document: Document): boolean {
  return pagesOf(tree, document.id).some((page) => !page.isDeleted);
}

export function documentsBefore(tree: Tree, document: Document): readonly Document[] {
  return documentsOf(tree, document.billId).slice(0, document.rank);
}

export function billBefore(tree: Tree, bill: Bill): Bill | null {
  return billsOf(tree)[bill.rank - 1] ?? null;
}
