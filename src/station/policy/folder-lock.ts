import Database from 'better-sqlite3';

export interface FolderLock {
  release(): void;
}

/**
 * Holds a file so that one process at a time has it: an exclusive SQLite transaction that is never committed. The lock is
 * the operating system's, so it is gone when the process is, however that ends. Null when another holds it.
 */
export function lockFile(path: string): FolderLock | null {
  const db = new Database(path, { timeout: 0 });
  try {
    // No journal beside it: locking must work on a full disk too.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    db.close();
    if (cause instanceof Database.SqliteError && cause.code === 'SQLITE_BUSY') return null;
    throw cause;
  }
  return {
    release() {
      db.close();
    },
  };
}
