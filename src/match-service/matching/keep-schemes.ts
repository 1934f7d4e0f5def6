import type { z } from 'zod';
import type { BillState, schemesReply } from '../../contract/wire.ts';
import type { SchemeBook } from '../../domain/rules/scheme.ts';
import { recordChange } from '../store/changes.ts';
import type { Db } from '../store/tables.ts';
import { writing } from '../store/writing.ts';
import { readSchemes, schemeFor } from './schemes.ts';
import { settleBill } from './settle-bill.ts';

/**
 * Makes the book the one of all stations. Bills that do not match yet and now have another scheme are matched anew, and so
 * are those that wait for a person to submit them: they may go by themselves now. What is on its way to the ERP stays. An equal book changes nothing.
 */
export async function keepSchemes(db: Db, book: SchemeBook): Promise<z.infer<typeof schemesReply>> {
  return writing(db, async (tx) => {
    const before = await readSchemes(tx);
    const counts = { schemes: book.schemes.length, billTypes: book.billTypes.length };
    if (JSON.stringify(before) === JSON.stringify(book)) return { ...counts, isChanged: false, rematched: 0 };
    await recordChange(tx, '', { type: 'schemes', book });
    const bills = await tx.selectFrom('bill').selectAll().execute();
    let rematched = 0;
    for (const { bill_number, station_id, bill_uuid, state } of bills) {
      const { outcome, handOver } = JSON.parse(state) as BillState;
      if (outcome === 'matched' && handOver?.state !== 'waiting') continue;
      const [former, latter] = [
        await schemeFor(tx, before, bill_number),
        await schemeFor(tx, book, bill_number),
      ];
      if (JSON.stringify(former) === JSON.stringify(latter)) continue;
      if (await settleBill(tx, { stationId: station_id, billUuid: bill_uuid })) rematched += 1;
    }
    return { ...counts, isChanged: true, rematched };
  });
}
