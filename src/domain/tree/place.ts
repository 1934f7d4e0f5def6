import type { BillId, IdSource } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { DomainError, Place } from './commands.ts';
import { billIn, type Draft, documentIdsIn, documentIn, insertBill } from './draft.ts';
import { openBill, openDocument } from './lookup.ts';
import type { Tree } from './records.ts';

/** A position among the documents of a bill. */
export interface Spot {
  readonly billId: BillId;
  readonly index: number;
}

/** Whether documents can be put there now; for asking before a scan starts. */
export function checkPlace(tree: Tree, place: Place): Result<null, DomainError> {
  if (place.at === 'tail') return ok(null);
  const found = place.at === 'bill-end' ? openBill(tree, place.billId) : openDocument(tree, place.documentId);
  return found.ok ? ok(null) : err(found.error);
}

/** The spot a checked place means in a draft. The tail opens a bill of its own where the last one is submitted or there is none. */
export function spotOf(draft: Draft, place: Place, ids: IdSource): Spot {
  switch (place.at) {
    case 'after':
    case 'before': {
      const { billId } = documentIn(draft, place.documentId);
      const index = documentIdsIn(draft, billId).indexOf(place.documentId);
      return { billId, index: place.at === 'after' ? index + 1 : index };
    }
    case 'bill-end':
      return { billId: place.billId, index: documentIdsIn(draft, place.billId).length };
    case 'tail': {
      const billId = tailBill(draft, ids);
      return { billId, index: documentIdsIn(draft, billId).length };
    }
  }
}

function tailBill(draft: Draft, ids: IdSource): BillId {
  const last = draft.billList.at(-1);
  if (last !== undefined && billIn(draft, last).state === 'open') return last;
  const id = ids('bill');
  const { batch } = draft.tree;
  const rank = draft.billList.length;
  insertBill(
    draft,
    { id, batchId: batch.id, rank, number: null, numberBy: 'auto', state: 'open', paperPending: null },
    rank,
  );
  return id;
}
