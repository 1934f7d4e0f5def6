import type { BillId, DocumentId, PageId } from '../../domain/ids.ts';
import type { DocumentKind } from '../../domain/reading.ts';
import type { Bill, Document, Page, Tree } from '../../domain/tree/records.ts';
import {
  billCounts,
  billsOf,
  deletedPages,
  documentsOf,
  isContent,
  isLive,
  pagesOf,
} from '../../domain/tree/views.ts';

/** A document with its pages in order, what is in the bin left out. */
export interface DocumentView {
  readonly document: Document;
  /** Pages that count. */
  readonly pages: readonly Page[];
  /** Blank pages and separators: kept and counted, folded away. */
  readonly folded: readonly Page[];
}

export interface BillView {
  readonly bill: Bill;
  readonly position: number;
  /** In order, those with a page outside the bin. */
  readonly documents: readonly DocumentView[];
  /** Documents with pages that count, by kind. */
  readonly counts: Readonly<Record<DocumentKind, number>>;
  readonly pages: number;
  readonly blank: number;
  readonly unread: number;
}

/** A tree put in order once, for everything that shows it. */
export interface TreeIndex {
  readonly bills: readonly BillView[];
  readonly billById: ReadonlyMap<BillId, BillView>;
  readonly documentById: ReadonlyMap<DocumentId, DocumentView>;
  /** Every page outside the bin in the order of the tree, folded ones left out. */
  readonly pageOrder: readonly PageId[];
  readonly deleted: readonly Page[];
  readonly blank: number;
}

const indexes = new WeakMap<Tree, TreeIndex>();

/** The index of a tree, made once for each state of it. */
export function indexOf(tree: Tree): TreeIndex {
  const known = indexes.get(tree);
  if (known) return known;
  const index = makeIndex(tree);
  indexes.set(tree, index);
  return index;
}

export const kindOrder: readonly DocumentKind[] = ['cover', 'invoice', 'attachment'];

function makeIndex(tree: Tree): TreeIndex {
  const bills = billsOf(tree).map((bill, at) => billView(tree, bill, at + 1));
  const documents = bills.flatMap((view) => view.documents);
  return {
    bills,
    billById: new Map(bills.map((view) => [view.bill.id, view])),
    documentById: new Map(documents.map((view) => [view.document.id, view])),
    pageOrder: bills.flatMap((bill) =>
      inKindOrder(bill.documents).flatMap((view) => view.pages.map((page) => page.id)),
    ),
    deleted: deletedPages(tree),
    blank: bills.reduce((sum, bill) => sum + bill.blank, 0),
  };
}

const documentViews = new WeakMap<readonly Page[], DocumentView>();

/** The same view as long as neither the document nor one of its pages changed, so that its row need not be drawn again. */
function documentView(document: Document, pages: readonly Page[]): DocumentView {
  const known = documentViews.get(pages);
  if (known?.document === document) return known;
  const live = pages.filter(isLive);
  const view: DocumentView = {
    document,
    pages: live.filter(isContent),
    folded: live.filter((page) => !isContent(page)),
  };
  documentViews.set(pages, view);
  return view;
}

/** Covers, then invoices, then attachments by category; within each as they lie in the bill. */
export function inKindOrder(documents: readonly DocumentView[]): readonly DocumentView[] {
  const place = (view: DocumentView) => kindOrder.indexOf(view.document.kind);
  const category = (view: DocumentView) => view.document.category ?? '';
  return documents.toSorted(
    (a, b) =>
      place(a) - place(b) || category(a).localeCompare(category(b)) || a.document.rank - b.document.rank,
  );
}

function billView(tree: Tree, bill: Bill, position: number): BillView {
  const documents = documentsOf(tree, bill.id)
    .map((document) => documentView(document, pagesOf(tree, document.id)))
    .filter((view) => view.pages.length + view.folded.length > 0);
  const { covers, invoices, attachments, pages, blank, unread } = billCounts(tree, bill.id);
  return {
    bill,
    position,
    documents,
    counts: { cover: covers, invoice: invoices, attachment: attachments },
    pages,
    blank,
    unread,
  };
}
