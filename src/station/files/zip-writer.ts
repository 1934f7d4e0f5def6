import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** Puts entries one after the other into a zip, unpacked and streamed: an image is packed already. Throws what the disk says. */
export interface ZipWriter {
  /** Gives the number of bytes. `bytes` may throw; then the file is of no use. */
  add(name: string, bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<number>;
  /** The directory at the end, without which nobody opens the file. */
  end(): Promise<void>;
}

interface Written {
  readonly name: Buffer;
  readonly crc: number;
  readonly bytes: number;
  readonly at: number;
}

/** Names are UTF-8; sizes and check sums follow the bytes. */
const flags = 0x0808;
const version = 45;
const many = 0xffff;
const large = 0xffff_ffff;

/** Always with the 64-bit fields, so that thousands of pages and many gigabytes are written the same way as two. */
export function createZipWriter(handle: FileHandle): ZipWriter {
  const written: Written[] = [];
  let at = 0;

  async function put(bytes: Uint8Array): Promise<void> {
    // Of a handle's writeFile it is known that it writes everything.
    await handle.writeFile(bytes);
    at += bytes.byteLength;
  }

  return {
    async add(name, source) {
      const start = at;
      const raw = Buffer.from(name);
      await put(Buffer.concat([localHeader(raw), raw, zip64([0, 0])]));
      let crc = 0;
      let bytes = 0;
      for await (const chunk of source) {
        crc = crc32(chunk, crc);
        bytes += chunk.byteLength;
        await put(chunk);
      }
      await put(dataDescriptor(crc, bytes));
      written.push({ name: raw, crc, bytes, at: start });
      return bytes;
    },
    async end() {
      const start = at;
      for (const entry of written) await put(centralHeader(entry));
      await put(ending(written.length, start, at - start));
    },
  };
}

function localHeader(name: Buffer): Buffer {
  const head = Buffer.alloc(30);
  head.write('PK\x03\x04', 'latin1');
  head.writeUInt16LE(version, 4);
  head.writeUInt16LE(flags, 6);
  head.writeUInt32LE(large, 18);
  head.writeUInt32LE(large, 22);
  head.writeUInt16LE(name.length, 26);
  head.writeUInt16LE(20, 28);
  return head;
}

/** The extra field of 64-bit sizes and, in the directory, of the place. */
function zip64(values: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + 8 * values.length);
  field.writeUInt16LE(1, 0);
  field.writeUInt16LE(8 * values.length, 2);
  for (const [index, value] of values.entries()) field.writeBigUInt64LE(BigInt(value), 4 + 8 * index);
  return field;
}

function dataDescriptor(crc: number, bytes: number): Buffer {
  const descriptor = Buffer.alloc(24);
  descriptor.write('PK\x07\x08', 'latin1');
  descriptor.writeUInt32LE(crc, 4);
  descriptor.writeBigUInt64LE(BigInt(bytes), 8);
  descriptor.writeBigUInt64LE(BigInt(bytes), 16);
  return descriptor;
}

function centralHeader({ name, crc, bytes, at }: Written): Buffer {
  const head = Buffer.alloc(46);
  head.write('PK\x01\x02', 'latin1');
  head.writeUInt16LE(version, 4);
  head.writeUInt16LE(version, 6);
  head.writeUInt16LE(flags, 8);
  head.writeUInt32LE(crc, 16);
  head.writeUInt32LE(large, 20);
  head.writeUInt32LE(large, 24);
  head.writeUInt16LE(name.length, 28);
  const extra = zip64([bytes, bytes, at]);
  head.writeUInt16LE(extra.length, 30);
  head.writeUInt32LE(large, 42);
  return Buffer.concat([head, name, extra]);
}

/** Both endings and the pointer from the short one to the long. */
function ending(entries: number, start: number, bytes: number): Buffer {
  const long = Buffer.alloc(56);
  long.write('PK\x06\x06', 'latin1');
  long.writeBigUInt64LE(44n, 4);
  long.writeUInt16LE(version, 12);
  long.writeUInt16LE(version, 14);
  long.writeBigUInt64LE(BigInt(entries), 24);
  long.writeBigUInt64LE(BigInt(entries), 32);
  long.writeBigUInt64LE(BigInt(bytes), 40);
  long.writeBigUInt64LE(BigInt(start), 48);
  const pointer = Buffer.alloc(20);
  pointer.write('PK\x06\x07', 'latin1');
  pointer.writeBigUInt64LE(BigInt(start + bytes), 8);
  pointer.writeUInt32LE(1, 16);
  const short = Buffer.alloc(22);
  short.write('PK\x05\x06', 'latin1');
  short.writeUInt16LE(many, 8);
  short.writeUInt16LE(many, 10);
  short.writeUInt32LE(large, 12);
  short.writeUInt32LE(large, 16);
  return Buffer.concat([long, pointer, short]);
}
