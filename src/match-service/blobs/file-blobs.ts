import type { Stats } from 'node:fs';
import { access, constants, readdir, readFile, rm, stat, statfs, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';
import { codeOf, openArrivals, receive } from './arrival.ts';
import type { BlobError, BlobStore, StoredBlob } from './blob-store.ts';
import { openFolderNames } from './folder-names.ts';
import { intact } from './intact.ts';

export interface FileBlobLimits {
  /** Largest blob taken. */
  readonly maxBytes: number;
  /** Free bytes the disk must keep; below, nothing more is taken. */
  readonly reserveBytes: number;
}

/**
 * Blobs as files `<first 2 hex>/<sha256>` in `folder`. Leftovers of uploads a crash cut off are removed on opening. A blob
 * is there once its bytes and its name are on the disk.
 */
export async function openFileBlobs(folder: string, limits: FileBlobLimits): Promise<BlobStore> {
  const arrivals = join(folder, 'arriving');
  await openArrivals(arrivals);
  const pathOf = (sha256: Sha256) => join(folder, sha256.slice(0, 2), sha256);
  const names = await openFolderNames(folder);

  async function sizeOf(sha256: Sha256): Promise<number | null> {
    const path = pathOf(sha256);
    try {
      const { size } = await stat(path);
      // The one who moved it here may have died, or been told by the disk that it failed, before the name was flushed.
      await names.settle(dirname(path));
      return size;
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
    return receive(arrivals, sha256, content, limits.maxBytes, async (arrived) => {
      if ((await sizeOf(sha256)) !== null) {
        // Whoever sends it again is about to name it: it counts as arrived now.
        const now = new Date();
        await utimes(pathOf(sha256), now, now);
        return ok('present');
      }
      await names.move(arrived, pathOf(sha256));
      return ok('created');
    });
  }

  async function* list(): AsyncGenerator<StoredBlob> {
    for (const shelf of await readdir(folder)) {
      if (!/^[0-9a-f]{2}$/.test(shelf)) continue;
      for (const sha256 of await readdir(join(folder, shelf))) {
        const info = await infoOf(pathOf(sha256));
        if (info) yield { sha256, bytes: info.size, arrivedAt: info.mtimeMs };
      }
    }
  }

  return {
    sizeOf,
    put,
    list,
    async arrivedAt(sha256) {
      return (await infoOf(pathOf(sha256)))?.mtimeMs ?? null;
    },
    remove: (sha256) => rm(pathOf(sha256), { force: true }),
    read: async (sha256) => intact(sha256, await readFile(pathOf(sha256))),
    async check() {
      await access(folder, constants.W_OK);
    },
  };
}

async function infoOf(path: string): Promise<Stats | null> {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}
