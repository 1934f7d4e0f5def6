import type { Kysely } from 'kysely';

/** Stations with tokens of their own, the codes they got them by, and what was done about them. */
export async function createEnrolments(db: Kysely<unknown>): Promise<void> {
  const create = (table: string) => db.schema.createTable(table).ifNotExists();
  await create('enrolment_code')
    .addColumn('code_hash', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .addColumn('enrolment_id', 'text')
    .execute();
  await create('enrolment')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('station_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('enrolled_at', 'bigint', (column) => column.notNull())
    .addColumn('seen_at', 'bigint', (column) => column.notNull())
    .addColumn('generation', 'bigint', (column) => column.notNull())
    .addColumn('refresh_hash', 'text', (column) => column.notNull())
    .addColumn('access_hash', 'text', (column) => column.notNull())
    .addColumn('access_until', 'bigint', (column) => column.notNull())
    .addColumn('used_at', 'bigint')
    .addColumn('ended_at', 'bigint')
    .addColumn('ended_why', 'text')
    .execute();
  for (const column of ['station_id', 'name'])
    await db.schema
      .createIndex(`enrolment_by_${column}`)
      .ifNotExists()
      .on('enrolment')
      .columns([column, 'ended_at'])
      .execute();
  await create('enrolment_event')
    .addColumn('seq', 'bigint', (column) => column.primaryKey())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('station_id', 'text')
    .addColumn('asked_by', 'text')
    .execute();
}
