import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { type DatabaseAddress, openEngine } from './engine.ts';
import { migrations } from './migrations.ts';
import { refuseMoved } from './moved-store.ts';
import type { Db, Tx } from './tables.ts';

/** Opens and migrates the store a service is to run on. Throws as `openStore` does, and where no service may run on it. */
export async function openDatabase(address: DatabaseAddress): Promise<Db> {
  const db = await openStore(address);
  try {
    await refuseMoved(db);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/**
 * Opens and migrates a store. Throws when it is damaged, unreachable, unwritable, or of a newer version.
 * Several instances may open one PostgreSQL database at once: one migrates, the others wait for it.
 */
export async function openStore(address: DatabaseAddress): Promise<Db> {
  const db = await openEngine(address);
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
      .values([
        { name: 'service-id', value: randomUUID() },
        { name: 'token-key', value: randomBytes(32).toString('base64url') },
      ])
      .onConflict((row) => row.doNothing())
      .execute();
    await assertDurable(db, address);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}

/** Asserted after a write: before the first one SQLite still reports the value of a fresh connection. */
async function assertDurable(db: Db, { engine }: DatabaseAddress): Promise<void> {
  if (engine === 'sqlite') {
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(db);
    if (rows[0]?.synchronous !== 2)
      throw new Error(`synchronous is ${String(rows[0]?.synchronous)}, want 2 (FULL)`);
    return;
  }
  const { rows } = await sql<{ synchronous_commit: string }>`show synchronous_commit`.execute(db);
  if (rows[0]?.synchronous_commit !== 'on')
    throw new Error(`synchronous_commit is ${rows[0]?.synchronous_commit}, want on`);
}

/** Name of this store, made once with it. */
export function readServiceId(db: Db | Tx): Promise<string> {
  return readFact(db, 'service-id');
}

/** What tokens of stations are derived with; useless without a token that is in force. */
export function readTokenKey(db: Db): Promise<string> {
  return readFact(db, 'token-key');
}

async function readFact(db: Db | Tx, name: 'service-id' | 'token-key'): Promise<string> {
  const row = await db
    .selectFrom('service_fact')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.value;
}
