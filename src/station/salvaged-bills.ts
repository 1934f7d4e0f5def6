import type { BillSidecar } from '../contract/bill-sidecar.ts';
import type { DocumentId, PageId } from '../domain/ids.ts';
import { treeOf } from '../domain/tree/build.ts';
import { documentsOf, pagesOf } from '../domain/tree/views.ts';

export type SalvagedBill = BillSidecar & { readonly tree: NonNullable<BillSidecar['tree']> };

/**
 * The bills of one batch in their order, with each page once. Where a page went from one bill to another and only one of the
 * two sidecars was written since, both name it: the later says where it is. What then holds nothing is no bill any more,
 * unless something was sent of it. A page that is in none of them comes by its own sidecar.
 */
export function salvagedBills(sidecars: readonly SalvagedBill[]): readonly SalvagedBill[] {
  const placed = new Set<PageId | DocumentId>();
  return sidecars
    .toSorted((a, b) => b.tree.revision - a.tree.revision)
    .map((sidecar) => withoutPlaced(sidecar, placed))
    .filter(({ tree, outbox }) => tree.pages.length > 0 || outbox.length > 0)
    .toSorted((a, b) => a.tree.bill.rank - b.tree.bill.rank || a.tree.revision - b.tree.revision);
}

/** The bill without documents and pages that are `placed` already; what is left of it then is, too. */
function withoutPlaced(sidecar: SalvagedBill, placed: Set<PageId | DocumentId>): SalvagedBill {
  const { batch, bill } = sidecar.tree;
  const tree = treeOf(batch, [bill], sidecar.tree.documents, sidecar.tree.pages);
  const kept = documentsOf(tree, bill.id)
    .filter(({ id }) => !placed.has(id))
    .map((document) => ({ document, pages: pagesOf(tree, document.id).filter(({ id }) => !placed.has(id)) }))
    .filter(({ pages }) => pages.length > 0);
  for (const { document, pages } of kept) for (const { id } of [document, ...pages]) placed.add(id);
  return {
    ...sidecar,
    tree: {
      ...sidecar.tree,
      documents: kept.map(({ document }, rank) => ({ ...document, rank })),
      pages: kept.flatMap(({ pages }) => pages.map((page, rank) => ({ ...page, rank }))),
    },
  };
}
