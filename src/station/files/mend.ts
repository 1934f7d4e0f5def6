import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { v4 as uuidv4 } from 'uuid';
import type { Sha256 } from '../../domain/units.ts';
import type { Folders } from './adopt.ts';
import { reads, sizeOf } from './adopt.ts';

/**
 * A copy in the spool folder of a file elsewhere in the data folder that still has these bytes: what was uploaded and
 * imported as it was, or what a crash left over. Null: there is none. `bytes`: how many it has, where that is known.
 */
export async function copyOfTwin(
  folders: Folders,
  sha256: Sha256,
  bytes: number | null,
): Promise<string | null> {
  for (const folder of [folders.uploads, folders.orphans]) {
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      const size = await sizeOf(path);
      if (size === null || (bytes !== null && size !== bytes) || !(await isTwin(path, sha256))) continue;
      const copy = join(folders.spool, `${sha256}.${uuidv4()}.part`);
      await copyFile(path, copy);
      return copy;
    }
  }
  return null;
}

/** What cannot be read, such as a folder, is no twin. */
async function isTwin(path: string, sha256: Sha256): Promise<boolean> {
  try {
    return await reads(path, sha256);
  } catch {
    return false;
  }
}
