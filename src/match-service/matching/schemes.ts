import { emptySchemeBook, type Scheme, type SchemeBook, schemeOf } from '../../domain/rules/scheme.ts';
import { lastChange } from '../store/changes.ts';
import type { Db, Tx } from '../store/tables.ts';

/** The schemes in force. */
export async function readSchemes(db: Db | Tx): Promise<SchemeBook> {
  const told = await lastChange(db, 'schemes');
  return told?.type === 'schemes' ? told.book : emptySchemeBook;
}

/**
 * The scheme of a bill: that of the type the ERP announced it with, else of the type its number speaks of. Null where
 * nobody gave one: then it is compared as usual and waits for a person.
 */
export async function schemeFor(tx: Tx, book: SchemeBook, billNumber: string): Promise<Scheme | null> {
  const announced = await tx
    .selectFrom('announced_bill')
    .select('bill_type')
    .where('bill_number', '=', billNumber)
    .executeTakeFirst();
  const type = book.billTypes.find(({ code }) => code === announced?.bill_type);
  return type === undefined
    ? schemeOf(book, billNumber)
    : (book.schemes.find(({ code }) => code === type.schemeCode) ?? null);
}
