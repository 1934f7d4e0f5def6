import type { BatchSnapshot } from '../contract/queries.ts';
import { invoicesOf } from '../domain/rules/page-invoices.ts';
import { treeOf } from '../domain/tree/build.ts';
import type { Tree } from '../domain/tree/records.ts';
import { billsOf, documentsOf, pagesOf } from '../domain/tree/views.ts';

export interface BillReport {
  readonly type: 'bill';
  readonly id: string;
  readonly number: string | null;
  readonly covers: number;
  readonly invoices: number;
  readonly attachments: number;
  readonly pages: number;
  readonly documents: readonly DocumentReport[];
}

export interface DocumentReport {
  readonly id: string;
  readonly kind: string;
  readonly pages: number;
  readonly blankPages: number;
  readonly invoices: readonly { type: string; code: string | null; number: string }[];
}

/** What a batch holds, bill by bill in order, deleted pages left out. */
export function reportOf(snapshot: BatchSnapshot): readonly BillReport[] {
  const tree = treeOf(snapshot.batch, snapshot.bills, snapshot.documents, snapshot.pages);
  return billsOf(tree).map((bill) => {
    const documents = documentsOf(tree, bill.id).map((document) =>
      documentReport(tree, document.id, document.kind),
    );
    const shown = documents.filter((document) => document.pages + document.blankPages > 0);
    const count = (kind: string) =>
      shown.filter((document) => document.kind === kind && document.pages > 0).length;
    return {
      type: 'bill',
      id: bill.id,
      number: bill.number,
      covers: count('cover'),
      invoices: count('invoice'),
      attachments: count('attachment'),
      pages: shown.reduce((sum, document) => sum + document.pages, 0),
      documents: shown,
    };
  });
}

function documentReport(tree: Tree, id: `document:${string}`, kind: string): DocumentReport {
  const pages = pagesOf(tree, id).filter((page) => !page.isDeleted);
  return {
    id,
    kind,
    pages: pages.filter((page) => page.mark === 'content').length,
    blankPages: pages.filter((page) => page.mark !== 'content').length,
    invoices: pages.flatMap((page) =>
      invoicesOf(page).map(({ type, code, number }) => ({ type, code, number })),
    ),
  };
}
