import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { v4 as uuidv4 } from 'uuid';
import type { Folders } from './adopt.ts';
import { flushFolder, renamePatiently } from './durable.ts';

/**
 * Names of what is written a second time: bills for another station, a bill's sidecar, an image out of a file of bills, and
 * an upload whose sender was never told that it is here. By the name we gave: a UUID, and before it that of being set aside
 * where an older program did that.
 */
const halves = /^([0-9a-f-]{36}\.){1,2}(bills|bill|image|upload)\.part(\.json)?$/;

/**
 * What a process that died left half way lies in the spool folder, whatever it was to become. It is set aside and not
 * deleted: it may be the only copy of a page. Only halves of what lies whole elsewhere are. Returns how many files were set
 * aside. Call while no other process writes.
 */
export async function sweepSpool(folders: Folders): Promise<number> {
  for (const folder of [folders.spool, folders.orphans])
    for (const name of await readdir(folder))
      if (halves.test(name)) await rm(join(folder, name), { force: true });
  const names = await readdir(folders.spool);
  for (const name of names)
    await renamePatiently(join(folders.spool, name), join(folders.orphans, `${uuidv4()}.${name}`));
  if (names.length > 0) await flushFolder(folders.orphans);
  return names.length;
}
