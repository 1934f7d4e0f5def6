import type { BillId, DocumentId } from '../ids.ts';
import { speechOf } from '../rules/page-speech.ts';
import { billIn, type Draft, documentIn, pagesIn, setBill } from './draft.ts';

/** A bill without number takes the one read on the first cover among these documents of it. */
export function takeCoverNumber(draft: Draft, billId: BillId, candidates: readonly DocumentId[]): void {
  if (billIn(draft, billId).number !== null) return;
  for (const id of candidates) {
    const number = coverNumberOf(draft, id);
    if (number === null) continue;
    setBill(draft, billId, { number, numberBy: 'auto' });
    return;
  }
}

/** The number read on a document if it is a cover. */
export function coverNumberOf(draft: Draft, documentId: DocumentId): string | null {
  if (documentIn(draft, documentId).kind !== 'cover') return null;
  return speechOf(pagesIn(draft, documentId)).billNumber;
}
