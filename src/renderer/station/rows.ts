import type { BillId, DocumentId, PageId } from '../../domain/ids.ts';
import type { DocumentKind } from '../../domain/reading.ts';
import type { Page } from '../../domain/tree/records.ts';
import type { Attentive } from './attention.ts';
import { type BillView, type DocumentView, inKindOrder, type TreeIndex } from './tree-index.ts';

export type RowKey = BillId | DocumentId | PageId;

/** One line of the tree as it is drawn. */
export type Row =
  | { readonly type: 'bill'; readonly key: BillId; readonly view: BillView; readonly isOpen: boolean }
  | {
      readonly type: 'heading';
      readonly key: string;
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
  /** What alone is shown; null shows everything. */
  readonly only: Attentive | null;
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
    const spoken = isWhole ? view.documents : view.documents.filter((document) => speaksOf(document, needle));
    const found = spoken.filter(({ document }) => wish.only?.documents.has(document.id) ?? true);
    if (!isWhole && spoken.length === 0) continue;
    const isOpen = needle !== '' || wish.only !== null || !wish.closedBills.has(bill.id);
    rows.push({ type: 'bill', key: bill.id, view, isOpen });
    if (isOpen) addDocuments(rows, bill.id, found, wish);
  }
  return rows;
}

function addDocuments(rows: Row[], billId: BillId, documents: readonly DocumentView[], wish: RowsWish): void {
  let heading = '';
  for (const view of inKindOrder(documents)) {
    const pages = wish.showsBlank
      ? [...view.pages, ...view.folded].sort((a, b) => a.rank - b.rank)
      : view.pages;
    if (pages.length === 0) continue;
    const { id, kind, category } = view.document;
    const group = `${billId} ${kind} ${category ?? ''}`;
    if (group !== heading) rows.push({ type: 'heading', key: group, kind, category });
    heading = group;
    const isOpen = pages.length > 1 && wish.openDocuments.has(id);
    rows.push({ type: 'document', key: id, billId, view, pages, isOpen });
    if (!isOpen) continue;
    for (const [at, page] of pages.entries()) {
      rows.push({ type: 'page', key: page.id, billId, documentId: id, page, position: at + 1 });
    }
  }
}

function speaksOf(view: DocumentView, needle: string): boolean {
  return view.pages.some((page) => {
    const words = [page.source?.name ?? '', view.document.category ?? ''];
    for (const invoice of page.reading?.invoices ?? []) {
      words.push(invoice.number, invoice.code ?? '', invoice.sellerName ?? '', invoice.buyerName ?? '');
      for (const minor of [invoice.amountMinor, invoice.totalMinor])
        if (minor !== null) words.push(plainAmount(minor));
    }
    return words.some((word) => normalise(word).includes(needle));
  });
}

/** What a person types for an amount may carry a sign and thousands separators; what is compared does not. */
function normalise(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[,，¥￥\s]/g, '');
}

function plainAmount(minor: number): string {
  const digits = String(Math.abs(minor)).padStart(3, '0');
  return `${minor < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
