import type { BillId, DocumentId, PageId } from '../ids.ts';
import type { TreeDiff } from './diff.ts';
import type { Tree } from './records.ts';

/** Bills of which anything is another after a change, also those that came, went, or only gave or took a page. */
export function billsTouchedBy(before: Tree, after: Tree, diff: TreeDiff): ReadonlySet<BillId> {
  const touched = new Set<BillId>();
  const touchDocument = (id: DocumentId) => {
    for (const tree of [before, after]) {
      const document = tree.documents.get(id);
      if (document) touched.add(document.billId);
    }
  };
  const touchPage = (id: PageId) => {
    for (const tree of [before, after]) {
      const page = tree.pages.get(id);
      const document = page && tree.documents.get(page.documentId);
      if (document) touched.add(document.billId);
    }
  };
  const { bills, documents, pages } = diff;
  for (const { id } of [...bills.added, ...bills.updated, ...bills.removed]) touched.add(id);
  for (const { id } of [...documents.added, ...documents.updated, ...documents.removed]) touchDocument(id);
  for (const { id } of [...pages.added, ...pages.updated, ...pages.removed]) touchPage(id);
  return touched;
}
