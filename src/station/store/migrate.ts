import { createHash } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { StationError } from '../../contract/errors.ts';
import { invoiceKey } from '../../domain/rules/invoice-key.ts';
import { auditHash } from './audit-hash.ts';
import type { Migration } from './migrations/migration.ts';

interface AppliedRow {
  readonly number: number;
  readonly checksum: string;
}

/**
 * What keeps this file from being opened with these migrations; null when it may be: it is new, or what was applied is a
 * prefix of what is known. Only reads.
 */
export function schemaObjection(
  db: Database,
  known: readonly Migration[],
  path: string,
): StationError | null {
  const damaged = (detail: string): StationError => ({ type: 'StoreDamaged', path, detail });
  if (!hasTable(db, 'migrations')) {
    return hasTables(db) ? damaged('a database, but not one of this station') : null;
  }
  const applied = db.prepare<[], AppliedRow>('SELECT number, checksum FROM migrations ORDER BY number').all();
  for (const [index, row] of applied.entries()) {
    const migration = known[index];
    if (!migration)
      return { type: 'StoreTooNew', found: applied.at(-1)?.number ?? 0, known: known.at(-1)?.number ?? 0 };
    if (migration.number !== row.number || checksumOf(migration) !== row.checksum) {
      return damaged(`schema step ${row.number} is not the one this program knows`);
    }
  }
  return null;
}

/**
 * Applies what is missing, each step in a transaction of its own. A step may ask `invoice_key(code, number)` and
 * `audit_hash(previous, id, at, operator, batch, act, detail, subjects)`, so that the rules of both stand in one place. Call after `schemaObjection` had none.
 */
export function migrate(db: Database, known: readonly Migration[]): void {
  db.exec(`CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    checksum TEXT NOT NULL
  ) STRICT`);
  db.function('invoice_key', { deterministic: true }, (code, number) =>
    invoiceKey({ code: code === null ? null : String(code), number: String(number) }),
  );
  db.function(
    'audit_hash',
    { deterministic: true },
    (previous, id, at, operator, batchId, act, detail, subjects) =>
      auditHash(String(previous), {
        id: Number(id),
        at: Number(at),
        operator: String(operator),
        batchId: batchId === null ? null : String(batchId),
        act: String(act),
        detail: String(detail),
        subjects: JSON.parse(String(subjects)) as string[],
      }),
  );
  const last = db.prepare('SELECT coalesce(max(number), 0) FROM migrations').pluck().get() as number;
  const note = db.prepare('INSERT INTO migrations (number, name, checksum) VALUES (?, ?, ?)');
  for (const migration of known) {
    if (migration.number <= last) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      note.run(migration.number, migration.name, checksumOf(migration));
    }).immediate();
  }
}

function checksumOf(migration: Migration): string {
  return createHash('sha256')
    .update(`${migration.number}\n${migration.name}\n${migration.sql}`)
    .digest('hex');
}

function hasTable(db: Database, name: string): boolean {
  return db.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).get(name) !== undefined;
}

function hasTables(db: Database): boolean {
  return db.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() !== undefined;
}
