import type { z } from 'zod';
import type { expectedReply } from '../../contract/wire.ts';
import type { ExpectedInvoice } from '../../domain/rules/expected.ts';
import type { BillKey } from '../matching/bill-key.ts';
import { indexExpected } from '../matching/expected-index.ts';
import { settleBill } from '../matching/settle-bill.ts';
import { recordChange } from '../store/changes.ts';
import type { Db, Tx } from '../store/tables.ts';
import { writing } from '../store/writing.ts';

/** What the ERP announces under one bill number. Without `announced` what it said before of the bill itself stays. */
export interface BillToExpect {
  readonly billNumber: string;
  readonly invoices: readonly ExpectedInvoice[];
  readonly announced: { readonly billType: string | null; readonly erpBillId: string | null } | null;
}

/** The bills that a plain list of expected invoices speaks of. */
export function billsOf(invoices: readonly ExpectedInvoice[]): readonly BillToExpect[] {
  return [...Map.groupBy(invoices, (invoice) => invoice.billNumber)].map(([billNumber, expected]) => ({
    billNumber,
    invoices: expected,
    announced: null,
  }));
}

/**
 * Makes the given invoices the ones expected under their bill numbers, all in one transaction, and matches the bills
 * of these numbers anew. Bill numbers not named keep what they have; equal content changes nothing.
 */
export async function importExpected(
  db: Db,
  bills: readonly BillToExpect[],
): Promise<z.infer<typeof expectedReply>> {
  return writing(db, async (tx) => {
    let changed = 0;
    let rematched = 0;
    for (const bill of bills) {
      const isAnnounced = await announce(tx, bill);
      const isExpected = await expect(tx, bill);
      if (!isAnnounced && !isExpected) continue;
      changed += 1;
      const holding = isExpected ? await indexExpected(tx, bill.billNumber, bill.invoices) : [];
      const scanned = await tx
        .selectFrom('bill')
        .select(['station_id', 'bill_uuid'])
        .where('bill_number', '=', bill.billNumber)
        .execute();
      const bills = scanned.map((row) => ({ stationId: row.station_id, billUuid: row.bill_uuid }));
      const isOwn = (one: BillKey) =>
        bills.some((own) => own.stationId === one.stationId && own.billUuid === one.billUuid);
      for (const one of [...bills, ...holding.filter((other) => !isOwn(other))])
        if (await settleBill(tx, one)) rematched += 1;
    }
    return { billNumbers: bills.length, changed, rematched };
  });
}

/** Returns whether that was news. */
async function announce(tx: Tx, { billNumber, announced }: BillToExpect): Promise<boolean> {
  if (announced === null) return false;
  const row = { bill_type: announced.billType, erp_bill_id: announced.erpBillId };
  const before = await tx
    .selectFrom('announced_bill')
    .selectAll()
    .where('bill_number', '=', billNumber)
    .executeTakeFirst();
  if (before?.bill_type === row.bill_type && before.erp_bill_id === row.erp_bill_id) return false;
  await tx
    .insertInto('announced_bill')
    .values({ bill_number: billNumber, ...row })
    .onConflict((conflict) => conflict.column('bill_number').doUpdateSet(row))
    .execute();
  return true;
}

/** Returns whether that was news. */
async function expect(tx: Tx, { billNumber, invoices }: BillToExpect): Promise<boolean> {
  const text = JSON.stringify(invoices);
  const before = await tx
    .selectFrom('expected_bill')
    .select('invoices')
    .where('bill_number', '=', billNumber)
    .executeTakeFirst();
  if (before?.invoices === text) return false;
  await tx
    .insertInto('expected_bill')
    .values({ bill_number: billNumber, invoices: text })
    .onConflict((row) => row.column('bill_number').doUpdateSet({ invoices: text }))
    .execute();
  await recordChange(tx, '', { type: 'expected', billNumber, invoices: [...invoices] });
  return true;
}

/**
 * Expected no more, as if nobody had ever told of them: bills of which exactly these invoices are expected. What was told
 * of a bill since stays.
 */
export async function withdrawExpected(db: Db, bills: readonly BillToExpect[]): Promise<void> {
  await writing(db, async (tx) => {
    for (const { billNumber, invoices } of bills) {
      const gone = await tx
        .deleteFrom('expected_bill')
        .where('bill_number', '=', billNumber)
        .where('invoices', '=', JSON.stringify(invoices))
        .executeTakeFirst();
      if (gone.numDeletedRows === 0n) continue;
      await indexExpected(tx, billNumber, []);
      await recordChange(tx, '', { type: 'expected', billNumber, invoices: [] });
    }
  });
}
