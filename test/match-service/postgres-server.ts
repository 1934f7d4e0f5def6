import { execFileSync, spawn } from 'node:child_process';
import { chownSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort } from './free-port.ts';

/** Folder of Debian's PostgreSQL programs, newest version; null where there is none. */
export const postgresPrograms: string | null =
  globSync('/usr/lib/postgresql/*/bin/postgres')
    .sort((a, b) => versionOf(a) - versionOf(b))
    .at(-1)
    ?.replace(/\/postgres$/, '') ?? null;

export interface PostgresServer {
  /** Address of a new empty database. */
  createDatabase(): Promise<string>;
  /** Kills the server as a power cut would (SIGQUIT, no clean shutdown) and starts it again on the same port. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** A real PostgreSQL server in a temporary folder on a free port, by a user that is not root: it refuses root. */
export async function startPostgres(): Promise<PostgresServer> {
  const programs = postgresPrograms;
  if (programs === null)
    throw new Error('PostgreSQL is not installed: npm run setup, or apt-get install postgresql');
  const nobody = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : null;
  const owner = nobody ?? {};
  const folder = mkdtempSync(join(tmpdir(), 'platen-postgres-'));
  if (nobody) chownSync(folder, nobody.uid, nobody.gid);
  const data = join(folder, 'data');
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'platen', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { ...owner, cwd: folder, stdio: 'ignore' },
  );
  const port = await freePort();
  const base = `postgres://platen@127.0.0.1:${port}`;
  let server = await start();
  let databases = 0;

  async function start() {
    const child = spawn(
      join(programs ?? '', 'postgres'),
      ['-D', data, '-p', String(port), '-k', folder, '-h', '127.0.0.1', '-c', 'max_connections=200'],
      { ...owner, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    let said = '';
    child.stderr.on('data', (chunk) => {
      said = (said + String(chunk)).slice(-4000);
    });
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    for (let tries = 0; ; tries += 1) {
      const client = new Client({ connectionString: `${base}/postgres` });
      try {
        await client.connect();
        await client.end();
        return { child, ended };
      } catch (error) {
        if (tries > 150 || child.exitCode !== null)
          throw new Error(`PostgreSQL did not start: ${said}`, { cause: error });
        await sleep(100);
      }
    }
  }

  return {
    async createDatabase() {
      databases += 1;
      const client = new Client({ connectionString: `${base}/postgres` });
      await client.connect();
      await client.query(`create database t${databases}`);
      await client.end();
      return `${base}/t${databases}`;
    },
    async crash() {
      server.child.kill('SIGQUIT');
      await server.ended;
      server = await start();
    },
    async stop() {
      server.child.kill('SIGQUIT');
      await server.ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
}

function versionOf(path: string): number {
  return Number(/postgresql\/(\d+)\//.exec(path)?.[1] ?? 0);
}
