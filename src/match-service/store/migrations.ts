import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ExpectedInvoice } from '../../domain/rules/expected.ts';
import { invoiceKeys } from '../../domain/rules/invoice-key.ts';
import { createChecksAndLists } from './checks-and-lists.ts';
import { createEnrolments } from './enrolment-tables.ts';
import { createSchemeEditions } from './scheme-editions.ts';
import type { Tables } from './tables.ts';

/**
 * Append-only, by name, in steps of 10. SQLite gets no transaction around a migration from Kysely, so each must stand
 * being run again after it was cut in half.
 */
export const migrations: Readonly<Record<string, Migration>> = {
  '0010-bills': { up: createBills },
  '0020-hand-over': { up: createHandOver },
  '0050-expected-keys': { up: indexExpectedKeys },
  '0060-checks-and-lists': { up: createChecksAndLists },
  '0070-audit-heads': { up: createAuditHeads },
  '0080-enrolments': { up: createEnrolments },
  '0090-scheme-editions': { up: createSchemeEditions },
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

async function createHandOver(db: Kysely<unknown>): Promise<void> {
  const create = (table: string) => db.schema.createTable(table).ifNotExists();
  await create('announced_bill')
    .addColumn('bill_number', 'text', (column) => column.primaryKey())
    .addColumn('bill_type', 'text')
    .addColumn('erp_bill_id', 'text')
    .execute();
  await create('hand_over')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('bill_uuid', 'text', (column) => column.notNull())
    .addColumn('n', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('attempt', 'bigint', (column) => column.notNull())
    .addColumn('asks', 'bigint', (column) => column.notNull())
    .addColumn('next_at', 'bigint', (column) => column.notNull())
    .addColumn('lease', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('reference', 'text')
    .addColumn('results', 'text', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('hand_over_revision', ['station_id', 'bill_uuid', 'n'])
    .execute();
  await db.schema
    .createIndex('hand_over_due')
    .ifNotExists()
    .on('hand_over')
    .columns(['state', 'next_at'])
    .execute();
  await create('hand_over_note')
    .addColumn('hand_over_id', 'text', (column) => column.notNull())
    .addColumn('step', 'text', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('hand_over_note_pk', ['hand_over_id', 'step'])
    .execute();
}

/** Which bill number expects which invoice, by every key; filled from what is expected already. */
async function indexExpectedKeys(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('expected_key')
    .ifNotExists()
    .addColumn('invoice_key', 'text', (column) => column.notNull())
    .addColumn('bill_number', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('expected_key_pk', ['invoice_key', 'bill_number'])
    .execute();
  await db.schema
    .createIndex('expected_key_by_bill')
    .ifNotExists()
    .on('expected_key')
    .column('bill_number')
    .execute();
  const bills = await db.selectFrom('expected_bill').selectAll().execute();
  for (const { bill_number, invoices } of bills) {
    const keys = new Set((JSON.parse(invoices) as ExpectedInvoice[]).flatMap(invoiceKeys));
    for (const invoice_key of keys) {
      await db
        .insertInto('expected_key')
        .values({ invoice_key, bill_number })
        .onConflict((row) => row.doNothing())
        .execute();
    }
  }
}

/** What each station told of its audit trail, and what did not fit. */
async function createAuditHeads(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('audit_head')
    .ifNotExists()
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('entry', 'bigint', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('station_seq', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_head_pk', ['station_id', 'entry'])
    .execute();
  await db.schema
    .createTable('audit_break')
    .ifNotExists()
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('bill_uuid', 'text', (column) => column.notNull())
    .addColumn('n', 'bigint', (column) => column.notNull())
    .addColumn('found_at', 'bigint', (column) => column.notNull())
    .addColumn('why', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_break_pk', ['station_id', 'bill_uuid', 'n'])
    .execute();
}
