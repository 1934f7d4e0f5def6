import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { v4 as uuidv4 } from 'uuid';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import type { z } from 'zod';
import {
  type BillFileIndex,
  billFileHead,
  billFileIndex,
  billFileVersion,
  type CarriedBill,
  carriedBill,
} from '../../contract/bill-file.ts';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { StationError } from '../../contract/errors.ts';
import { manifest as manifestSchema } from '../../contract/wire.ts';
import { uuidOf } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { BillFile, SpooledBytes } from '../ports/files.ts';
import type { Folders } from './adopt.ts';
import { codeOf } from './durable.ts';

/** JSON of one bill: its manifests name at most some thousands of pages. */
const largestTextBytes = 64 * 1024 * 1024;

/** Why a file is not taken; thrown within this file, and given back by it. */
class Refused extends Error {
  readonly error: StationError;
  constructor(error: StationError) {
    super(error.type);
    this.error = error;
  }
}

/**
 * Opens a file of bills and reads its index. What it holds is believed only after it is read against its hash: nothing of a
 * damaged, cut off or foreign file is ever given out as good. Throws what the disk says.
 */
export function readBillFile(
  folders: Folders,
  { path, name }: { readonly path: string; readonly name: string },
): Promise<Result<BillFile, StationError>> {
  const damaged = (detail: string) => new Refused({ type: 'BillFileDamaged', name, detail });

  async function opened(): Promise<BillFile> {
    const zip = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((cause: unknown) => {
      if (codeOf(cause)?.startsWith('E')) throw cause;
      throw damaged(String(cause));
    });
    try {
      const entries = await entriesOf(zip);
      const index = await indexOf(zip, entries);
      return {
        index,
        bill: (one) => guard(() => billOf(zip, entries, one)),
        images: (onProgress, signal) => guard(() => imagesOf(zip, entries, index, onProgress, signal)),
        close: () => zip.close(),
      };
    } catch (cause) {
      zip.close();
      throw cause;
    }
  }

  async function entriesOf(zip: ZipFile): Promise<ReadonlyMap<string, Entry>> {
    const entries = new Map<string, Entry>();
    try {
      for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    } catch (cause) {
      throw damaged(String(cause));
    }
    return entries;
  }

  async function indexOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>): Promise<BillFileIndex> {
    if (!entries.has('index.json')) throw new Refused({ type: 'BillFileForeign', name });
    const json = jsonOf((await textOf(zip, entries, 'index.json')).toString());
    const head = billFileHead.safeParse(json);
    if (!head.success) throw new Refused({ type: 'BillFileForeign', name });
    if (head.data.v > billFileVersion)
      throw new Refused({ type: 'BillFileTooNew', name, found: head.data.v, known: billFileVersion });
    return shaped(billFileIndex, json, 'index.json');
  }

  async function billOf(
    zip: ZipFile,
    entries: ReadonlyMap<string, Entry>,
    { billId, sha256 }: BillFileIndex['bills'][number],
  ): Promise<CarriedBill> {
    const entry = `bills/${uuidOf(billId)}.json`;
    const text = await textOf(zip, entries, entry);
    if (createHash('sha256').update(text).digest('hex') !== sha256) throw damaged(`${entry}: another hash`);
    const bill = shaped(carriedBill, jsonOf(text.toString()), entry);
    for (const revision of bill.revisions) {
      const manifest = shaped(manifestSchema, jsonOf(revision.manifest), entry);
      const digest = createHash('sha256').update(revision.manifest).digest('hex');
      if (canonicalJson(manifest) !== revision.manifest || digest !== revision.digest)
        throw damaged(`${entry}: a manifest is not what its digest says`);
      if (manifest.billUuid !== uuidOf(billId)) throw damaged(`${entry}: of another bill`);
    }
    return bill;
  }

  async function imagesOf(
    zip: ZipFile,
    entries: ReadonlyMap<string, Entry>,
    { images }: BillFileIndex,
    onProgress: (bytes: number) => void,
    signal: AbortSignal,
  ): Promise<readonly SpooledBytes[]> {
    const spooled: SpooledBytes[] = [];
    let done = 0;
    try {
      for (const { sha256, bytes } of images) {
        const path = join(folders.spool, `${uuidv4()}.image.part`);
        spooled.push({ path, sha256 });
        const hash = createHash('sha256');
        const handle = await open(path, 'wx');
        try {
          for await (const chunk of contentOf(zip, entries, `images/${sha256}`, bytes)) {
            if (signal.aborted) throw new Refused({ type: 'TransferCancelled' });
            hash.update(chunk);
            await handle.writeFile(chunk);
            done += chunk.byteLength;
            onProgress(done);
          }
        } finally {
          await handle.close();
        }
        if (hash.digest('hex') !== sha256) throw damaged(`images/${sha256}: another hash`);
      }
      return spooled;
    } catch (cause) {
      for (const { path } of spooled) await rm(path, { force: true });
      throw cause;
    }
  }

  async function textOf(zip: ZipFile, entries: ReadonlyMap<string, Entry>, entry: string): Promise<Buffer> {
    const bytes = entries.get(entry)?.uncompressedSize ?? 0;
    if (bytes > largestTextBytes) throw damaged(`${entry}: ${bytes} bytes`);
    const chunks: Uint8Array[] = [];
    for await (const chunk of contentOf(zip, entries, entry, bytes)) chunks.push(chunk);
    return Buffer.concat(chunks);
  }

  /** As many bytes as are announced, else it is refused. */
  async function* contentOf(
    zip: ZipFile,
    entries: ReadonlyMap<string, Entry>,
    name: string,
    bytes: number,
  ): AsyncGenerator<Uint8Array> {
    const entry = entries.get(name);
    // Not packed, it can be no more than the file itself.
    if (entry?.compressionMethod !== 0 || entry.uncompressedSize !== bytes)
      throw damaged(`${name} is not there as announced`);
    const stream = await zip.openReadStreamPromise(entry).catch((cause: unknown) => {
      throw damaged(String(cause));
    });
    const source = stream[Symbol.asyncIterator]();
    for (;;) {
      const next = await source.next().catch((cause: unknown) => {
        throw codeOf(cause) === 'EIO' ? cause : damaged(String(cause));
      });
      if (next.done) return;
      yield next.value as Uint8Array;
    }
  }

  function jsonOf(text: string): unknown {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw damaged(String(cause));
    }
  }

  function shaped<T extends z.ZodType>(schema: T, json: unknown, what: string): z.output<T> {
    const parsed = schema.safeParse(json);
    if (!parsed.success) throw damaged(`${what}: ${parsed.error.issues[0]?.message ?? ''}`);
    return parsed.data;
  }

  return guard(opened);
}

async function guard<T>(work: () => Promise<T>): Promise<Result<T, StationError>> {
  try {
    return ok(await work());
  } catch (cause) {
    if (cause instanceof Refused) return err(cause.error);
    throw cause;
  }
}
