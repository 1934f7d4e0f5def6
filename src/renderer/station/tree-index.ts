import type { BillId, DocumentId } from '../../domain/ids.ts';
import type { DocumentKind } from '../../domain/reading.ts';
import type { BillContents } from '../../domain/tree/order.ts';
import type { Bill, Document, Page, Tree } from '../../domain/tree/records.ts';
import { billCounts, billsOf, contentsOf, isContent, isLive } from '../../domain/tree/views.ts';

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
  /** Its pages in the bin. */
  readonly deleted: readonly Page[];
}

/** A tree put in order once, for everything that shows it. */
export interface TreeIndex {
  readonly bills: readonly BillView[];
  readonly billById: ReadonlyMap<BillId, BillView>;
  /** Looked up by way of its bill: a map of thousands would be made anew with every change. */
  readonly documentById: Pick<ReadonlyMap<DocumentId, DocumentView>, 'get' | 'has'>;
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
  const billById = new Map(bills.map((view) => [view.bill.id, view]));
  const documentOf = (id: DocumentId) => {
    const billId = tree.documents.get(id)?.billId;
    const bill = billId && billById.get(billId);
    return bill ? bill.documents.find(({ document }) => document.id === id) : undefined;
  };
  return {
    bills,
    billById,
    documentById: { get: documentOf, has: (id) => documentOf(id) !== undefined },
    deleted: bills.flatMap((bill) => bill.deleted),
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

const billViews = new WeakMap<BillContents, BillView>();

/** The same view as long as the bill, its place and all that lies in it stay as they are. */
function billView(tree: Tree, bill: Bill, position: number): BillView {
  const contents = contentsOf(tree, bill.id);
  const known = billViews.get(contents);
  if (known?.bill === bill && known.position === position) return known;
  const documents = contents.documents
    .map(({ document, pages }) => documentView(document, pages))
    .filter((view) => view.pages.length + view.folded.length > 0);
  const { covers, invoices, attachments, pages, blank, unread } = billCounts(tree, bill.id);
  const view: BillView = {
    bill,
    position,
    documents,
    counts: { cover: covers, invoice: invoices, attachment: attachments },
    pages,
    blank,
    unread,
    deleted: contents.documents.flatMap((one) => one.pages.filter((page) => page.isDeleted)),
  };
  billViews.set(contents, view);
  return view;
}
