import type { PageId } from '../../domain/ids.ts';
import type { Category } from '../../domain/rules/categories.ts';
import { type BillView, type DocumentView, kindOrder, type TreeIndex } from './tree-index.ts';

/**
 * Covers, then invoices, then attachments: those without a category, then each category in the order the settings have
 * it, then what no list knows; within each as they lie in the bill.
 */
export function inKindOrder(
  documents: readonly DocumentView[],
  categories: readonly Category[],
): readonly DocumentView[] {
  const places = placesOf(categories);
  const kind = (view: DocumentView) => kindOrder.indexOf(view.document.kind);
  const code = (view: DocumentView) => view.document.category ?? '';
  const category = (view: DocumentView) =>
    view.document.category === null ? -1 : (places.get(view.document.category) ?? places.size);
  return documents.toSorted(
    (a, b) =>
      kind(a) - kind(b) ||
      category(a) - category(b) ||
      code(a).localeCompare(code(b)) ||
      a.document.rank - b.document.rank,
  );
}

const placesByList = new WeakMap<readonly Category[], ReadonlyMap<string, number>>();

function placesOf(categories: readonly Category[]): ReadonlyMap<string, number> {
  const known = placesByList.get(categories);
  if (known) return known;
  const places = new Map(categories.map(({ code }, at) => [code, at]));
  placesByList.set(categories, places);
  return places;
}

interface Ordered {
  readonly categories: readonly Category[];
  readonly pages: readonly PageId[];
}

const orders = new WeakMap<TreeIndex | BillView, Ordered>();

/** Every page outside the bin in the order of the tree, folded ones left out. Made once for each state of a bill. */
export function pageOrderOf(index: TreeIndex, categories: readonly Category[]): readonly PageId[] {
  return ordered(index, categories, () =>
    index.bills.flatMap((bill) => ordered(bill, categories, () => pagesOfBill(bill, categories))),
  );
}

function pagesOfBill({ documents }: BillView, categories: readonly Category[]): readonly PageId[] {
  return inKindOrder(documents, categories).flatMap((one) => one.pages.map((page) => page.id));
}

function ordered(
  of: TreeIndex | BillView,
  categories: readonly Category[],
  make: () => readonly PageId[],
): readonly PageId[] {
  const known = orders.get(of);
  if (known?.categories === categories) return known.pages;
  const pages = make();
  orders.set(of, { categories, pages });
  return pages;
}
