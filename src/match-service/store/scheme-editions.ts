import type { Kysely } from 'kysely';
import { schemeBook } from '../../contract/matching-shapes.ts';
import { keptTypeOf } from '../../domain/rules/scheme.ts';
import { lastChange } from './changes.ts';
import type { Db, Tables } from './tables.ts';

/**
 * Every book of schemes, and the type of each bill. A book from before came by `PUT /v1/schemes` and is the ERP's; bills
 * have the types it gives them. Can be run again.
 */
export async function createSchemeEditions(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('scheme_edition')
    .ifNotExists()
    .addColumn('revision', 'bigint', (column) => column.primaryKey())
    .addColumn('kept_by', 'text', (column) => column.notNull())
    .addColumn('operator', 'text', (column) => column.notNull())
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('kept_at', 'bigint', (column) => column.notNull())
    .addColumn('book', 'text', (column) => column.notNull())
    .execute();
  await db.schema
    .createTable('typed_bill')
    .ifNotExists()
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('bill_uuid', 'text', (column) => column.notNull())
    .addColumn('bill_type', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('typed_bill_pk', ['station_id', 'bill_uuid'])
    .execute();
  await db.schema
    .createIndex('typed_bill_by_type')
    .ifNotExists()
    .on('typed_bill')
    .column('bill_type')
    .execute();
  await fillFromBefore(db);
}

async function fillFromBefore(db: Db): Promise<void> {
  const told = await lastChange(db, 'schemes');
  if (told?.type !== 'schemes') return;
  // As it was told it does not say what is active.
  const book = schemeBook.parse(told.book);
  await db
    .insertInto('scheme_edition')
    .values({
      revision: 1,
      kept_by: 'erp',
      operator: '',
      station_id: '',
      kept_at: 0,
      book: JSON.stringify(book),
    })
    .onConflict((row) => row.doNothing())
    .execute();
  const bills = await db
    .selectFrom('bill')
    .leftJoin('announced_bill', 'announced_bill.bill_number', 'bill.bill_number')
    .select(['bill.station_id', 'bill.bill_uuid', 'bill.bill_number', 'announced_bill.bill_type'])
    .execute();
  for (const { station_id, bill_uuid, bill_number, bill_type } of bills) {
    const type = keptTypeOf(book, { number: bill_number, announced: bill_type, had: null });
    if (type === null) continue;
    await db
      .insertInto('typed_bill')
      .values({ station_id, bill_uuid, bill_type: type.code })
      .onConflict((row) => row.doNothing())
      .execute();
  }
}
