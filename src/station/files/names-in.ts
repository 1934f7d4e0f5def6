import { readdir } from 'node:fs/promises';
import { codeOf } from './durable.ts';

/** What lies in a folder, by name; nothing where there is no such folder. Throws whatever else the disk says. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(cause) ?? '')) return [];
    throw cause;
  }
}
