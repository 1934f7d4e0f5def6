import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import type { StationError } from '../../contract/errors.ts';

/** Free room below which the database cannot be expected to take a change: its log grows to about 4 MB before it is folded back. */
const roomForLogBytes = 16 * 1024 * 1024;

/** Disk or database failed; `error` says it in the words of the contract. Anything else a store throws is a bug. */
export class StoreError extends Error {
  readonly error: StationError;

  constructor(error: StationError, cause: unknown) {
    super(`store: ${JSON.stringify(error)}`, { cause });
    this.name = 'StoreError';
    this.error = error;
  }
}

/** What SQLite says of disk and file; every other code (constraint, syntax, misuse) is a bug of ours. */
const diskCodes =
  /^SQLITE_(IOERR|FULL|CORRUPT|NOTADB|READONLY|CANTOPEN|BUSY|LOCKED|NOMEM|PROTOCOL|PERM|NOLFS)/;
/** After these the connection is not to be trusted, and whether a change is in the file is unknown until it is read anew. */
const unknownOutcomeCodes = /^SQLITE_(IOERR|CANTOPEN|PROTOCOL)/;

/** The driver's code when the exception tells of disk or file; null for a bug. */
export function diskCodeOf(cause: unknown): string | null {
  return cause instanceof Database.SqliteError && diskCodes.test(cause.code) ? cause.code : null;
}

export function isUnknownOutcome(code: string): boolean {
  return unknownOutcomeCodes.test(code);
}

/** The exception in the words of the contract; bugs come back as they are, for the caller to throw on. */
export function toStoreError(cause: unknown, path: string): unknown {
  const code = diskCodeOf(cause);
  return code === null ? cause : new StoreError(stationErrorOfCode(code, cause, path), cause);
}

export function stationErrorOfCode(code: string, cause: unknown, path: string): StationError {
  if (code === 'SQLITE_FULL')
    return { type: 'DiskFull', freeBytes: freeBytesAt(path), neededBytes: roomForLogBytes };
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(code)) {
    return { type: 'StoreDamaged', path, detail: cause instanceof Error ? cause.message : code };
  }
  return { type: 'StoreFailed', code };
}

function freeBytesAt(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(dirname(path));
    return bavail * bsize;
  } catch {
    // The disk may be gone altogether; the operator is told "full" with nothing free, which is what can be said.
    return 0;
  }
}
