import type { ExpectedInvoice } from '../../domain/rules/expected.ts';
import { invoiceKeys } from '../../domain/rules/invoice-key.ts';
import type { Tx } from '../store/tables.ts';
import type { BillKey } from './bill-key.ts';

/** More would be too many parameters for one statement of PostgreSQL or SQLite. */
const keysPerStatement = 1000;

/**
 * Makes `expected` the invoices found under a bill number by their keys. Returns the bills that hold an invoice which is
 * now expected there and was not, or the other way round: what is said of them may be another thing now.
 */
export async function indexExpected(
  tx: Tx,
  billNumber: string,
  expected: readonly ExpectedInvoice[],
): Promise<readonly BillKey[]> {
  const rows = await tx
    .selectFrom('expected_key')
    .select('invoice_key')
    .where('bill_number', '=', billNumber)
    .execute();
  const before = new Set(rows.map((row) => row.invoice_key));
  const now = new Set(expected.flatMap(invoiceKeys));
  const gone = [...before].filter((key) => !now.has(key));
  const fresh = [...now].filter((key) => !before.has(key));
  for (const keys of inChunks(gone)) {
    await tx
      .deleteFrom('expected_key')
      .where('bill_number', '=', billNumber)
      .where('invoice_key', 'in', keys)
      .execute();
  }
  for (const keys of inChunks(fresh)) {
    await tx
      .insertInto('expected_key')
      .values(keys.map((invoice_key) => ({ invoice_key, bill_number: billNumber })))
      .execute();
  }
  return billsHolding(tx, [...gone, ...fresh]);
}

/** Under which other number each of these invoices is expected; of several the first in the order of numbers. */
export async function expectedElsewhere(
  tx: Tx,
  keys: readonly string[],
  billNumber: string,
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const part of inChunks(keys)) {
    const rows = await tx
      .selectFrom('expected_key')
      .selectAll()
      .where('invoice_key', 'in', part)
      .where('bill_number', '!=', billNumber)
      .orderBy('bill_number')
      .execute();
    for (const row of rows) if (!found.has(row.invoice_key)) found.set(row.invoice_key, row.bill_number);
  }
  return found;
}

/** Bills whose latest revision holds one of these invoices. */
export async function billsHolding(tx: Tx, keys: readonly string[]): Promise<readonly BillKey[]> {
  const bills = new Map<string, BillKey>();
  for (const part of inChunks(keys)) {
    const rows = await tx
      .selectFrom('scanned_invoice')
      .select(['station_id', 'bill_uuid'])
      .where('invoice_key', 'in', part)
      .execute();
    for (const { station_id: stationId, bill_uuid: billUuid } of rows)
      bills.set(`${stationId}/${billUuid}`, { stationId, billUuid });
  }
  return [...bills.values()];
}

function inChunks(keys: readonly string[]): readonly (readonly string[])[] {
  const count = Math.ceil(keys.length / keysPerStatement);
  return Array.from({ length: count }, (_, at) =>
    keys.slice(at * keysPerStatement, (at + 1) * keysPerStatement),
  );
}
