import { crc32, deflateRawSync } from 'node:zlib';

/** A file of an archive; what is stated of it may be a lie, to see it caught. */
export interface ZipEntry {
  readonly name: string | Buffer;
  readonly bytes: Uint8Array | string;
  readonly packed?: boolean;
  readonly statedBytes?: number;
  readonly statedCrc?: number;
  /** General flags; bit 0 says encrypted. */
  readonly flags?: number;
}

/** Bytes of a zip of these files, in order. */
export function zipOf(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, packed = true, statedBytes, statedCrc, flags = 0x800 } of entries) {
    const plain = Buffer.from(bytes);
    const body = packed ? deflateRawSync(plain) : plain;
    const rawName = Buffer.from(name);
    const head = Buffer.alloc(26);
    head.writeUInt16LE(20, 0);
    head.writeUInt16LE(flags, 2);
    head.writeUInt16LE(packed ? 8 : 0, 4);
    head.writeUInt32LE(statedCrc ?? crc32(plain), 10);
    head.writeUInt32LE(body.length, 14);
    head.writeUInt32LE(statedBytes ?? plain.length, 18);
    head.writeUInt16LE(rawName.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, rawName, body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, tail, rawName);
    files.push(local);
    at += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...files, central, Buffer.from('PK\x05\x06', 'latin1'), end]);
}
