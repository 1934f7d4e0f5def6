import type { Dirent } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DroppedFile, DroppedGroup } from '../ports/hot-folder.ts';
import { displayName } from './display-name.ts';
import { codeOf } from './durable.ts';
import { isLeftByFileManager, isOwnFolder, isUnfinishedTransfer } from './hot-folder-names.ts';

/** As long as the name of a batch may be, in characters of any script. */
const longestTitle = 50;

/**
 * What lies at the top of the watched folder and one level below. Links are left alone: what they point to was not
 * dropped here. One after the other, so that thousands of files on a slow share do not take the station's file threads.
 */
export async function lookAround(folder: string): Promise<readonly DroppedGroup[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const groups: DroppedGroup[] = [{ subfolder: null, title: null, files: await filesOf(folder, entries) }];
  for (const entry of entries) {
    if (!entry.isDirectory() || isOwnFolder(entry.name)) continue;
    const path = join(folder, entry.name);
    const inside = await unlessGone(readdir(path, { withFileTypes: true }));
    if (!inside) continue;
    const title = [...displayName(entry.name)].slice(0, longestTitle).join('');
    groups.push({ subfolder: entry.name, title, files: await filesOf(path, inside) });
  }
  return groups;
}

async function filesOf(folder: string, entries: readonly Dirent[]): Promise<DroppedFile[]> {
  const files: DroppedFile[] = [];
  for (const entry of entries) {
    if (!entry.isFile() || isLeftByFileManager(entry.name)) continue;
    const status = await unlessGone(lstat(join(folder, entry.name)));
    if (!status) continue;
    files.push({
      name: entry.name,
      bytes: status.size,
      changedAt: status.mtimeMs,
      kind: isUnfinishedTransfer(entry.name) ? 'passing' : 'file',
    });
  }
  return files;
}

/**
 * Whether nobody has the file open in a way that keeps others out (Windows answers EBUSY). A file that may only be read
 * is free: it is moved, never written.
 */
export async function isFreeFile(path: string): Promise<boolean> {
  try {
    await (await open(path, 'r+')).close();
    return true;
  } catch (cause) {
    return ['EACCES', 'EPERM', 'EROFS'].includes(codeOf(cause) ?? '');
  }
}

/** Null for what was taken away between two looks. */
export async function unlessGone<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking;
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw cause;
  }
}
