import { schemeBook } from '../../contract/matching-shapes.ts';
import { type BillType, emptySchemeBook, keptTypeOf, type SchemeBook } from '../../domain/rules/scheme.ts';
import { lastChange } from '../store/changes.ts';
import type { Db, Tx } from '../store/tables.ts';
import type { BillKey } from './bill-key.ts';

/** The schemes in force. */
export async function readSchemes(db: Db | Tx): Promise<SchemeBook> {
  const told = await lastChange(db, 'schemes');
  return told?.type === 'schemes' ? schemeBook.parse(told.book) : emptySchemeBook;
}

/**
 * The type of a bill: the one the ERP announced it with, else the one its number speaks of; a retired one if it had it.
 * Null where nobody gave one: then it is compared as usual and waits for a person.
 */
export async function typeFor(
  tx: Tx,
  book: SchemeBook,
  { stationId, billUuid }: BillKey,
  billNumber: string,
): Promise<BillType | null> {
  const announced = await tx
    .selectFrom('announced_bill')
    .select('bill_type')
    .where('bill_number', '=', billNumber)
    .executeTakeFirst();
  const typed = await tx
    .selectFrom('typed_bill')
    .select('bill_type')
    .where('station_id', '=', stationId)
    .where('bill_uuid', '=', billUuid)
    .executeTakeFirst();
  return keptTypeOf(book, {
    number: billNumber,
    announced: announced?.bill_type ?? null,
    had: typed?.bill_type ?? null,
  });
}

/** The bill was judged by this type. One that has none any more still had it: what it names is not removed. */
export async function keepType(
  tx: Tx,
  { stationId, billUuid }: BillKey,
  type: BillType | null,
): Promise<void> {
  if (type === null) return;
  await tx
    .insertInto('typed_bill')
    .values({ station_id: stationId, bill_uuid: billUuid, bill_type: type.code })
    .onConflict((row) => row.columns(['station_id', 'bill_uuid']).doUpdateSet({ bill_type: type.code }))
    .execute();
}
