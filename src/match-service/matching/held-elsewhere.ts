import type { Manifest } from '../../contract/wire.ts';
import type { HeldInvoice } from '../../domain/rules/expected.ts';
import { invoiceKeys } from '../../domain/rules/invoice-key.ts';
import type { Tx } from '../store/tables.ts';
import type { BillKey } from './bill-key.ts';

/**
 * Invoices of this bill that another bill's latest revision held before it, by key: in which bill, in which form and
 * with which fields. The bill that held it first is named.
 */
export async function heldElsewhere(
  tx: Tx,
  { stationId, billUuid }: BillKey,
): Promise<ReadonlyMap<string, HeldInvoice>> {
  const rows = await tx
    .selectFrom('scanned_invoice as own')
    .innerJoin('scanned_invoice as other', (join) =>
      join.onRef('other.invoice_key', '=', 'own.invoice_key').onRef('other.claim', '<', 'own.claim'),
    )
    .select(['own.invoice_key', 'other.station_id', 'other.bill_uuid'])
    .where('own.station_id', '=', stationId)
    .where('own.bill_uuid', '=', billUuid)
    .orderBy('other.claim')
    .execute();
  const held = new Map<string, HeldInvoice>();
  const manifests = new Map<string, Manifest>();
  for (const { invoice_key: key, station_id, bill_uuid } of rows) {
    if (held.has(key)) continue;
    const name = `${station_id}/${bill_uuid}`;
    const manifest =
      manifests.get(name) ?? (await latestManifest(tx, { stationId: station_id, billUuid: bill_uuid }));
    manifests.set(name, manifest);
    held.set(key, heldIn(manifest, key));
  }
  return held;
}

/** The latest revision of a bill, as it was taken. */
async function latestManifest(tx: Tx, { stationId, billUuid }: BillKey): Promise<Manifest> {
  const { manifest } = await tx
    .selectFrom('revision')
    .select('manifest')
    .where('station_id', '=', stationId)
    .where('bill_uuid', '=', billUuid)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
  return JSON.parse(manifest) as Manifest;
}

function heldIn({ billNumber, documents }: Manifest, key: string): HeldInvoice {
  for (const { form = null, invoices } of documents) {
    const invoice = invoices.find((one) => invoiceKeys(one).includes(key));
    if (invoice !== undefined) return { billNumber, form, invoice };
  }
  return { billNumber, form: null, invoice: null };
}
