import { appendFile, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Sha256 } from '../../domain/units.ts';
import { codeOf } from './durable.ts';

const listName = 'derived';

/**
 * Notes in the list of its folder that a picture is made from another and belongs to no sheet of its own, for a store that
 * is rebuilt. Not flushed: without its note such a picture is only found once more.
 */
export async function noteDerived(target: string): Promise<void> {
  await appendFile(join(dirname(target), listName), `${basename(target)}\n`);
}

/** Pictures of a folder noted so. */
export async function derivedIn(folder: string): Promise<ReadonlySet<Sha256>> {
  try {
    return new Set((await readFile(join(folder, listName), 'utf8')).split('\n'));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return new Set();
    throw cause;
  }
}
