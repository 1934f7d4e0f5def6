import { createHash, randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SpooledImage } from '../contract/workers.ts';

const extensionsByMime: Readonly<Record<string, string>> = { 'image/png': 'png', 'image/jpeg': 'jpg' };
const copyChunkBytes = 1024 * 1024;

export interface ImageShape {
  readonly mime: 'image/png' | 'image/jpeg';
  readonly width: number;
  readonly height: number;
}

/** Writes a finished page to the spool folder: it has its final name only once it is whole on disk. Throws on I/O errors. */
export async function spoolBytes(
  folder: string,
  bytes: Uint8Array,
  shape: ImageShape,
): Promise<SpooledImage> {
  return await spool(folder, shape, async function* () {
    yield bytes;
  });
}

/** Takes a file over byte for byte, with its hash. */
export async function spoolCopy(folder: string, source: string, shape: ImageShape): Promise<SpooledImage> {
  return await spool(folder, shape, async function* () {
    const from = await open(source, 'r');
    try {
      for (;;) {
        const { bytesRead, buffer } = await from.read(Buffer.alloc(copyChunkBytes), 0, copyChunkBytes, null);
        if (bytesRead === 0) return;
        yield buffer.subarray(0, bytesRead);
      }
    } finally {
      await from.close();
    }
  });
}

async function spool(
  folder: string,
  shape: ImageShape,
  chunks: () => AsyncIterable<Uint8Array>,
): Promise<SpooledImage> {
  const name = randomUUID();
  const partial = join(folder, `${name}.part`);
  const path = join(folder, `${name}.${extensionsByMime[shape.mime]}`);
  const hash = createHash('sha256');
  let bytes = 0;
  try {
    const file = await open(partial, 'wx');
    try {
      for await (const chunk of chunks()) {
        hash.update(chunk);
        await writeAll(file, chunk);
        bytes += chunk.length;
      }
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (thrown) {
    await rm(partial, { force: true });
    throw thrown;
  }
  await syncFolder(folder);
  return { ...shape, sha256: hash.digest('hex'), bytes, path };
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let done = 0; done < chunk.length; ) {
    const { bytesWritten } = await file.write(chunk, done);
    done += bytesWritten;
  }
}

/** Makes the new name durable; Windows does this with the file and cannot open a folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
