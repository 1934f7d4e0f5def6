import type { BillState, Manifest, Receipt } from '../../contract/wire.ts';
import type { ExpectedInvoice } from '../../domain/rules/expected.ts';
import { recordChange } from '../store/changes.ts';
import type { Tx } from '../store/tables.ts';
import { judge } from './judge.ts';

export interface BillKey {
  readonly stationId: string;
  readonly billUuid: string;
}

/**
 * Matches the latest revision of a bill with what is known now, and records the change if its state is another than
 * before. Returns whether it was.
 */
export async function settleBill(tx: Tx, { stationId, billUuid }: BillKey): Promise<boolean> {
  const latest = await tx
    .selectFrom('revision')
    .selectAll()
    .where('station_id', '=', stationId)
    .where('bill_uuid', '=', billUuid)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  const manifest = JSON.parse(latest.manifest) as Manifest;
  const expected = await tx
    .selectFrom('expected_bill')
    .select('invoices')
    .where('bill_number', '=', latest.bill_number)
    .executeTakeFirst();
  const verdict = judge(
    expected === undefined ? null : (JSON.parse(expected.invoices) as ExpectedInvoice[]),
    manifest.documents,
    await keysOwnedElsewhere(tx, { stationId, billUuid }),
  );
  const state: BillState = {
    billUuid,
    latestRevision: Number(latest.n),
    digest: latest.digest,
    receipt: JSON.parse(latest.receipt) as Receipt,
    ...verdict,
  };
  const text = JSON.stringify(state);
  const before = await tx
    .selectFrom('bill')
    .select('state')
    .where('station_id', '=', stationId)
    .where('bill_uuid', '=', billUuid)
    .executeTakeFirst();
  if (before?.state === text) return false;
  const row = { bill_number: latest.bill_number, latest: latest.n, state: text };
  await tx
    .insertInto('bill')
    .values({ station_id: stationId, bill_uuid: billUuid, ...row })
    .onConflict((bill) => bill.columns(['station_id', 'bill_uuid']).doUpdateSet(row))
    .execute();
  await recordChange(tx, stationId, { type: 'bill', state });
  return true;
}

/** Invoices of this bill that another bill's latest revision held before it. */
async function keysOwnedElsewhere(tx: Tx, { stationId, billUuid }: BillKey): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('scanned_invoice as own')
    .innerJoin('scanned_invoice as other', (join) =>
      join.onRef('other.invoice_key', '=', 'own.invoice_key').onRef('other.claim', '<', 'own.claim'),
    )
    .select('own.invoice_key')
    .where('own.station_id', '=', stationId)
    .where('own.bill_uuid', '=', billUuid)
    .execute();
  return new Set(rows.map((row) => row.invoice_key));
}
