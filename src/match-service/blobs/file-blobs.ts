import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';
import type { BlobError, BlobStore } from './blob-store.ts';

export interface FileBlobLimits {
  /** Largest blob taken. */
  readonly maxBytes: number;
  /** Free bytes the disk must keep; below, nothing more is taken. */
  readonly reserveBytes: number;
}

/** Blobs as files `<first 2 hex>/<sha256>` in `folder`. Leftovers of uploads a crash cut off are removed on opening. */
export async function openFileBlobs(folder: string, limits: FileBlobLimits): Promise<BlobStore> {
  const arrivals = join(folder, 'arriving');
  await mkdir(arrivals, { recursive: true });
  await removeLeftovers(arrivals);
  const pathOf = (sha256: Sha256) => join(folder, sha256.slice(0, 2), sha256);

  async function sizeOf(sha256: Sha256): Promise<number | null> {
    try {
      return (await stat(pathOf(sha256))).size;
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return null;
      throw error;
    }
  }

  async function put(
    sha256: Sha256,
    content: AsyncIterable<Uint8Array>,
  ): Promise<Result<'created' | 'present', BlobError>> {
    const disk = await statfs(folder);
    if (disk.bavail * disk.bsize < limits.reserveBytes) return err({ type: 'NoSpace' });
    const arriving = join(arrivals, `${sha256}.${randomUUID()}.part`);
    try {
      const written = await write(arriving, content, limits.maxBytes);
      if (!written.ok) return written;
      if (written.value !== sha256) return err({ type: 'DigestMismatch', found: written.value });
      if ((await sizeOf(sha256)) !== null) return ok('present');
      await moveDurably(arriving, pathOf(sha256));
      return ok('created');
    } catch (error) {
      if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error))) return err({ type: 'NoSpace' });
      throw error;
    } finally {
      await rm(arriving, { force: true });
    }
  }

  return { sizeOf, put };
}

async function write(
  path: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Result<Sha256, BlobError>> {
  const hash = createHash('sha256');
  const file = await open(path, 'wx');
  try {
    let bytes = 0;
    for await (const chunk of content) {
      bytes += chunk.length;
      if (bytes > maxBytes) return err({ type: 'TooLarge', limitBytes: maxBytes });
      hash.update(chunk);
      await file.appendFile(chunk);
    }
    await file.sync();
  } finally {
    await file.close();
  }
  return ok(hash.digest('hex'));
}

async function moveDurably(from: string, to: string): Promise<void> {
  const shelf = dirname(to);
  const madeShelf = await mkdir(shelf, { recursive: true });
  await rename(from, to);
  await syncFolder(shelf);
  if (madeShelf !== undefined) await syncFolder(dirname(shelf));
}

/** A name is durable only after its folder is; Windows has no such call and refuses it. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Only old ones: another process on the same folder may be receiving right now. */
async function removeLeftovers(arrivals: string): Promise<void> {
  const hourAgo = Date.now() - 3_600_000;
  for (const name of await readdir(arrivals)) {
    const path = join(arrivals, name);
    const { mtimeMs } = await stat(path);
    if (mtimeMs < hourAgo) await rm(path, { force: true });
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
