import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** The database and what SQLite keeps beside it. */
const suffixes = ['', '-wal', '-shm', '-journal'] as const;

/** Copies a database that cannot be read, with its logs, into a new folder beside it, to the disk. Gives the folder. */
export function copyAside(path: string): string {
  const root = dirname(path);
  let number = 1;
  while (existsSync(join(root, `damaged-${number}`))) number += 1;
  const folder = join(root, `damaged-${number}`);
  mkdirSync(folder);
  for (const suffix of suffixes) {
    if (!existsSync(path + suffix)) continue;
    const copy = join(folder, basename(path) + suffix);
    copyFileSync(path + suffix, copy);
    flush(copy);
  }
  flush(folder);
  flush(root);
  return folder;
}

/** Removes what is left of a database that is made anew: never one that anybody opened. */
export function removeStore(path: string): void {
  for (const suffix of suffixes) rmSync(path + suffix, { force: true });
}

/**
 * Puts a closed database into the place of a damaged one, of which a copy was put aside. The logs go first: those of one
 * database must never meet another.
 */
export function replaceStore(made: string, path: string): void {
  flush(made);
  for (const suffix of suffixes.slice(1)) rmSync(path + suffix, { force: true });
  renameSync(made, path);
  flush(dirname(path));
}

function flush(path: string): void {
  // A folder cannot be flushed on Windows, a file not when it is opened for reading.
  const isFolder = existsSync(join(path, '.'));
  if (process.platform === 'win32' && isFolder) return;
  const handle = openSync(path, isFolder ? 'r' : 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
