import { createHash } from 'node:crypto';
import {
  closeSync,
  openSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { assertDurable, openDatabase } from '../../../src/station/store/database.ts';
import { migrations } from '../../../src/station/store/migrations/all.ts';
import { openStore } from '../../../src/station/store/open-store.ts';
import { audit, batch, bill, commit, diff, document, page } from './sample.ts';
import { opened, quiet, temporaryFolder } from './temporary.ts';

function filledStore(): string {
  const path = join(temporaryFolder(), 'station.sqlite');
  const store = opened(path);
  store.insertBatch(batch, audit('opened'));
  store.commit(
    commit(1, {
      diff: diff({
        bills: { added: [bill(1)] },
        documents: { added: [document(1, 1)] },
        pages: { added: Array.from({ length: 400 }, (_, n) => page(n, 1, { rank: n })) },
      }),
    }),
  );
  store.close();
  return path;
}

const bytesOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');

/** Opens, expects to be refused, and expects the file untouched. */
function refusalOf(path: string) {
  const before = bytesOf(path);
  const result = openStore(path, { log: quiet });
  expect(bytesOf(path)).toBe(before);
  if (result.ok) {
    result.value.close();
    throw new Error('opened');
  }
  return result.error;
}

describe('opening the store', () => {
  it('DATA-1 every connection writes with synchronous=FULL, in WAL, with foreign keys and without trusting the schema', () => {
    const path = join(temporaryFolder(), 'station.sqlite');
    for (const round of ['made', 'opened again']) {
      const db = openDatabase(path, migrations);
      if (!db.ok) throw new Error(JSON.stringify(db.error));
      const pragma = (name: string) => db.value.pragma(name, { simple: true });
      db.value.exec(`INSERT INTO settings (key, value) VALUES ('${round}', '')`);
      expect(pragma('synchronous'), round).toBe(2);
      expect(pragma('journal_mode'), round).toBe('wal');
      expect(pragma('foreign_keys'), round).toBe(1);
      expect(pragma('trusted_schema'), round).toBe(0);
      expect(pragma('busy_timeout'), round).toBe(5000);
      assertDurable(db.value);
      db.value.close();
    }
  });

  it('DATA-1 has teeth: the driver by itself falls back to NORMAL, and the assertion sees it', () => {
    const path = join(temporaryFolder(), 'plain.sqlite');
    const made = new Database(path);
    made.pragma('journal_mode = WAL');
    made.exec('CREATE TABLE t (a)');
    expect(() => assertDurable(made)).toThrow(/not FULL/);
    made.close();
  });

  it('DATA-2 refuses a file that is no database, and leaves it as it is', () => {
    const path = join(temporaryFolder(), 'station.sqlite');
    writeFileSync(path, 'these are not the bytes of a database'.repeat(200));
    expect(refusalOf(path)).toMatchObject({ type: 'StoreDamaged', path });
  });

  it('DATA-2 refuses a store with damaged pages, and leaves it as it is', () => {
    const path = filledStore();
    const descriptor = openSync(path, 'r+');
    writeSync(
      descriptor,
      Buffer.alloc(20_000, 0xa5),
      0,
      20_000,
      Math.floor(statSync(path).size / 2 / 4096) * 4096,
    );
    closeSync(descriptor);
    expect(refusalOf(path)).toMatchObject({ type: 'StoreDamaged', path });
  });

  it('DATA-2 refuses a store whose end is cut off, and leaves it as it is', () => {
    const path = filledStore();
    truncateSync(path, Math.floor(statSync(path).size / 2));
    expect(refusalOf(path)).toMatchObject({ type: 'StoreDamaged', path });
  });

  it('DATA-2 refuses a database of another program', () => {
    const path = join(temporaryFolder(), 'station.sqlite');
    const other = new Database(path);
    other.exec('CREATE TABLE songs (name TEXT)');
    other.close();
    expect(refusalOf(path)).toMatchObject({ type: 'StoreDamaged', path });
  });

  it('DATA-3 refuses a store of a newer program, and one whose steps are not those it knows', () => {
    const path = filledStore();
    const db = new Database(path);
    db.exec(`INSERT INTO migrations (number, name, checksum) VALUES (9990, 'later', 'x')`);
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(refusalOf(path)).toEqual({ type: 'StoreTooNew', found: 9990, known: migrations.at(-1)?.number });
    db.exec(
      `DELETE FROM migrations WHERE number = 9990; UPDATE migrations SET checksum = 'x' WHERE number = 20`,
    );
    db.pragma('wal_checkpoint(TRUNCATE)');
    expect(refusalOf(path)).toMatchObject({ type: 'StoreDamaged', detail: expect.stringContaining('20') });
    db.close();
  });

  it('DATA-4 says so when the folder is not there, and makes nothing', () => {
    const folder = temporaryFolder();
    const result = openStore(join(folder, 'gone', 'station.sqlite'), { log: quiet });
    expect(result).toEqual({ ok: false, error: { type: 'StoreFailed', code: 'ENOENT' } });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('DATA-5 a store that was closed is closed', () => {
    const store = opened(join(temporaryFolder(), 'station.sqlite'));
    store.close();
    expect(() => store.batchSummaries()).toThrow(/closed/);
  });
});
