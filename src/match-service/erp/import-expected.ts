import type { z } from 'zod';
import type { expectedReply } from '../../contract/wire.ts';
import type { ExpectedInvoice } from '../../domain/rules/expected.ts';
import { settleBill } from '../matching/settle-bill.ts';
import { recordChange } from '../store/changes.ts';
import type { Db } from '../store/tables.ts';

/**
 * Makes the given invoices the ones expected under their bill numbers, all in one transaction, and matches the bills
 * of these numbers anew. Bill numbers not named keep what they have; equal content changes nothing.
 */
export async function importExpected(
  db: Db,
  invoices: readonly ExpectedInvoice[],
): Promise<z.infer<typeof expectedReply>> {
  const byNumber = Map.groupBy(invoices, (invoice) => invoice.billNumber);
  return db.transaction().execute(async (tx) => {
    let changed = 0;
    let rematched = 0;
    for (const [billNumber, expected] of byNumber) {
      const text = JSON.stringify(expected);
      const before = await tx
        .selectFrom('expected_bill')
        .select('invoices')
        .where('bill_number', '=', billNumber)
        .executeTakeFirst();
      if (before?.invoices === text) continue;
      changed += 1;
      await tx
        .insertInto('expected_bill')
        .values({ bill_number: billNumber, invoices: text })
        .onConflict((row) => row.column('bill_number').doUpdateSet({ invoices: text }))
        .execute();
      await recordChange(tx, '', { type: 'expected', billNumber, invoices: expected });
      const bills = await tx
        .selectFrom('bill')
        .select(['station_id', 'bill_uuid'])
        .where('bill_number', '=', billNumber)
        .execute();
      for (const bill of bills) {
        const isNew = await settleBill(tx, { stationId: bill.station_id, billUuid: bill.bill_uuid });
        if (isNew) rematched += 1;
      }
    }
    return { billNumbers: byNumber.size, changed, rematched };
  });
}
