import { lstat, mkdir } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { Shelf } from '../ports/hot-folder.ts';
import { codeOf, flushFolder, renamePatiently, writeFlushed } from './durable.ts';
import { unlessGone } from './hot-folder-look.ts';
import { alternatives, folderNameOf, ownFolders } from './hot-folder-names.ts';

/** Old editors on Windows take a text without it for another encoding. */
const byteOrderMark = '\ufeff';

/**
 * A new folder `{done|failed}/{batch}` that nobody else has: making it decides between two stations, so that nothing
 * that is moved into it afterwards can meet a file of the same name from elsewhere.
 */
export async function openShelf(folder: string, kind: Shelf['kind'], batchName: string): Promise<Shelf> {
  const parent = join(folder, ownFolders[kind]);
  await mkdirUnlessThere(parent);
  for (const name of alternatives(folderNameOf(batchName), '')) {
    if (await mkdirUnlessThere(join(parent, name))) {
      await flushNames(parent);
      return { kind, name };
    }
  }
  throw new Error('unreachable: names do not end');
}

/** Moves a file onto a shelf, its words first, so that no failed file is ever without them. */
export async function moveToShelf(
  from: string,
  shelfFolder: string,
  name: string,
  words: string | null,
): Promise<void> {
  if (words !== null) {
    const note = await freeName(shelfFolder, `${name}.error.txt`);
    await writeFlushed(join(shelfFolder, note), byteOrderMark + words);
  }
  await moveThrough(from, join(shelfFolder, await freeName(shelfFolder, name)));
  await flushNames(shelfFolder);
}

/** A name nothing in the folder has yet; the folder is this claim's alone. */
async function freeName(folder: string, name: string): Promise<string> {
  for (const one of alternatives(name, extname(name))) {
    if (!(await unlessGone(lstat(join(folder, one))))) return one;
  }
  throw new Error('unreachable: names do not end');
}

/** A rename whose answer got lost on the network, or whose flush was refused afterwards, went through all the same. */
async function moveThrough(from: string, to: string): Promise<void> {
  try {
    await renamePatiently(from, to);
  } catch (cause) {
    const [left, arrived] = await Promise.all([unlessGone(lstat(from)), unlessGone(lstat(to))]);
    if (left || !arrived) throw cause;
  }
}

/** Network file systems may not know how to flush a folder; they write names through by themselves. */
export async function flushNames(folder: string): Promise<void> {
  try {
    await flushFolder(folder);
  } catch (cause) {
    if (!['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'EISDIR'].includes(codeOf(cause) ?? '')) throw cause;
  }
}

/** False when it is there already. */
export async function mkdirUnlessThere(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw cause;
  }
}
