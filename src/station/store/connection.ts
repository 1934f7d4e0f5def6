import type { Database } from 'better-sqlite3';
import type { StationError } from '../../contract/errors.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Log } from '../ports/clock.ts';
import { assertDurable, openDatabase } from './database.ts';
import type { Migration } from './migrations/migration.ts';
import { diskCodeOf, isUnknownOutcome, StoreError, toStoreError } from './store-error.ts';

/** The one connection, which mends itself. `R` is what the statements of a connection are gathered in. */
export interface Connection<R> {
  /** Throws `StoreError` when disk or database fail. */
  read<T>(ask: (rows: R) => T): T;
  /**
   * One transaction. After an I/O error the outcome is unknown: the file is opened anew, checked, and read back; if the
   * change is not there it is made once more, and only then given up with `StoreError`. `change` may therefore run twice
   * and must do the same each time.
   */
  write<T>(change: (rows: R) => T): T;
  close(): void;
}

interface Open<R> {
  readonly db: Database;
  readonly rows: R;
  /** Adds one to the count of writes and gives it. */
  readonly countWrite: () => number;
  readonly writes: () => number;
}

type Attempt<T> =
  | { readonly type: 'done'; readonly value: T }
  | { readonly type: 'unknown'; readonly cause: unknown; readonly reached: Reached<T> | null };

/** How far a write came before it failed: null when it did not come to its commit. */
interface Reached<T> {
  readonly value: T;
  readonly write: number;
}

export function openConnection<R>(
  path: string,
  log: Log,
  migrations: readonly Migration[],
  rowsOf: (db: Database) => R,
): Result<Connection<R>, StationError> {
  const first = openDatabase(path, migrations);
  if (!first.ok) return first;
  let open: Open<R> | null = prepare(first.value, rowsOf);
  let isClosed = false;
  let isDurabilityProven = false;

  function current(): Open<R> {
    if (isClosed) throw new Error('the store is closed');
    return open ?? reopen();
  }

  function drop(): void {
    try {
      open?.db.close();
    } catch (cause) {
      log('warn', 'store.close-failed', { code: diskCodeOf(cause) ?? String(cause) });
    }
    open = null;
  }

  /**
   * Besides opening, folds the log back into the file: a page of the log whose fsync failed may be in memory only, though a
   * second fsync says yes. What the fold writes is written anew and synced by itself.
   */
  function reopen(): Open<R> {
    drop();
    const again = openDatabase(path, migrations);
    if (!again.ok) throw new StoreError(again.error, null);
    const next = prepare(again.value, rowsOf);
    open = next;
    isDurabilityProven = false;
    try {
      const [fold] = next.db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
      if (fold?.busy !== 0) throw new StoreError({ type: 'StoreFailed', code: 'SQLITE_BUSY' }, null);
    } catch (cause) {
      drop();
      throw toStoreError(cause, path);
    }
    log('warn', 'store.reopened', { path });
    return next;
  }

  function attempt<T>(change: (rows: R) => T): Attempt<T> {
    const { db, rows, countWrite } = current();
    const progress: { reached: Reached<T> | null } = { reached: null };
    try {
      const value = db
        .transaction(() => {
          const result = change(rows);
          progress.reached = { value: result, write: countWrite() };
          return result;
        })
        .immediate();
      if (!isDurabilityProven) {
        assertDurable(db);
        isDurabilityProven = true;
      }
      return { type: 'done', value };
    } catch (cause) {
      const code = diskCodeOf(cause);
      if (code === null || !isUnknownOutcome(code)) throw toStoreError(cause, path);
      log('error', 'store.write-unknown', { code });
      return { type: 'unknown', cause, reached: progress.reached };
    }
  }

  function readBack<T>(reached: Reached<T> | null): boolean {
    const isThere = reopen().writes() === reached?.write;
    log('warn', 'store.read-back', { found: isThere ? 'there' : 'absent' });
    return isThere;
  }

  return ok({
    read(ask) {
      const { rows } = current();
      try {
        return ask(rows);
      } catch (cause) {
        const code = diskCodeOf(cause);
        if (code !== null && isUnknownOutcome(code)) drop();
        throw toStoreError(cause, path);
      }
    },
    write(change) {
      let last: unknown = null;
      for (let round = 0; round < 2; round += 1) {
        const tried = attempt(change);
        if (tried.type === 'done') return tried.value;
        if (readBack(tried.reached) && tried.reached) return tried.reached.value;
        last = tried.cause;
      }
      throw toStoreError(last, path);
    },
    close() {
      isClosed = true;
      drop();
    },
  });
}

function prepare<R>(db: Database, rowsOf: (db: Database) => R): Open<R> {
  const count = db
    .prepare(`UPDATE counters SET value = value + 1 WHERE name = 'write' RETURNING value`)
    .pluck();
  const read = db.prepare(`SELECT value FROM counters WHERE name = 'write'`).pluck();
  return {
    db,
    rows: rowsOf(db),
    countWrite: () => count.get() as number,
    writes: () => read.get() as number,
  };
}
