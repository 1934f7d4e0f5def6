import { accessSync, constants } from 'node:fs';
import { mkdir, open, stat, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, posix, resolve, join as systemJoin, win32 } from 'node:path';
import Database from 'better-sqlite3';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { lockFile } from './folder-lock.ts';

/** A data folder that is writable and held by this process alone until closed, or until the process ends. */
export interface DataFolder {
  readonly path: string;
  close(): void;
}

export async function openDataFolder(path: string): Promise<Result<DataFolder, StationError>> {
  const folder = resolve(path);
  try {
    await makeFolder(folder);
    await probe(systemJoin(folder, `.probe-${process.pid}`));
    const lock = lockFile(systemJoin(folder, 'station.lock'));
    if (!lock) return err({ type: 'DataFolderInUse', path: folder });
    return ok({ path: folder, close: lock.release });
  } catch (cause) {
    const code = refusalCodeOf(cause);
    if (code === null) throw cause;
    return err({ type: 'DataFolderUnwritable', path: folder, code });
  }
}

/**
 * Where a station keeps its data when nobody says: per machine where possible, since the next shift must see the pages that
 * are not sent yet. `PLATEN_DATA` overrides.
 */
export function defaultDataFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  isWritable: (path: string) => boolean = canWrite,
): string {
  const given = env.PLATEN_DATA;
  if (given) return given;
  if (platform === 'win32') return win32.join(env.ProgramData || 'C:\\ProgramData', 'Platen');
  const machine = '/var/lib/platen';
  if (platform === 'linux' && isWritable(machine)) return machine;
  const shared = env.XDG_DATA_HOME;
  // The specification tells to ignore relative paths here.
  if (shared && posix.isAbsolute(shared)) return posix.join(shared, 'platen');
  return posix.join(env.HOME || homedir(), '.local/share/platen');
}

/**
 * Node's own `recursive` never comes back where a folder exists and yet refuses to hold another with ENOENT, as behind a
 * link whose disk is unplugged.
 */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path);
  } catch (cause) {
    const code = refusalCodeOf(cause);
    if (code === 'ENOENT' && dirname(path) !== path && !(await isFolder(dirname(path)))) {
      await makeFolder(dirname(path));
      await mkdir(path);
    } else if (!(await isFolder(path))) throw cause;
  }
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    if (refusalCodeOf(cause) === null) throw cause;
    return false;
  }
}

/** Writes and syncs a file. A full disk is no refusal: what is there can still be looked at and sent. */
async function probe(path: string): Promise<void> {
  try {
    const handle = await open(path, 'w');
    try {
      await handle.writeFile('probe');
      await handle.sync();
    } finally {
      await handle.close();
      await unlink(path);
    }
  } catch (cause) {
    const code = refusalCodeOf(cause);
    if (code !== 'ENOSPC' && code !== 'EDQUOT') throw cause;
  }
}

/** The system's or the database's code for a folder that cannot be used; null for a bug. */
function refusalCodeOf(cause: unknown): string | null {
  if (cause instanceof Database.SqliteError) return cause.code;
  if (
    cause instanceof Error &&
    'code' in cause &&
    typeof cause.code === 'string' &&
    /^E[A-Z]+$/.test(cause.code)
  ) {
    return cause.code;
  }
  return null;
}

function canWrite(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
