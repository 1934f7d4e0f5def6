import { nextOrder } from '../store/changes.ts';
import type { Tx } from '../store/tables.ts';
import type { BillKey } from './bill-key.ts';
import { billsHolding } from './expected-index.ts';

/**
 * Makes `keys` the invoices a bill holds. What it held before keeps its place in the order of claims. Returns the
 * other bills that hold an invoice this one held before: one of them may own it now, or names this bill as its holder.
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
  for (const key of heldKeys) {
    if (keys.has(key)) continue;
    await tx
      .deleteFrom('scanned_invoice')
      .where('station_id', '=', bill.stationId)
      .where('bill_uuid', '=', bill.billUuid)
      .where('invoice_key', '=', key)
      .execute();
  }
  const sharing = await billsHolding(tx, [...heldKeys]);
  return sharing.filter(
    ({ stationId, billUuid }) => stationId !== bill.stationId || billUuid !== bill.billUuid,
  );
}
