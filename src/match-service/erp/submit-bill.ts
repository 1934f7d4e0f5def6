import type { BillState, SubmitRequest } from '../../contract/wire.ts';
import type { BillKey } from '../matching/bill-key.ts';
import { keptState } from '../matching/kept-state.ts';
import { settleBill } from '../matching/settle-bill.ts';
import type { StoreClock } from '../store/store-clock.ts';
import type { Db, Tables } from '../store/tables.ts';
import { writing } from '../store/writing.ts';
import { fateOf } from './plan-hand-over.ts';

export type SubmitAnswer =
  | { readonly type: 'taken'; readonly state: BillState }
  | { readonly type: 'unknown-bill' }
  | { readonly type: 'other-revision'; readonly latest: number }
  | { readonly type: 'not-matched'; readonly detail: string };

/**
 * A person wants this revision in the ERP: one that waits for it, or one that failed and is to be tried again. Said twice
 * it is done once; one that is under way or through stays as it is, and so does one that went another way since he saw it.
 */
export async function submitBill(
  db: Db,
  clock: StoreClock,
  bill: BillKey & SubmitRequest,
): Promise<SubmitAnswer> {
  return writing(db, async (tx) => {
    const state = await keptState(tx, bill);
    if (state === null) return { type: 'unknown-bill' };
    if (state.latestRevision !== bill.revision)
      return { type: 'other-revision', latest: state.latestRevision };
    const row = await tx
      .selectFrom('hand_over')
      .select(['id', 'state', 'attempt', 'asks'])
      .where('station_id', '=', bill.stationId)
      .where('bill_uuid', '=', bill.billUuid)
      .where('n', '=', bill.revision)
      .executeTakeFirst();
    if (state.returned !== null)
      return { type: 'not-matched', detail: 'the bill was sent back: scan it again' };
    if (row === undefined) {
      const detail =
        state.outcome === 'matched' ? 'this service has no ERP' : 'not everything of the bill is matched';
      return { type: 'not-matched', detail };
    }
    if ((row.state === 'waiting' || row.state === 'failed') && isAsSeen(row, bill.seen)) {
      const changed_at = await clock(tx);
      await tx
        .updateTable('hand_over')
        .set({ state: 'queued', next_at: 0, asks: 0, reason: null, lease: '', changed_at })
        .where('id', '=', row.id)
        .execute();
      await settleBill(tx, bill);
    }
    return { type: 'taken', state: (await keptState(tx, bill)) ?? state };
  });
}

function isAsSeen(
  row: Pick<Tables['hand_over'], 'id' | 'state' | 'attempt' | 'asks'>,
  seen: SubmitRequest['seen'],
): boolean {
  if (seen === undefined) return true;
  return row.id === seen.id && Number(row.attempt) === seen.attempt && fateOf(row) === seen.fate;
}
