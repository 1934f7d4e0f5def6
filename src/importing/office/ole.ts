import type { FileHandle } from 'node:fs/promises';

/** A compound file (OLE), as far as telling its kind wants it: names of its streams, and the first bytes of large ones. */
export interface OleFile {
  readonly names: ReadonlySet<string>;
  /** Null for a stream that is not there or too small to have sectors of its own. */
  start(name: string, bytes: number): Promise<Buffer | null>;
}

const headerBytes = 512;
const entryBytes = 128;
const smallStreamBelow = 4096;
const lastSector = 0xfffffff9;
/** Beyond what any Office program writes; a loop of sectors ends here too. */
const sectorsLimit = 4_096;

/** Reads the directory; null when it is damaged. Every number in the file is taken for a lie until it was read. */
export async function openOle(file: FileHandle): Promise<OleFile | null> {
  const header = await readAt(file, 0, headerBytes);
  if (!header) return null;
  const shift = header.readUInt16LE(30);
  if (shift !== 9 && shift !== 12) return null;
  const size = 1 << shift;
  const sector = (index: number) => readAt(file, (index + 1) * size, size);
  const fatSectors = await listFatSectors(header, sector);

  const next = async (index: number): Promise<number> => {
    const fat = fatSectors[Math.floor(index / (size / 4))];
    const table = fat === undefined ? null : await sector(fat);
    return table?.readUInt32LE((index % (size / 4)) * 4) ?? lastSector;
  };
  const chain = async (first: number, limit: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for (let index = first; index < lastSector && parts.length < limit; index = await next(index)) {
      const part = await sector(index);
      if (!part) break;
      parts.push(part);
    }
    return Buffer.concat(parts);
  };

  const streams = streamsOf(await chain(header.readUInt32LE(48), sectorsLimit));
  if (streams.size === 0) return null;
  return {
    names: new Set(streams.keys()),
    async start(name, bytes) {
      const stream = streams.get(name);
      if (!stream || stream.bytes < smallStreamBelow) return null;
      return (await chain(stream.first, Math.ceil(bytes / size))).subarray(0, bytes);
    },
  };
}

interface Stream {
  readonly first: number;
  readonly bytes: number;
}

function streamsOf(directory: Buffer): Map<string, Stream> {
  const streams = new Map<string, Stream>();
  for (let at = 0; at + entryBytes <= directory.length; at += entryBytes) {
    const nameBytes = directory.readUInt16LE(at + 64);
    const kind = directory[at + 66];
    if (kind === 0 || nameBytes < 2 || nameBytes > 64) continue;
    const name = directory.subarray(at, at + nameBytes - 2).toString('utf16le');
    // Documents inside this one have streams of the same names: the first is the file's own.
    if (streams.has(name)) continue;
    streams.set(name, { first: directory.readUInt32LE(at + 116), bytes: directory.readUInt32LE(at + 120) });
  }
  return streams;
}

/** The sectors of the allocation table: the first 109 stand in the header, the others in a chain of their own. */
async function listFatSectors(
  header: Buffer,
  sector: (index: number) => Promise<Buffer | null>,
): Promise<readonly number[]> {
  const listed: number[] = [];
  for (let at = 76; at < headerBytes; at += 4) listed.push(header.readUInt32LE(at));
  let index = header.readUInt32LE(68);
  for (let count = 0; index < lastSector && count < sectorsLimit; count++) {
    const more = await sector(index);
    if (!more) break;
    for (let at = 0; at < more.length - 4; at += 4) listed.push(more.readUInt32LE(at));
    index = more.readUInt32LE(more.length - 4);
  }
  return listed;
}

async function readAt(file: FileHandle, at: number, bytes: number): Promise<Buffer | null> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, at);
  // The last sector of a file may be cut short by careless writers.
  return bytesRead === 0 || (at === 0 && bytesRead < bytes) ? null : buffer;
}
