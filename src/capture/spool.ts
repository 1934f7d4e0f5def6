import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fault } from '../contract/errors.ts';
import type { SpooledImage } from '../contract/workers.ts';

/** One side on its way to the spool folder. Under its final name it is complete and on disk, or it is not there. */
export interface SpoolingSide {
  write(chunk: Uint8Array): Promise<void>;
  /** fsync, rename, fsync of the folder. */
  finish(kind: Pick<SpooledImage, 'mime' | 'width' | 'height'>): Promise<SpooledImage>;
  /** The same for a document that holds sides and is none itself; gives its path. */
  keep(): Promise<string>;
  discard(): Promise<void>;
}

/** Opens a temporary file in the folder (made if missing); file system errors are thrown with their code. */
export async function openSpoolingSide(folder: string, extension: string): Promise<SpoolingSide> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `side-${randomUUID()}.${extension}`);
  const temporaryPath = `${path}.part`;
  const file = await open(temporaryPath, 'wx');
  const hash = createHash('sha256');
  let bytes = 0;
  let isOpen = true;

  async function close(): Promise<void> {
    if (!isOpen) return;
    isOpen = false;
    await file.close();
  }

  async function keep(): Promise<string> {
    await file.sync();
    await close();
    await rename(temporaryPath, path);
    await syncFolder(folder);
    return path;
  }

  return {
    async write(chunk) {
      hash.update(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    },
    async finish(kind) {
      return { ...kind, path: await keep(), bytes, sha256: hash.digest('hex') };
    },
    keep,
    async discard() {
      await close();
      await rm(temporaryPath, { force: true });
    },
  };
}

/**
 * What a failing spool folder is to the operator. A full or broken disk is to be expected; what has no system code is a
 * bug and is thrown on.
 */
export function spoolFault(cause: unknown): Omit<Fault, 'afterSide'> {
  const { code } = cause as NodeJS.ErrnoException;
  if (!code) throw cause;
  const isFull = code === 'ENOSPC' || code === 'EDQUOT';
  return { type: isFull ? 'StorageFull' : 'Unknown', raw: `spool folder: ${code}` };
}

/** Makes the rename itself durable. Windows has no handle on a folder to sync; NTFS journals the rename. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
