import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { migrate, schemaObjection } from './migrate.ts';
import type { Migration } from './migrations/migration.ts';
import { diskCodeOf, stationErrorOfCode } from './store-error.ts';

const busyTimeoutMs = 5000;

/**
 * Opens the file, or makes it, with every pragma a connection needs, checked and brought to the newest schema. A damaged
 * or too new file is looked at read-only and left byte for byte as it is.
 */
export function openDatabase(
  path: string,
  migrations: readonly Migration[],
): Result<Database.Database, StationError> {
  if (!existsSync(dirname(path))) return err({ type: 'StoreFailed', code: 'ENOENT' });
  try {
    const seen = inspectReadonly(path, migrations);
    if (seen.objection) return err(seen.objection);
    const db = new Database(path, { timeout: busyTimeoutMs });
    try {
      if (!seen.isChecked) {
        const objection = objectionOf(db, migrations, path);
        if (objection) {
          db.close();
          return err(objection);
        }
      }
      setPragmas(db);
      migrate(db, migrations);
      return ok(db);
    } catch (cause) {
      db.close();
      throw cause;
    }
  } catch (cause) {
    const code = diskCodeOf(cause);
    if (code === null) throw cause;
    return err(stationErrorOfCode(code, cause, path));
  }
}

/**
 * The driver is compiled to fall back to `synchronous=NORMAL` in WAL mode, which loses acknowledged pages when the power
 * goes: whoever wrote must still find FULL.
 */
export function assertDurable(db: Database.Database): void {
  const level = db.pragma('synchronous', { simple: true });
  if (level !== 2) throw new Error(`synchronous is ${level}, not FULL: a commit would not be durable`);
}

function setPragmas(db: Database.Database): void {
  const mode = db.pragma('journal_mode = WAL', { simple: true });
  // SQLite refuses WAL on file systems without shared memory, such as network shares.
  if (mode !== 'wal') throw new Database.SqliteError(`journal mode stayed ${mode}`, 'SQLITE_NOLFS_WAL');
  db.pragma('synchronous = FULL');
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
}

function inspectReadonly(
  path: string,
  migrations: readonly Migration[],
): { objection: StationError | null; isChecked: boolean } {
  if (!existsSync(path)) return { objection: null, isChecked: true };
  let db: Database.Database | null = null;
  try {
    db = new Database(path, { readonly: true, fileMustExist: true, timeout: busyTimeoutMs });
    return { objection: objectionOf(db, migrations, path), isChecked: true };
  } catch (cause) {
    // A process that died while it made the file leaves a journal that only a writer may roll back.
    const code = diskCodeOf(cause);
    if (code !== null && /^SQLITE_(READONLY|CANTOPEN)/.test(code))
      return { objection: null, isChecked: false };
    throw cause;
  } finally {
    db?.close();
  }
}

function objectionOf(
  db: Database.Database,
  migrations: readonly Migration[],
  path: string,
): StationError | null {
  const verdict = db.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok') return { type: 'StoreDamaged', path, detail: String(verdict) };
  return schemaObjection(db, migrations, path);
}
