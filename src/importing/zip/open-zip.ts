import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, openPromise, type ZipFile } from 'yauzl';
import { err, ok, type Result } from '../../domain/result.ts';
import {
  zipEntriesLimit,
  zipEntryBytesLimit,
  zipRatioFromBytes,
  zipRatioLimit,
  zipTotalBytesLimit,
} from '../limits.ts';
import { detailOf } from '../reply.ts';
import { entryName } from './entry-name.ts';
import type { ZipFault } from './zip-fault.ts';

/** An archive whose directory keeps to the limits. Its names are only keys: none is ever used as a path. */
export interface ZipArchive {
  /** Files in it, with forward slashes and no slash in front; folders and names that climb out are left out. */
  readonly names: readonly string[];
  /**
   * Unpacks one of `names`. Never gives more bytes than the directory says, nor bytes whose check sum is another: a
   * header that lies ends in `Damaged`.
   */
  read(name: string): Promise<Result<Buffer, ZipFault>>;
  close(): void;
}

/** Opens an archive from a file's path or from its bytes, by its directory alone: nothing is unpacked yet. */
export async function openZip(source: string | Buffer): Promise<Result<ZipArchive, ZipFault>> {
  const options = { lazyEntries: true, autoClose: false, decodeStrings: false, validateEntrySizes: true };
  let zip: ZipFile;
  try {
    zip = await (typeof source === 'string'
      ? openPromise(source, options)
      : fromBufferPromise(source, options));
  } catch (thrown) {
    return err({ type: 'Damaged', detail: detailOf(thrown) });
  }
  const directory = await readDirectory(zip);
  if (!directory.ok) {
    zip.close();
    return directory;
  }
  const entries = directory.value;
  return ok({
    names: [...entries.keys()],
    async read(name) {
      const entry = entries.get(name);
      return entry ? await unpack(zip, entry) : err({ type: 'Damaged', detail: `no ${name}` });
    },
    close: () => zip.close(),
  });
}

async function readDirectory(zip: ZipFile): Promise<Result<ReadonlyMap<string, Entry>, ZipFault>> {
  if (zip.entryCount > zipEntriesLimit) return tooLarge('entries', zip.entryCount, zipEntriesLimit);
  const entries = new Map<string, Entry>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const { uncompressedSize: bytes, compressedSize: packed } = entry;
      total += bytes;
      if (bytes > zipEntryBytesLimit) return tooLarge('entryBytes', bytes, zipEntryBytesLimit);
      if (total > zipTotalBytesLimit) return tooLarge('totalBytes', total, zipTotalBytesLimit);
      const ratio = Math.ceil(bytes / Math.max(1, packed));
      if (bytes > zipRatioFromBytes && ratio > zipRatioLimit) return tooLarge('ratio', ratio, zipRatioLimit);
      if (entry.isEncrypted()) return err({ type: 'Encrypted' });
      const name = entryName(entry.fileNameRaw, entry.generalPurposeBitFlag);
      // Of two entries of one name the later counts, as for every program that unpacks one over the other.
      if (name !== null) entries.set(name, entry);
    }
  } catch (thrown) {
    return err({ type: 'Damaged', detail: detailOf(thrown) });
  }
  return ok(entries);
}

async function unpack(zip: ZipFile, entry: Entry): Promise<Result<Buffer, ZipFault>> {
  const chunks: Buffer[] = [];
  try {
    // More or fewer bytes than the directory says end the stream with an error.
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
  } catch (thrown) {
    return err({ type: 'Damaged', detail: detailOf(thrown) });
  }
  const bytes = Buffer.concat(chunks);
  return crc32(bytes) === entry.crc32 ? ok(bytes) : err({ type: 'Damaged', detail: 'wrong check sum' });
}

function tooLarge(
  measure: Extract<ZipFault, { type: 'TooLarge' }>['measure'],
  found: number,
  limit: number,
): Result<never, ZipFault> {
  return err({ type: 'TooLarge', measure, found, limit });
}
