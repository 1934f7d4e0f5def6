import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations.ts';
import type { Db, Tables } from './tables.ts';

/** Opens and migrates the service's SQLite file. Throws when it is damaged, unwritable, or of a newer version. */
export async function openDatabase(path: string): Promise<Db> {
  const sqlite = new Database(path);
  try {
    sqlite.pragma('journal_mode = WAL');
    // The setting belongs to the connection, and this build's default for WAL would be NORMAL.
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    sqlite.pragma('busy_timeout = 5000');
    sqlite.pragma('trusted_schema = OFF');
  } catch (error) {
    sqlite.close();
    throw error;
  }
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: sqlite }) });
  try {
    const { error } = await new Migrator({
      db,
      provider: { getMigrations: async () => migrations },
    }).migrateToLatest();
    if (error !== undefined) throw error;
    await db
      .insertInto('counter')
      .values({ name: 'order', value: 0 })
      .onConflict((row) => row.doNothing())
      .execute();
    await db
      .insertInto('service_fact')
      .values({ name: 'service-id', value: randomUUID() })
      .onConflict((row) => row.doNothing())
      .execute();
    // Asserted after a write: before the first one SQLite still reports the value of a fresh connection.
    const synchronous = sqlite.pragma('synchronous', { simple: true });
    if (synchronous !== 2) throw new Error(`synchronous is ${String(synchronous)}, want 2 (FULL)`);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** Name of this store, made once with it. */
export async function readServiceId(db: Db): Promise<string> {
  const row = await db
    .selectFrom('service_fact')
    .select('value')
    .where('name', '=', 'service-id')
    .executeTakeFirstOrThrow();
  return row.value;
}
