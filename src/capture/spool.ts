import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SpooledImage } from '../contract/workers.ts';

/** One side on its way to the spool folder. Under its final name it is complete and on disk, or it is not there. */
export interface SpoolingSide {
  write(chunk: Uint8Array): Promise<void>;
  /** fsync, rename, fsync of the folder. */
  finish(kind: Pick<SpooledImage, 'mime' | 'width' | 'height'>): Promise<SpooledImage>;
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

  return {
    async write(chunk) {
      hash.update(chunk);
      bytes += chunk.length;
      await file.writeFile(chunk);
    },
    async finish(kind) {
      await file.sync();
      await close();
      await rename(temporaryPath, path);
      await syncFolder(folder);
      return { ...kind, path, bytes, sha256: hash.digest('hex') };
    },
    async discard() {
      await close();
      await rm(temporaryPath, { force: true });
    },
  };
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
