import { open, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { v4 as uuidv4, validate } from 'uuid';
import type { ImportError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { UploadHolds } from '../ports/files.ts';
import type { Folders } from './adopt.ts';
import { displayName } from './display-name.ts';
import { codeOf, flushFolder, renamePatiently, writeFlushed } from './durable.ts';

/** A file of bills is as large as the bills; the disk is what limits it. */
export const uploadLimitBytes: Readonly<Record<UploadHolds, number>> = {
  pages: 200 * 1024 * 1024,
  bills: 64 * 1024 ** 3,
};

/**
 * Streams a foreign file to disk under a name of ours. What breaks off or is too large leaves nothing behind. Throws what
 * the disk says.
 */
export async function receiveUpload(
  folders: Folders,
  name: string,
  body: AsyncIterable<Uint8Array>,
  holds: UploadHolds,
): Promise<Result<{ uploadId: string }, ImportError>> {
  const uploadId = uuidv4();
  const shown = displayName(name);
  const part = join(folders.spool, `${uploadId}.upload.part`);
  let refusal: ImportError | null;
  try {
    refusal = await writeBody(part, shown, body, uploadLimitBytes[holds]);
  } catch (cause) {
    await rm(part, { force: true });
    throw cause;
  }
  if (refusal) {
    await rm(part);
    return err(refusal);
  }
  const named = `${part}.json`;
  await writeFlushed(named, JSON.stringify({ name: shown }));
  await renamePatiently(named, join(folders.uploads, `${uploadId}.json`));
  await renamePatiently(part, join(folders.uploads, uploadId));
  await flushFolder(folders.uploads);
  return ok({ uploadId });
}

/** Null when there is no such upload. */
export async function findUpload(
  folders: Folders,
  uploadId: string,
): Promise<{ path: string; name: string } | null> {
  // The id comes from outside and becomes part of a path.
  if (!validate(uploadId)) return null;
  try {
    const { name } = JSON.parse(await readFile(join(folders.uploads, `${uploadId}.json`), 'utf8'));
    const path = join(folders.uploads, uploadId);
    await (await open(path, 'r')).close();
    return { path, name: String(name) };
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return null;
    throw cause;
  }
}

/** For good: all of it was taken in. Its note goes last, so that a file never lies here without its name. */
export async function dropUpload(folders: Folders, uploadId: string): Promise<void> {
  if (!validate(uploadId)) throw new Error(`not an upload: ${uploadId}`);
  await rm(join(folders.uploads, uploadId), { force: true });
  await rm(join(folders.uploads, `${uploadId}.json`), { force: true });
}

/** Names of files that are no more, or never came: what a crash left. */
export async function dropNotesAlone(folders: Folders): Promise<void> {
  const names = new Set(await readdir(folders.uploads));
  for (const name of names) {
    const uploadId = name.replace(/\.json$/, '');
    if (name !== uploadId && validate(uploadId) && !names.has(uploadId))
      await rm(join(folders.uploads, name), { force: true });
  }
}

/** Files nothing took all of, or not yet, with their bytes together. */
export async function countUploads(folders: Folders): Promise<{ files: number; bytes: number }> {
  const counted = { files: 0, bytes: 0 };
  for (const name of await readdir(folders.uploads)) {
    if (!validate(name)) continue;
    // One that is taken in meanwhile is no more.
    const bytes = await stat(join(folders.uploads, name)).then(
      ({ size }) => size,
      () => null,
    );
    if (bytes === null) continue;
    counted.files += 1;
    counted.bytes += bytes;
  }
  return counted;
}

async function writeBody(
  path: string,
  name: string,
  body: AsyncIterable<Uint8Array>,
  limitBytes: number,
): Promise<ImportError | null> {
  const handle = await open(path, 'wx');
  try {
    let bytes = 0;
    for await (const step of steps(body)) {
      if (step.type === 'broken') return { type: 'FileUnreadable', name, detail: step.detail };
      bytes += step.chunk.byteLength;
      if (bytes > limitBytes) return { type: 'FileTooLarge', name, bytes, limitBytes };
      await handle.writeFile(step.chunk);
    }
    await handle.sync();
    return null;
  } finally {
    await handle.close();
  }
}

type BodyStep =
  | { readonly type: 'chunk'; readonly chunk: Uint8Array }
  | { readonly type: 'broken'; readonly detail: string };

/** Tells a sender that broke off from a disk that failed: only the latter is an exception. */
async function* steps(body: AsyncIterable<Uint8Array>): AsyncGenerator<BodyStep> {
  const source = body[Symbol.asyncIterator]();
  let isThrough = false;
  try {
    for (;;) {
      let next: IteratorResult<Uint8Array>;
      try {
        next = await source.next();
      } catch (cause) {
        isThrough = true;
        yield { type: 'broken', detail: cause instanceof Error ? cause.message : String(cause) };
        return;
      }
      if (next.done) {
        isThrough = true;
        return;
      }
      yield { type: 'chunk', chunk: next.value };
    }
  } finally {
    if (!isThrough) await source.return?.();
  }
}
