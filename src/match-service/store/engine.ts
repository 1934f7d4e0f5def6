import Database from 'better-sqlite3';
import { CompiledQuery, Kysely, PostgresDialect, type SqliteDatabase, SqliteDialect, sql } from 'kysely';
import { Pool, types } from 'pg';
import type { Db, Tables } from './tables.ts';

/** Where the service keeps its rows: a SQLite file of its own, or a PostgreSQL database it may share with its like. */
export type DatabaseAddress =
  | { readonly engine: 'sqlite'; readonly path: string }
  | { readonly engine: 'postgres'; readonly url: string };

/** `postgres://...` as it is configured; null means the file in the service's folder. */
export function databaseAddress(url: string | null, path: string): DatabaseAddress {
  if (url === null || url === '') return { engine: 'sqlite', path };
  if (/^postgres(ql)?:\/\//.test(url)) return { engine: 'postgres', url };
  throw new Error('the database is neither empty (SQLite) nor an address postgres://...');
}

/** Opens the engine with the settings that make a commit durable. Throws when it is not usable; migrates nothing. */
export function openEngine(address: DatabaseAddress): Promise<Db> {
  return address.engine === 'sqlite' ? openSqlite(address.path) : openPostgres(address.url);
}

async function openSqlite(path: string): Promise<Db> {
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
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: rolledBackOnce(sqlite) }) });
}

/**
 * SQLite rolls back by itself what a full or failing disk broke off. The rollback that then comes from outside would fail, and
 * hide what happened behind its own failure.
 */
function rolledBackOnce(sqlite: Database.Database): SqliteDatabase {
  const nothing = 'select 1 where false';
  return {
    close: () => sqlite.close(),
    prepare: (source) => sqlite.prepare(source === 'rollback' && !sqlite.inTransaction ? nothing : source),
  };
}

const oldestPostgres = 150_000;
const bigint = 20;
const connectLimitMs = 10_000;
const connections = 10;

/** Settings of every connection. The limits free the one writing row when an instance stops in the middle. */
const postgresSettings = [
  'set synchronous_commit = on',
  "set lock_timeout = '10s'",
  "set statement_timeout = '60s'",
  "set idle_in_transaction_session_timeout = '60s'",
  "set default_transaction_isolation = 'read committed'",
  "set application_name = 'platen-match-service'",
].join('; ');

async function openPostgres(url: string): Promise<Db> {
  const pool = new Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: connectLimitMs,
    // Counters and epoch milliseconds: far below what a number holds exactly.
    types: {
      getTypeParser: ((oid: number, format?: 'text' | 'binary') =>
        oid === bigint ? Number : types.getTypeParser(oid, format as 'text')) as typeof types.getTypeParser,
    },
  });
  // A broken connection fails the query on it and is replaced. Its event is told twice, by the connection while it is in
  // use and by the pool while it is not; unheard, either would end the process.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<Tables>({
    dialect: new PostgresDialect({
      pool,
      onCreateConnection: async (connection) => {
        await connection.executeQuery(CompiledQuery.raw(postgresSettings));
      },
    }),
  });
  try {
    const { rows } = await sql<{ version: string; encoding: string; fsync: string; pages: string }>`
      select current_setting('server_version_num') as version, current_setting('server_encoding') as encoding,
        current_setting('fsync') as fsync, current_setting('full_page_writes') as pages`.execute(db);
    const found = rows[0];
    if (Number(found?.version) < oldestPostgres)
      throw new Error(`PostgreSQL ${found?.version} is too old, want 15 or newer`);
    if (found?.encoding !== 'UTF8') throw new Error(`the database is in ${found?.encoding}, want UTF8`);
    if (found.fsync !== 'on' || found.pages !== 'on')
      throw new Error('the PostgreSQL server runs without fsync or full_page_writes and would lose bills');
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
