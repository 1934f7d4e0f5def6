import { nextOrder } from '../store/changes.ts';
import type { Tx } from '../store/tables.ts';
import type { BillKey } from './settle-bill.ts';

/**
 * Makes `keys` the invoices a bill holds. What it held before keeps its place in the order of claims. Returns the
 * other bills that hold an invoice this one let go: one of them may own it now.
 */
export async function claimInvoices(
  tx: Tx,
  bill: BillKey,
  keys: ReadonlySet<string>,
): Promise<readonly BillKey[]> {
  const held = await tx
    .selectFrom('scanned_invoice')
    .select('invoice_key')
    .where('station_id', '=', bill.stationId)
    .where('bill_uuid', '=', bill.billUuid)
    .execute();
  const heldKeys = new Set(held.map((row) => row.invoice_key));
  for (const key of keys) {
    if (heldKeys.has(key)) continue;
    await tx
      .insertInto('scanned_invoice')
      .values({
        invoice_key: key,
        station_id: bill.stationId,
        bill_uuid: bill.billUuid,
        claim: await nextOrder(tx),
      })
      .execute();
  }
  const others = new Map<string, BillKey>();
  for (const key of heldKeys) {
    if (keys.has(key)) continue;
    await tx
      .deleteFrom('scanned_invoice')
      .where('station_id', '=', bill.stationId)
      .where('bill_uuid', '=', bill.billUuid)
      .where('invoice_key', '=', key)
      .execute();
    const heirs = await tx
      .selectFrom('scanned_invoice')
      .select(['station_id', 'bill_uuid'])
      .where('invoice_key', '=', key)
      .execute();
    for (const heir of heirs) {
      others.set(`${heir.station_id}/${heir.bill_uuid}`, {
        stationId: heir.station_id,
        billUuid: heir.bill_uuid,
      });
    }
  }
  return [...others.values()];
}
