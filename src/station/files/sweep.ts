import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { v4 as uuidv4 } from 'uuid';
import type { Folders } from './adopt.ts';
import { flushFolder, renamePatiently } from './durable.ts';

/**
 * What a process that died left half way lies in the spool folder, whatever it was to become. It is set aside and never
 * deleted: it may be the only copy of a page. Returns how many files. Call while no other process writes.
 */
export async function sweepSpool(folders: Folders): Promise<number> {
  const names = await readdir(folders.spool);
  for (const name of names)
    await renamePatiently(join(folders.spool, name), join(folders.orphans, `${uuidv4()}.${name}`));
  if (names.length > 0) await flushFolder(folders.orphans);
  return names.length;
}
