import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { v4 as uuidv4, validate } from 'uuid';
import type { BillFileIndex, CarriedBill } from '../../contract/bill-file.ts';
import type { StationError } from '../../contract/errors.ts';
import { uuidOf } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Sha256 } from '../../domain/units.ts';
import type { BillFileToWrite, ExportedFile } from '../ports/files.ts';
import type { Folders } from './adopt.ts';
import { codeOf, flushFolder, renamePatiently } from './durable.ts';
import { createZipWriter } from './zip-writer.ts';

/**
 * Writes bills and images into one file in the exports folder; once it is there it is whole and on the disk. Every image is
 * read against its hash. Throws what the disk says; cancelled or failed, nothing is left.
 */
export async function writeBillFile(
  folders: Folders,
  pathOf: (sha256: Sha256) => string,
  { name, head, bills, images, onProgress, signal }: BillFileToWrite,
): Promise<Result<ExportedFile, StationError>> {
  const exportId = uuidv4();
  const part = join(folders.spool, `${exportId}.bills.part`);
  const handle = await open(part, 'wx');
  let failure: StationError | null = null;
  try {
    const zip = createZipWriter(handle);
    let done = 0;
    const carried: BillFileIndex['bills'] = [];
    for (const bill of bills()) {
      const text = Buffer.from(JSON.stringify(bill));
      const billId = `bill:${uuidOfCarried(bill)}` as const;
      await zip.add(`bills/${uuidOf(billId)}.json`, [text]);
      carried.push({ billId, sha256: createHash('sha256').update(text).digest('hex') });
    }
    for (const image of images) {
      const hash = createHash('sha256');
      const chunks = imageChunks(pathOf(image.sha256), (chunk) => {
        hash.update(chunk);
        done += chunk.byteLength;
        onProgress(done);
        if (signal.aborted) throw new Cancelled();
      });
      const isThere = await zip.add(`images/${image.sha256}`, chunks).catch((cause: unknown) => {
        if (codeOf(cause) === 'ENOENT') return null;
        throw cause;
      });
      if (isThere !== image.bytes || hash.digest('hex') !== image.sha256) {
        failure = { type: 'PageFileDamaged', pageId: image.pageId };
        break;
      }
    }
    const index: BillFileIndex = {
      format: 'platen-bills',
      ...head,
      bills: carried,
      images: images.map(({ sha256, bytes }) => ({ sha256, bytes })),
    };
    await zip.add('index.json', [Buffer.from(JSON.stringify(index))]);
    await zip.end();
    await handle.sync();
  } catch (cause) {
    if (!(cause instanceof Cancelled)) throw cause;
    failure = { type: 'TransferCancelled' };
  } finally {
    await handle.close();
    if (failure !== null) await rm(part, { force: true });
  }
  if (failure !== null) return err(failure);
  const shelf = join(folders.exports, exportId);
  await mkdir(shelf);
  await renamePatiently(part, join(shelf, name));
  await flushFolder(shelf);
  await flushFolder(folders.exports);
  return ok({ exportId, name });
}

/** Null where there is no such file. */
export async function findExport(
  folders: Folders,
  exportId: string,
): Promise<{ path: string; name: string } | null> {
  // The id comes from outside and becomes part of a path.
  if (!validate(exportId)) return null;
  const shelf = join(folders.exports, exportId);
  const [name] = await readdir(shelf).catch((cause: unknown) => {
    if (codeOf(cause) === 'ENOENT') return [];
    throw cause;
  });
  return name === undefined ? null : { path: join(shelf, name), name: basename(name) };
}

/** Takes away exported files that nobody needs any more: of none of their bills it is awaited that another station sends it. */
export async function dropExports(folders: Folders, keep: ReadonlySet<string>): Promise<void> {
  for (const exportId of await readdir(folders.exports)) {
    const file = await findExport(folders, exportId);
    if (file === null || !keep.has(file.name))
      await rm(join(folders.exports, exportId), { recursive: true, force: true });
  }
}

class Cancelled extends Error {}

function uuidOfCarried({ revisions }: CarriedBill): string {
  const { billUuid } = JSON.parse(revisions[0]?.manifest ?? '{}') as { billUuid: string };
  return billUuid;
}

async function* imageChunks(path: string, seen: (chunk: Uint8Array) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    seen(chunk);
    yield chunk;
  }
}
