import type { BillReturn } from '../../contract/wire.ts';
import type { Tx } from '../store/tables.ts';
import type { BillKey } from './bill-key.ts';

/** Whether and why a revision was sent back. */
export async function returnOf(tx: Tx, bill: BillKey, revision: number): Promise<BillReturn | null> {
  const row = await tx
    .selectFrom('bill_return')
    .selectAll()
    .where('station_id', '=', bill.stationId)
    .where('bill_uuid', '=', bill.billUuid)
    .where('revision', '=', revision)
    .executeTakeFirst();
  if (row === undefined) return null;
  const pages = JSON.parse(row.pages) as BillReturn['pages'];
  return { revision, by: row.operator, at: Number(row.at), reason: row.reason, pages };
}
