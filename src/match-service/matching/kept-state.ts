import { type BillState, billState } from '../../contract/wire.ts';
import type { Tx } from '../store/tables.ts';
import type { BillKey } from './bill-key.ts';

/** How a bill stands as it was settled last; null: no revision of it is here. */
export async function keptState(tx: Tx, { stationId, billUuid }: BillKey): Promise<BillState | null> {
  const row = await tx
    .selectFrom('bill')
    .select('state')
    .where('station_id', '=', stationId)
    .where('bill_uuid', '=', billUuid)
    .executeTakeFirst();
  return row === undefined ? null : billState.parse(JSON.parse(row.state));
}
