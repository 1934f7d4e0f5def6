import type { PageId } from '../../../domain/ids.ts';
import { invoicesOf } from '../../../domain/rules/page-invoices.ts';
import type { Bill, Document, Page, Tree } from '../../../domain/tree/records.ts';

/** The heading of a document with pages in the bin. */
export interface BinDocument {
  readonly type: 'document';
  readonly key: string;
  readonly bill: Bill;
  readonly document: Document;
  /** Number of the first invoice on its pages in the bin. */
  readonly invoice: string | null;
  readonly pages: number;
}

export interface BinPage {
  readonly type: 'page';
  readonly key: PageId;
  readonly page: Page;
  readonly of: BinDocument;
  readonly isRestorable: boolean;
}

export type BinLine = BinDocument | BinPage;

export const binHeights = { document: 34, page: 76 } as const;

/** What lies in the bin, by bill and document as it stood. `deleted` is in the order of the tree. */
export function binLines(tree: Tree, deleted: readonly Page[]): readonly BinLine[] {
  const lines: BinLine[] = [];
  for (const [documentId, pages] of Map.groupBy(deleted, (page) => page.documentId)) {
    const document = tree.documents.get(documentId);
    const bill = document && tree.bills.get(document.billId);
    if (!document || !bill) continue;
    const invoice = pages.flatMap(invoicesOf)[0]?.number ?? null;
    const key = `bin ${documentId}`;
    const of: BinDocument = { type: 'document', key, bill, document, invoice, pages: pages.length };
    const isRestorable = bill.state === 'open';
    lines.push(of, ...pages.map((page): BinPage => ({ type: 'page', key: page.id, page, of, isRestorable })));
  }
  return lines;
}

export function pagesOfLines(lines: readonly BinLine[]): readonly BinPage[] {
  return lines.filter((line) => line.type === 'page');
}

/** Pages that Enter restores: the ticked ones that can be, else the one under the cursor. */
export function toRestore(
  pages: readonly BinPage[],
  ticked: ReadonlySet<PageId>,
  current: PageId | null,
): readonly PageId[] {
  const restorable = pages.filter((line) => line.isRestorable).map((line) => line.key);
  const chosen = restorable.filter((id) => ticked.has(id));
  return chosen.length > 0 ? chosen : restorable.filter((id) => id === current);
}

/** All that can be restored; none when they were all ticked. */
export function tickedAll(pages: readonly BinPage[], ticked: ReadonlySet<PageId>): ReadonlySet<PageId> {
  const restorable = pages.filter((line) => line.isRestorable).map((line) => line.key);
  return restorable.every((id) => ticked.has(id)) ? new Set() : new Set(restorable);
}

export function toggled(ticked: ReadonlySet<PageId>, line: BinPage): ReadonlySet<PageId> {
  if (!line.isRestorable) return ticked;
  const next = new Set(ticked);
  if (!next.delete(line.key)) next.add(line.key);
  return next;
}

/** The page the cursor stands on: the one chosen, else where it stood before that one went. */
export function currentPage(pages: readonly BinPage[], chosen: PageId | null, at: number): BinPage | null {
  return pages.find((line) => line.key === chosen) ?? pages[Math.min(at, pages.length - 1)] ?? null;
}
