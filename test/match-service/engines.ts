import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MatchService, MatchServiceOptions } from '../../src/match-service/server.ts';
import { databaseAddress } from '../../src/match-service/store/engine.ts';
import { openDatabase } from '../../src/match-service/store/open-database.ts';
import type { Db } from '../../src/match-service/store/tables.ts';
import { type PostgresServer, postgresPrograms, startPostgres } from './postgres-server.ts';
import { startService, tempFolder } from './service-caller.ts';

/** One of the two stores a suite runs on. A folder always means the same store. */
export interface Engine {
  readonly name: 'SQLite' | 'PostgreSQL';
  start(folder: string, more?: Partial<MatchServiceOptions>): Promise<MatchService>;
  open(folder: string): Promise<Db>;
  /** As the service takes it; null for the file in the folder. */
  databaseOf(folder: string): Promise<string | null>;
}

/** Runs the same tests on SQLite and on a real PostgreSQL. Without one they are skipped loudly, and fail under CI. */
export function onBothEngines(suite: string, tests: (engine: Engine) => void): void {
  describe(`${suite} on SQLite`, () => tests(engineOf('SQLite', async () => null)));
  onPostgres(suite, tests);
}

/** The PostgreSQL half alone. */
export function onPostgres(
  suite: string,
  tests: (engine: Engine, server: () => PostgresServer) => void,
): void {
  const name = `${suite} on PostgreSQL`;
  if (postgresPrograms === null) {
    process.stderr.write(`\n!! ${name}: SKIPPED, PostgreSQL is not installed (apt-get install postgresql)\n`);
    // Said loudly, and a failure where CI is set.
    const missing = process.env.CI ? it : it.skip;
    missing(`SVC-34 ${name}: PostgreSQL is installed`, () => expect(postgresPrograms).not.toBeNull());
    return;
  }
  describe(name, () => {
    let server: PostgresServer | null = null;
    const running = () => {
      if (server === null) throw new Error('PostgreSQL is not running');
      return server;
    };
    beforeAll(async () => {
      server = await startPostgres();
    }, 60_000);
    afterAll(() => server?.stop());
    tests(
      engineOf('PostgreSQL', () => running().createDatabase()),
      running,
    );
  });
}

function engineOf(name: Engine['name'], create: () => Promise<string | null>): Engine {
  const known = new Map<string, Promise<string | null>>();
  function databaseOf(folder: string) {
    const database = known.get(folder) ?? create();
    known.set(folder, database);
    return database;
  }
  return {
    name,
    databaseOf,
    async start(folder, more = {}) {
      return startService(folder, { database: await databaseOf(folder), ...more });
    },
    async open(folder) {
      return openDatabase(databaseAddress(await databaseOf(folder), join(folder, 'match-service.db')));
    },
  };
}

/** A fresh store's folder and its service. */
export async function startFresh(
  engine: Engine,
  more: Partial<MatchServiceOptions> = {},
): Promise<MatchService> {
  return engine.start(await tempFolder(), more);
}
