import { unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { uuidOf } from '../../domain/ids.ts';
import type { FileRemoval } from '../ports/store.ts';
import { codeOf, flushFolder } from './durable.ts';

/**
 * Takes a file (`whole`) and the sidecars of its pages away, for good: their names are gone from the disk when it returns.
 * The picture goes first, since a sidecar without one says nothing. Done again it changes nothing.
 */
export async function removeFile(
  target: string,
  { pageIds }: FileRemoval,
  extent: 'whole' | 'sidecars',
): Promise<void> {
  const sidecars = pageIds.map((pageId) => sidecarOf(target, pageId));
  for (const path of extent === 'whole' ? [target, ...sidecars] : sidecars) {
    try {
      await unlink(path);
    } catch (cause) {
      if (codeOf(cause) !== 'ENOENT') throw cause;
    }
  }
  try {
    await flushFolder(dirname(target));
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT') throw cause;
  }
}

/** Where the sidecar of a page lies beside its original. */
export function sidecarOf(target: string, pageId: FileRemoval['pageIds'][number]): string {
  return `${target}.${uuidOf(pageId)}.json`;
}
