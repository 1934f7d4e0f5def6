import { createHash, randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import { startMatchService } from '../../src/match-service/server.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { postgresPrograms, startPostgres } from '../match-service/postgres-server.ts';
import { outboxEntry } from '../sync/test-station.ts';

/*
 * Bills a second into the match service over HTTP, by eight senders: four pages of 60 kB, then the revision, matched against what
 * is expected. Beside it the least anybody could do with the same bytes: each page a file, flushed, and one inserted row.
 */

const bills = 150;
const senders = 8;
const pageBytes = 60_000;

interface Bill {
  readonly pages: readonly { readonly sha256: string; readonly bytes: Buffer }[];
  readonly path: string;
  readonly manifest: string;
}

const expected: unknown[] = [];
const made: readonly Bill[] = Array.from({ length: bills }, (_, index) => {
  const billNumber = `CL-2026-${String(index).padStart(6, '0')}`;
  const number = `263120000000${String(index).padStart(8, '0')}`;
  expected.push(expectedOf(billNumber, number, 100));
  const pages: { sha256: string; bytes: Buffer }[] = [];
  const texts = Array.from({ length: 4 }, () => randomBytes(pageBytes * 0.75).toString('base64'));
  const { manifest } = outboxEntry(
    { number: billNumber, pages: texts, invoices: [invoice(number, 100)] },
    index + 1,
    (bytes) => {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      pages.push({ sha256, bytes });
      return sha256;
    },
  );
  return {
    pages,
    path: `/v1/stations/bench/bills/${manifest.billUuid}/revisions/1`,
    manifest: canonicalJson(manifest),
  };
});

const bare = bareBillsASecond();
const sqlite = await serviceBillsASecond(null);
process.stdout.write(`  bare insert and files: ${bare.toFixed(0)} bills a second\n`);
print('SQLite', sqlite);
if (postgresPrograms === null) process.stdout.write('  PostgreSQL is not installed: skipped\n');
else {
  const server = await startPostgres();
  print('PostgreSQL', await serviceBillsASecond(await server.createDatabase()));
  await server.stop();
}

function print(engine: string, rate: number): void {
  process.stdout.write(
    `  service on ${engine}: ${rate.toFixed(0)} bills a second, ${(rate / bare).toFixed(2)} of it\n`,
  );
}

function bareBillsASecond(): number {
  const folder = mkdtempSync(join(tmpdir(), 'platen-bench-bare-'));
  const db = new Database(join(folder, 'bare.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('create table revision (path text primary key, manifest text)');
  const insert = db.prepare('insert into revision values (?, ?)');
  const started = performance.now();
  for (const { pages, path, manifest } of made) {
    for (const { sha256, bytes } of pages) {
      const shelf = join(folder, sha256.slice(0, 2));
      mkdirSync(shelf, { recursive: true });
      const file = openSync(join(shelf, `${sha256}.part`), 'wx');
      writeSync(file, bytes);
      fsyncSync(file);
      closeSync(file);
      renameSync(join(shelf, `${sha256}.part`), join(shelf, sha256));
      const opened = openSync(shelf, 'r');
      fsyncSync(opened);
      closeSync(opened);
    }
    insert.run(path, manifest);
  }
  const seconds = (performance.now() - started) / 1000;
  db.close();
  rmSync(folder, { recursive: true });
  return bills / seconds;
}

async function serviceBillsASecond(database: string | null): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'platen-bench-service-'));
  const service = await startMatchService({
    folder,
    database,
    port: 0,
    host: '127.0.0.1',
    token: 'bench',
    expectedFile: null,
    log: () => undefined,
  });
  const send = async (method: string, path: string, body: Uint8Array<ArrayBuffer> | string, type: string) => {
    const answer = await fetch(`${service.url}${path}`, {
      method,
      headers: { authorization: 'Bearer bench', 'content-type': type },
      body,
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    await answer.arrayBuffer();
  };
  await send('POST', '/v1/expected', JSON.stringify(expected), 'application/json');
  const left = [...made];
  const started = performance.now();
  await Promise.all(
    Array.from({ length: senders }, async () => {
      for (let bill = left.pop(); bill !== undefined; bill = left.pop()) {
        for (const { sha256, bytes } of bill.pages)
          await send('PUT', `/v1/blobs/sha256/${sha256}`, new Uint8Array(bytes), 'application/octet-stream');
        await send('PUT', bill.path, bill.manifest, 'application/json');
      }
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  await service.close();
  rmSync(folder, { recursive: true });
  return bills / seconds;
}
