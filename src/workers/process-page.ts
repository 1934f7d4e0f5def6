import { readFile } from 'node:fs/promises';
import { openSpoolingSide } from '../capture/spool.ts';
import type { PageReply, PageRequest, SpooledImage } from '../contract/workers.ts';
import type { EncodedImage } from '../imaging/encode/encode-page.ts';
import { workPage } from './work-page.ts';

/** One page from its file into files of the spool. A damaged original or a file system that refuses is a `failure`. */
export async function processPage(request: PageRequest): Promise<PageReply> {
  const start = performance.now();
  try {
    const original = await readFile(request.path);
    const readMs = performance.now() - start;
    const worked = await workPage(original, request);
    if (!worked.ok) return { type: 'failure', detail: worked.error.detail };
    const { ms, ...page } = worked.value;
    const workedAt = performance.now();
    const rendition = await spool(request.spoolFolder, page.rendition);
    const thumbnail = await spool(request.spoolFolder, page.thumbnail);
    const end = performance.now();
    // Files are part of the stage they serve.
    const decode = ms.decode + readMs;
    const encode = ms.encode + end - workedAt;
    return { type: 'page', ...page, rendition, thumbnail, ms: { ...ms, decode, encode, total: end - start } };
  } catch (error) {
    if (isFileSystemError(error)) return { type: 'failure', detail: error.message };
    throw error;
  }
}

async function spool(folder: string, { bytes, ...kind }: EncodedImage): Promise<SpooledImage> {
  const side = await openSpoolingSide(folder, kind.mime === 'image/png' ? 'png' : 'jpg');
  try {
    await side.write(bytes);
    return await side.finish(kind);
  } catch (error) {
    await side.discard();
    throw error;
  }
}

function isFileSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
