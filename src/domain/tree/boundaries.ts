import type { BillId, DocumentId } from '../ids.ts';
import { isSilent } from '../rules/page-speech.ts';
import { type BillLine, type DocumentLine, isOpenedBy } from '../rules/separate.ts';
import { coverNumberOf } from './cover-number.ts';
import type { TreeDiff } from './diff.ts';
import {
  billIn,
  type Draft,
  documentIdsIn,
  documentIn,
  finish,
  pageIn,
  pagesIn,
  setDocument,
} from './draft.ts';

/**
 * Whether separation alone made the boundary before a bill: a cover nobody laid hands on opens it, and would open it
 * again. Only such a boundary may go when something else is read.
 */
export function isSoft(draft: Draft, billId: BillId, previousId: BillId | undefined): boolean {
  const head = freeHead(draft, billId, previousId);
  return head !== null && previousId !== undefined && isOpenedBy(head, billLine(draft, previousId));
}

/** Closes the draft of an edit. */
export function finishEdit(draft: Draft): TreeDiff {
  pinBoundaries(draft);
  return finish(draft);
}

/**
 * After an edit: where a cover no longer opens its bill by itself (two bills of one number came to lie side by side,
 * the bill before lost its content), the boundary is the person's from now on and stays whatever is read later.
 */
function pinBoundaries(draft: Draft): void {
  const touched = touchedBills(draft);
  const billIds = draft.billList.filter((id) => documentIdsIn(draft, id).length > 0);
  for (const [position, id] of billIds.entries()) {
    const previousId = billIds[position - 1];
    if (previousId === undefined || !(touched.has(id) || touched.has(previousId))) continue;
    const head = freeHead(draft, id, previousId);
    if (head === null || isOpenedBy(head, billLine(draft, previousId))) continue;
    setDocument(draft, head.id, { placedBy: 'manual' });
  }
}

export function billLine(draft: Draft, id: BillId): Omit<BillLine, 'isSoft'> {
  const { number, numberBy } = billIn(draft, id);
  const documents = documentIdsIn(draft, id).map((documentId) => documentLine(draft, documentId));
  return { id, number, numberBy, documents };
}

export function documentLine(draft: Draft, id: DocumentId): DocumentLine {
  return {
    id,
    coverNumber: coverNumberOf(draft, id),
    isFree: isFree(draft, id),
    isSilent: isSilent(pagesIn(draft, id)),
  };
}

/** Neither its kind nor its place was set by a person. */
export function isFree(draft: Draft, id: DocumentId): boolean {
  const document = documentIn(draft, id);
  return document.kindBy === 'auto' && document.placedBy === 'auto';
}

/** The free cover that gave an open bill behind another open bill its number, if that is how it begins. */
function freeHead(draft: Draft, billId: BillId, previousId: BillId | undefined): DocumentLine | null {
  if (previousId === undefined || billIn(draft, previousId).state === 'submitted') return null;
  const bill = billIn(draft, billId);
  const [headId] = documentIdsIn(draft, billId);
  if (headId === undefined || bill.state === 'submitted' || bill.numberBy === 'manual') return null;
  const head = documentLine(draft, headId);
  return head.isFree && head.coverNumber !== null && head.coverNumber === bill.number ? head : null;
}

/** Bills that changed, hold something that changed, or held it before, and those that lost their neighbour. */
function touchedBills(draft: Draft): ReadonlySet<BillId> {
  const touched = new Set<BillId>(draft.bills.keys());
  const documentIds = new Set<DocumentId>(draft.documents.keys());
  for (const id of draft.pages.keys()) documentIds.add(pageIn(draft, id).documentId);
  for (const id of documentIds) {
    touched.add(documentIn(draft, id).billId);
    const before = draft.tree.documents.get(id);
    if (before !== undefined) touched.add(before.billId);
  }
  for (const [position, id] of draft.billList.entries()) {
    const next = draft.billList[position + 1];
    if (next !== undefined && documentIdsIn(draft, id).length === 0) touched.add(next);
  }
  return touched;
}
