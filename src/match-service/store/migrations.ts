import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/**
 * Append-only, by name, in steps of 10. SQLite gets no transaction around a migration from Kysely, so each must stand
 * being run again after it was cut in half.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0010-bills': { up: createBills },
};

async function createBills(db: Kysely<unknown>): Promise<void> {
  const create = (table: string) => db.schema.createTable(table).ifNotExists();
  await create('service_fact')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'text', (column) => column.notNull())
    .execute();
  await create('counter')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'bigint', (column) => column.notNull())
    .execute();
  await create('revision')
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('bill_uuid', 'text', (column) => column.notNull())
    .addColumn('n', 'bigint', (column) => column.notNull())
    .addColumn('bill_number', 'text', (column) => column.notNull())
    .addColumn('digest', 'text', (column) => column.notNull())
    .addColumn('manifest', 'text', (column) => column.notNull())
    .addColumn('receipt', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('revision_pk', ['station_id', 'bill_uuid', 'n'])
    .execute();
  await create('bill')
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('bill_uuid', 'text', (column) => column.notNull())
    .addColumn('bill_number', 'text', (column) => column.notNull())
    .addColumn('latest', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('bill_pk', ['station_id', 'bill_uuid'])
    .execute();
  await db.schema.createIndex('bill_by_number').ifNotExists().on('bill').column('bill_number').execute();
  await create('scanned_invoice')
    .addColumn('invoice_key', 'text', (column) => column.notNull())
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('bill_uuid', 'text', (column) => column.notNull())
    .addColumn('claim', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('scanned_invoice_pk', ['invoice_key', 'station_id', 'bill_uuid'])
    .execute();
  await db.schema
    .createIndex('scanned_invoice_by_bill')
    .ifNotExists()
    .on('scanned_invoice')
    .columns(['station_id', 'bill_uuid'])
    .execute();
  await create('expected_bill')
    .addColumn('bill_number', 'text', (column) => column.primaryKey())
    .addColumn('invoices', 'text', (column) => column.notNull())
    .execute();
  await create('change')
    .addColumn('seq', 'bigint', (column) => column.primaryKey())
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('subject', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addUniqueConstraint('change_subject', ['station_id', 'subject'])
    .execute();
  await db.schema
    .createIndex('change_by_station')
    .ifNotExists()
    .on('change')
    .columns(['station_id', 'seq'])
    .execute();
}
