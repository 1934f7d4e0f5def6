import type { Kysely } from 'kysely';
import { billState, type Manifest } from '../../contract/wire.ts';
import { lineOf, rowOf } from '../matching/bill-line.ts';
import type { Tables } from './tables.ts';

/** Manual checks, returns, and the lists over all bills, the last filled from what is there. Can be run again. */
export async function createChecksAndLists(db: Kysely<Tables>): Promise<void> {
  await createChecks(db);
  const create = (table: 'bill_return' | 'bill_line') => db.schema.createTable(table).ifNotExists();
  await create('bill_return')
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('bill_uuid', 'text', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('operator', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('pages', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('bill_return_pk', ['station_id', 'bill_uuid', 'revision'])
    .execute();
  await create('bill_line')
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('bill_uuid', 'text', (column) => column.notNull())
    .addColumn('bill_number', 'text', (column) => column.notNull())
    .addColumn('batch', 'text', (column) => column.notNull())
    .addColumn('operator', 'text', (column) => column.notNull())
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('line', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('bill_line_pk', ['station_id', 'bill_uuid'])
    .execute();
  for (const column of ['received_at', 'bill_number', 'operator', 'state'] as const)
    await db.schema
      .createIndex(`bill_line_by_${column}`)
      .ifNotExists()
      .on('bill_line')
      .columns([column, 'station_id', 'bill_uuid'])
      .execute();
  await fillLines(db);
}

async function createChecks(db: Kysely<Tables>): Promise<void> {
  await db.schema
    .createTable('manual_check')
    .ifNotExists()
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('bill_uuid', 'text', (column) => column.notNull())
    .addColumn('decision_id', 'text', (column) => column.notNull())
    .addColumn('made', 'bigint', (column) => column.notNull())
    .addColumn('revision', 'bigint', (column) => column.notNull())
    .addColumn('content', 'text', (column) => column.notNull())
    .addColumn('invoice_number', 'text', (column) => column.notNull())
    .addColumn('about', 'text', (column) => column.notNull())
    .addColumn('operator', 'text', (column) => column.notNull())
    .addColumn('made_at', 'bigint', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('ended_by', 'text')
    .addColumn('ended_at', 'bigint')
    .addColumn('ended_why', 'text')
    .addColumn('ended_revision', 'bigint')
    .addPrimaryKeyConstraint('manual_check_pk', ['station_id', 'bill_uuid', 'decision_id'])
    .execute();
}

async function fillLines(db: Kysely<Tables>): Promise<void> {
  const bills = await db.selectFrom('bill').selectAll().execute();
  for (const { station_id, bill_uuid, latest, state } of bills) {
    const { manifest } = await db
      .selectFrom('revision')
      .select('manifest')
      .where('station_id', '=', station_id)
      .where('bill_uuid', '=', bill_uuid)
      .where('n', '=', latest)
      .executeTakeFirstOrThrow();
    const known = billState.parse(JSON.parse(state));
    const row = rowOf(lineOf(station_id, JSON.parse(manifest) as Manifest, known));
    await db
      .insertInto('bill_line')
      .values(row)
      .onConflict((line) => line.columns(['station_id', 'bill_uuid']).doNothing())
      .execute();
  }
}
