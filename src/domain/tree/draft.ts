import type { BillId, DocumentId, PageId } from '../ids.ts';
import { fieldChange } from './changes.ts';
import type { Changes, FieldChange, TreeDiff } from './diff.ts';
import type { Bill, Document, Page, Tree } from './records.ts';
import { billsOf, documentsOf, pagesOf } from './views.ts';

/**
 * A change in the making: records as they will be, and the order of children of every parent that was touched.
 * Ranks are written at the end from these lists, so that no command counts ranks itself.
 */
export interface Draft {
  readonly tree: Tree;
  readonly bills: Map<BillId, Bill>;
  readonly documents: Map<DocumentId, Document>;
  readonly pages: Map<PageId, Page>;
  readonly billList: BillId[];
  readonly documentLists: Map<BillId, DocumentId[]>;
  readonly pageLists: Map<DocumentId, PageId[]>;
}

export function draftOf(tree: Tree): Draft {
  return {
    tree,
    bills: new Map(),
    documents: new Map(),
    pages: new Map(),
    billList: billsOf(tree).map((bill) => bill.id),
    documentLists: new Map(),
    pageLists: new Map(),
  };
}

export function billIn(draft: Draft, id: BillId): Bill {
  return known(draft.bills.get(id) ?? draft.tree.bills.get(id), id);
}

export function documentIn(draft: Draft, id: DocumentId): Document {
  return known(draft.documents.get(id) ?? draft.tree.documents.get(id), id);
}

export function pageIn(draft: Draft, id: PageId): Page {
  return known(draft.pages.get(id) ?? draft.tree.pages.get(id), id);
}

export function documentIdsIn(draft: Draft, billId: BillId): readonly DocumentId[] {
  return draft.documentLists.get(billId) ?? documentsOf(draft.tree, billId).map((document) => document.id);
}

export function pageIdsIn(draft: Draft, documentId: DocumentId): readonly PageId[] {
  return draft.pageLists.get(documentId) ?? pagesOf(draft.tree, documentId).map((page) => page.id);
}

export function pagesIn(draft: Draft, documentId: DocumentId): readonly Page[] {
  return pageIdsIn(draft, documentId).map((id) => pageIn(draft, id));
}

export function setBill(draft: Draft, id: BillId, fields: Partial<Omit<Bill, 'id'>>): void {
  draft.bills.set(id, { ...billIn(draft, id), ...fields });
}

export function setDocument(draft: Draft, id: DocumentId, fields: Partial<Omit<Document, 'id'>>): void {
  draft.documents.set(id, { ...documentIn(draft, id), ...fields });
}

export function setPage(draft: Draft, id: PageId, fields: Partial<Omit<Page, 'id'>>): void {
  draft.pages.set(id, { ...pageIn(draft, id), ...fields });
}

/** A new bill at a position among all bills; it goes again at the end if no document came into it. */
export function insertBill(draft: Draft, bill: Bill, index: number): void {
  draft.bills.set(bill.id, bill);
  draft.documentLists.set(bill.id, []);
  draft.billList.splice(index, 0, bill.id);
}

/** A new document at a position of the bill it names; it goes again at the end if no page came into it. */
export function insertDocument(draft: Draft, document: Document, index: number): void {
  draft.documents.set(document.id, document);
  draft.pageLists.set(document.id, []);
  documentList(draft, document.billId).splice(index, 0, document.id);
}

export function insertPage(draft: Draft, page: Page, index: number): void {
  draft.pages.set(page.id, page);
  pageList(draft, page.documentId).splice(index, 0, page.id);
}

/** Takes documents out of where they are; they must be put back with `putDocuments` in the same draft. */
export function takeDocuments(draft: Draft, ids: readonly DocumentId[]): void {
  const taken = new Set(ids);
  for (const billId of new Set(ids.map((id) => documentIn(draft, id).billId))) {
    draft.documentLists.set(
      billId,
      documentIdsIn(draft, billId).filter((id) => !taken.has(id)),
    );
  }
}

export function putDocuments(draft: Draft, ids: readonly DocumentId[], billId: BillId, index: number): void {
  documentList(draft, billId).splice(index, 0, ...ids);
  for (const id of ids) setDocument(draft, id, { billId });
}

/** Moves pages, in the given order, to the end of a document. */
export function movePages(draft: Draft, ids: readonly PageId[], documentId: DocumentId): void {
  const taken = new Set(ids);
  for (const from of new Set(ids.map((id) => pageIn(draft, id).documentId))) {
    draft.pageLists.set(
      from,
      pageIdsIn(draft, from).filter((id) => !taken.has(id)),
    );
  }
  pageList(draft, documentId).push(...ids);
  for (const id of ids) setPage(draft, id, { documentId });
}

/** Closes a draft: empty documents and bills go, ranks become dense, and what is different from the tree is the diff. */
export function finish(draft: Draft): TreeDiff {
  const goneDocuments = new Set([...draft.pageLists].filter(([, ids]) => ids.length === 0).map(([id]) => id));
  for (const billId of new Set([...goneDocuments].map((id) => documentIn(draft, id).billId))) {
    draft.documentLists.set(
      billId,
      documentIdsIn(draft, billId).filter((id) => !goneDocuments.has(id)),
    );
  }
  const goneBills = new Set([...draft.documentLists].filter(([, ids]) => ids.length === 0).map(([id]) => id));

  handOnPaper(draft, goneBills);
  draft.billList
    .filter((id) => !goneBills.has(id))
    .forEach((id, rank) => {
      if (billIn(draft, id).rank !== rank) setBill(draft, id, { rank });
    });
  for (const [billId, ids] of draft.documentLists) {
    ids.forEach((id, rank) => {
      const document = documentIn(draft, id);
      if (document.rank !== rank || document.billId !== billId) setDocument(draft, id, { rank, billId });
    });
  }
  for (const [documentId, ids] of draft.pageLists) {
    ids.forEach((id, rank) => {
      const page = pageIn(draft, id);
      if (page.rank !== rank || page.documentId !== documentId) setPage(draft, id, { rank, documentId });
    });
  }
  return {
    bills: changesOf(draft.tree.bills, draft.bills, goneBills),
    documents: changesOf(draft.tree.documents, draft.documents, goneDocuments),
    pages: changesOf(draft.tree.pages, draft.pages, new Set()),
  };
}

/** A bill that goes leaves its mark of paper to come with the bill that has its first page now: nobody took it off. */
function handOnPaper(draft: Draft, gone: ReadonlySet<BillId>): void {
  for (const id of gone) {
    const paperPending = draft.bills.get(id)?.paperPending ?? draft.tree.bills.get(id)?.paperPending ?? null;
    const [first] = documentsOf(draft.tree, id).flatMap((document) => pagesOf(draft.tree, document.id));
    if (paperPending === null || first === undefined) continue;
    const heir = documentIn(draft, pageIn(draft, first.id).documentId).billId;
    if (billIn(draft, heir).paperPending === null) setBill(draft, heir, { paperPending });
  }
}

function changesOf<R extends { readonly id: string }>(
  before: ReadonlyMap<R['id'], R>,
  after: ReadonlyMap<R['id'], R>,
  gone: ReadonlySet<R['id']>,
): Changes<R> {
  const added: R[] = [];
  const updated: FieldChange<R>[] = [];
  const removed: R[] = [];
  for (const [id, record] of after) {
    if (gone.has(id)) continue;
    const old = before.get(id);
    const change = old === undefined ? null : fieldChange(old, record);
    if (old === undefined) added.push(record);
    else if (change !== null) updated.push(change);
  }
  for (const id of gone) {
    const old = before.get(id);
    if (old !== undefined) removed.push(old);
  }
  return { added, updated, removed };
}

function documentList(draft: Draft, billId: BillId): DocumentId[] {
  const list = draft.documentLists.get(billId) ?? [...documentIdsIn(draft, billId)];
  draft.documentLists.set(billId, list);
  return list;
}

function pageList(draft: Draft, documentId: DocumentId): PageId[] {
  const list = draft.pageLists.get(documentId) ?? [...pageIdsIn(draft, documentId)];
  draft.pageLists.set(documentId, list);
  return list;
}

function known<R>(record: R | undefined, id: string): R {
  if (record === undefined) throw new Error(`no record ${id} in this tree`);
  return record;
}
