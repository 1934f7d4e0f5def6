import type { BillId, DocumentId } from '../ids.ts';
import { type BillContents, type DocumentContents, orderOf } from './order.ts';
import type { Bill, Document, Page, Tree } from './records.ts';

/** What a bill holds, for a list of bills. Documents without a live content page are counted nowhere. */
export interface BillCounts {
  readonly covers: number;
  readonly invoices: number;
  readonly attachments: number;
  /** Live content pages. */
  readonly pages: number;
  /** Live pages that are left out of what is submitted. */
  readonly blank: number;
  readonly deleted: number;
  /** Live pages still to be read: neither read nor given up. */
  readonly unread: number;
}

/** Bills in their order; the same array as long as no bill changes. */
export function billsOf(tree: Tree): readonly Bill[] {
  return orderOf(tree).bills;
}

/** Documents of a bill in their order, also those whose pages are all deleted; the same array as long as none changes. */
export function documentsOf(tree: Tree, billId: BillId): readonly Document[] {
  return orderOf(tree).documents.get(billId) ?? [];
}

/** Pages of a document in their order, deleted ones too; the same array as long as none changes. */
export function pagesOf(tree: Tree, documentId: DocumentId): readonly Page[] {
  return orderOf(tree).pages.get(documentId) ?? [];
}

/** What lies in a bill: whatever is worked out from it alone can be kept by this object. */
export function contentsOf(tree: Tree, billId: BillId): BillContents {
  const { contents } = orderOf(tree);
  const known = contents.get(billId);
  if (known !== undefined) return known;
  const documents = documentsOf(tree, billId).map((document) =>
    documentContents(document, pagesOf(tree, document.id)),
  );
  const made = { documents };
  contents.set(billId, made);
  return made;
}

const ofDocuments = new WeakMap<readonly Page[], DocumentContents>();

/** The same object as long as neither the document nor one of its pages changes. */
function documentContents(document: Document, pages: readonly Page[]): DocumentContents {
  const known = ofDocuments.get(pages);
  if (known?.document === document) return known;
  const contents = { document, pages };
  ofDocuments.set(pages, contents);
  return contents;
}

export function deletedPages(tree: Tree): readonly Page[] {
  return allPagesInOrder(tree).filter((page) => page.isDeleted);
}

/** Every page of the batch as it lies in bills and documents, deleted ones too. */
export function allPagesInOrder(tree: Tree): readonly Page[] {
  return billsOf(tree).flatMap((bill) =>
    documentsOf(tree, bill.id).flatMap((document) => pagesOf(tree, document.id)),
  );
}

/** The bill a document stands in; throws for an id of another tree. */
export function billOfDocument(tree: Tree, documentId: DocumentId): Bill {
  const document = tree.documents.get(documentId);
  const bill = document === undefined ? undefined : tree.bills.get(document.billId);
  if (bill === undefined) throw new Error(`no bill for ${documentId}`);
  return bill;
}

export function isLive(page: Page): boolean {
  return !page.isDeleted;
}

/** Counts as paper that says something: not in the bin, not blank, not a separator. */
export function isContent(page: Page): boolean {
  return !page.isDeleted && page.mark === 'content';
}

export function billCounts(tree: Tree, billId: BillId): BillCounts {
  const documents = { cover: 0, invoice: 0, attachment: 0 };
  const pages = { content: 0, blank: 0, deleted: 0, unread: 0 };
  for (const { document, pages: own } of contentsOf(tree, billId).documents) {
    if (own.some(isContent)) documents[document.kind] += 1;
    for (const page of own) {
      if (page.isDeleted) pages.deleted += 1;
      else if (page.mark === 'content') pages.content += 1;
      else pages.blank += 1;
      if (!page.isDeleted && page.reading === null && page.parked === null) pages.unread += 1;
    }
  }
  return {
    covers: documents.cover,
    invoices: documents.invoice,
    attachments: documents.attachment,
    pages: pages.content,
    blank: pages.blank,
    deleted: pages.deleted,
    unread: pages.unread,
  };
}
