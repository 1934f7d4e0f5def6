import type { z } from 'zod';
import type { BillState, returnRequest } from '../../contract/wire.ts';
import type { StoreClock } from '../store/store-clock.ts';
import type { Db } from '../store/tables.ts';
import { writing } from '../store/writing.ts';
import type { BillKey } from './bill-key.ts';
import { keptState } from './kept-state.ts';
import { settleBill } from './settle-bill.ts';

export type ReturnAnswer =
  | { readonly type: 'taken'; readonly state: BillState }
  | { readonly type: 'unknown-bill' }
  | { readonly type: 'other-revision'; readonly latest: number };

/** Sends the latest revision of a bill back for re-scan (退扫). The first word counts: said again it changes nothing. */
export async function returnBill(
  db: Db,
  clock: StoreClock,
  bill: BillKey & z.output<typeof returnRequest>,
): Promise<ReturnAnswer> {
  return writing(db, async (tx) => {
    const state = await keptState(tx, bill);
    if (state === null) return { type: 'unknown-bill' };
    if (state.latestRevision !== bill.revision)
      return { type: 'other-revision', latest: state.latestRevision };
    await tx
      .insertInto('bill_return')
      .values({
        station_id: bill.stationId,
        bill_uuid: bill.billUuid,
        revision: bill.revision,
        operator: bill.by,
        at: await clock(tx),
        reason: bill.reason,
        pages: JSON.stringify(bill.pages),
      })
      .onConflict((row) => row.columns(['station_id', 'bill_uuid', 'revision']).doNothing())
      .execute();
    await settleBill(tx, bill);
    return { type: 'taken', state: (await keptState(tx, bill)) ?? state };
  });
}
