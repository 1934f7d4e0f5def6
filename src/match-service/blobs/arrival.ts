import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';
import type { BlobError } from './blob-store.ts';

/** Makes the folder uploads arrive in. Leftovers of uploads a crash cut off are removed. */
export async function openArrivals(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await removeLeftovers(folder);
}

/**
 * Writes `content` to a file of its own in `folder`, flushed to the disk, and gives it to `keep` if it has that hash.
 * The file is gone afterwards, unless `keep` moved it.
 */
export async function receive<T>(
  folder: string,
  sha256: Sha256,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
  keep: (path: string, bytes: number) => Promise<Result<T, BlobError>>,
): Promise<Result<T, BlobError>> {
  const path = join(folder, `${sha256}.${randomUUID()}.part`);
  try {
    const written = await write(path, content, maxBytes);
    if (!written.ok) return written;
    if (written.value.sha256 !== sha256) return err({ type: 'DigestMismatch', found: written.value.sha256 });
    return await keep(path, written.value.bytes);
  } catch (error) {
    if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error))) return err({ type: 'NoSpace' });
    throw error;
  } finally {
    await rm(path, { force: true });
  }
}

async function write(
  path: string,
  content: AsyncIterable<Uint8Array>,
  maxBytes: number,
): Promise<Result<{ sha256: Sha256; bytes: number }, BlobError>> {
  const hash = createHash('sha256');
  let bytes = 0;
  const file = await open(path, 'wx');
  try {
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
  return ok({ sha256: hash.digest('hex'), bytes });
}

/** Only old ones: another process on the same folder may be receiving right now. */
async function removeLeftovers(arrivals: string): Promise<void> {
  const hourAgo = Date.now() - 3_600_000;
  for (const name of await readdir(arrivals)) {
    const path = join(arrivals, name);
    if (((await arrivalOf(path)) ?? hourAgo) < hourAgo) await rm(path, { force: true });
  }
}

/** Null: that other process has it through by now. */
async function arrivalOf(path: string): Promise<number | null> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** `ENOENT` and its like; empty for an error without a code. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
