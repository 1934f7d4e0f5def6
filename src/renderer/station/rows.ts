import type { BillId, DocumentId, PageId } from '../../domain/ids.ts';
import type { DocumentKind } from '../../domain/reading.ts';
import type { Category } from '../../domain/rules/categories.ts';
import { invoicesOf } from '../../domain/rules/page-invoices.ts';
import type { Page } from '../../domain/tree/records.ts';
import type { Chosen } from './filter.ts';
import { inKindOrder } from './kind-order.ts';
import type { BillView, DocumentView, TreeIndex } from './tree-index.ts';

export type RowKey = BillId | DocumentId | PageId;

/** One line of the tree as it is drawn. */
export type Row =
  | { readonly type: 'bill'; readonly key: BillId; readonly view: BillView; readonly isOpen: boolean }
  | {
      readonly type: 'heading';
      readonly key: string;
      readonly billId: BillId;
      readonly kind: DocumentKind;
      readonly category: string | null;
    }
  | {
      readonly type: 'document';
      readonly key: DocumentId;
      readonly billId: BillId;
      readonly view: DocumentView;
      readonly pages: readonly Page[];
      readonly isOpen: boolean;
    }
  | {
      readonly type: 'page';
      readonly key: PageId;
      readonly billId: BillId;
      readonly documentId: DocumentId;
      readonly page: Page;
      readonly position: number;
    };

export interface RowsWish {
  readonly closedBills: ReadonlySet<BillId>;
  readonly openDocuments: ReadonlySet<DocumentId>;
  readonly showsBlank: boolean;
  readonly search: string;
  /** In whose order attachments stand, and by whose names they are found besides their codes. */
  readonly categories: readonly Category[];
  /** What alone is shown; null shows everything. */
  readonly only: Chosen | null;
}

/** Heights are fixed by kind, so that where a row stands is known without drawing it. */
export const rowHeights: Readonly<Record<Row['type'], number>> = {
  bill: 56,
  heading: 26,
  document: 64,
  page: 46,
};

export function rowsOf(index: TreeIndex, wish: RowsWish): readonly Row[] {
  const needle = normalise(wish.search);
  const rows: Row[] = [];
  for (const view of index.bills) {
    const { bill } = view;
    if (wish.only && !wish.only.bills.has(bill.id)) continue;
    const isWhole = needle === '' || normalise(bill.number ?? '').includes(needle);
    const spoken = isWhole
      ? view.documents
      : view.documents.filter((document) => speaksOf(document, needle, wish.categories));
    const { only } = wish;
    const found = only ? spoken.filter(({ document }) => only.documents.has(document.id)) : spoken;
    // A bill that speaks of it only where the filter looks away has nothing to show.
    if (!isWhole && found.length === 0) continue;
    const isOpen = needle !== '' || wish.only !== null || !wish.closedBills.has(bill.id);
    for (const row of rowsOfBill(view, isOpen, found, wish)) rows.push(row);
  }
  return rows;
}

interface BillRows {
  readonly isOpen: boolean;
  readonly showsBlank: boolean;
  readonly categories: readonly Category[];
  readonly found: readonly DocumentView[];
  readonly openDocuments: readonly DocumentView[];
  readonly rows: readonly Row[];
}

const known = new WeakMap<BillView, BillRows>();

/** The very same rows as long as they would come out alike, so that nothing of them is drawn again. */
function rowsOfBill(
  view: BillView,
  isOpen: boolean,
  found: readonly DocumentView[],
  wish: RowsWish,
): readonly Row[] {
  const { showsBlank, categories } = wish;
  const openDocuments =
    wish.openDocuments.size === 0
      ? none
      : found.filter(({ document }) => wish.openDocuments.has(document.id));
  const before = known.get(view);
  if (
    before?.isOpen === isOpen &&
    before.showsBlank === showsBlank &&
    before.categories === categories &&
    areIdentical(before.found, found) &&
    areIdentical(before.openDocuments, openDocuments)
  )
    return before.rows;
  const rows: Row[] = [{ type: 'bill', key: view.bill.id, view, isOpen }];
  if (isOpen) addDocuments(rows, view.bill.id, found, wish);
  known.set(view, { isOpen, showsBlank, categories, found, openDocuments, rows });
  return rows;
}

const none: readonly DocumentView[] = [];

function areIdentical<T>(some: readonly T[], others: readonly T[]): boolean {
  return some === others || (some.length === others.length && some.every((one, at) => one === others[at]));
}

function addDocuments(rows: Row[], billId: BillId, documents: readonly DocumentView[], wish: RowsWish): void {
  let heading = '';
  for (const view of inKindOrder(documents, wish.categories)) {
    const pages = wish.showsBlank
      ? [...view.pages, ...view.folded].sort((a, b) => a.rank - b.rank)
      : view.pages;
    if (pages.length === 0) continue;
    const { id, kind, category } = view.document;
    const group = `${billId} ${kind} ${category ?? ''}`;
    if (group !== heading) rows.push({ type: 'heading', key: group, billId, kind, category });
    heading = group;
    const isOpen = pages.length > 1 && wish.openDocuments.has(id);
    rows.push(documentRow({ type: 'document', key: id, billId, view, pages, isOpen }));
    if (!isOpen) continue;
    for (const [at, page] of pages.entries()) {
      rows.push(pageRow({ type: 'page', key: page.id, billId, documentId: id, page, position: at + 1 }));
    }
  }
}

type RowOf<T extends Row['type']> = Extract<Row, { type: T }>;

const ofDocuments = new WeakMap<DocumentView, RowOf<'document'>>();

/** The row there was where this one says the same: what changes in one document draws no other of its bill again. */
function documentRow(row: RowOf<'document'>): RowOf<'document'> {
  const before = ofDocuments.get(row.view);
  const isAsBefore =
    before?.billId === row.billId && before.isOpen === row.isOpen && areIdentical(before.pages, row.pages);
  if (before && isAsBefore) return before;
  ofDocuments.set(row.view, row);
  return row;
}

const ofPages = new WeakMap<Page, RowOf<'page'>>();

function pageRow(row: RowOf<'page'>): RowOf<'page'> {
  const before = ofPages.get(row.page);
  const isAsBefore =
    before?.billId === row.billId && before.documentId === row.documentId && before.position === row.position;
  if (before && isAsBefore) return before;
  ofPages.set(row.page, row);
  return row;
}

function speaksOf(view: DocumentView, needle: string, categories: readonly Category[]): boolean {
  return wordsOf(view, categories).includes(needle);
}

interface Spoken {
  readonly categories: readonly Category[];
  readonly words: string;
}

/** Between two words: nobody types it, and it is kept when words are made ready. */
const wordEnd = '\u0000';

const spokenBy = new WeakMap<DocumentView, Spoken>();

/**
 * Everything a document is found by, ready to be compared, in one string: the first letter that no bill number has asks
 * every document of the batch.
 */
function wordsOf(view: DocumentView, categories: readonly Category[]): string {
  const before = spokenBy.get(view);
  if (before?.categories === categories) return before.words;
  const { category } = view.document;
  const names = categories.find(({ code }) => code === category)?.names;
  const words = [category ?? '', names?.zh ?? '', names?.en ?? ''];
  for (const page of view.pages) {
    words.push(page.source?.name ?? '');
    for (const invoice of invoicesOf(page)) {
      words.push(invoice.number, invoice.code ?? '', invoice.sellerName ?? '', invoice.buyerName ?? '');
      for (const minor of [invoice.amountMinor, invoice.totalMinor])
        if (minor !== null) words.push(plainAmount(minor));
    }
  }
  const ready = normalise(words.join(wordEnd));
  spokenBy.set(view, { categories, words: ready });
  return ready;
}

/**
 * What a person types for an amount may carry a sign and thousands separators; what is compared does not. Figures and
 * letters of an input method may be twice as wide.
 */
function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[,，¥￥\s]/g, '');
}

function plainAmount(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
