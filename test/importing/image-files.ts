import { crc32, deflateSync } from 'node:zlib';

/** A PNG that states its size and has next to no pixels. */
export function pngHeader(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(1_000))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(body.length);
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}

interface TiffPage {
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  readonly pixels: Buffer;
}

/** A gray TIFF, each page of one shade, its directory before its pixels. */
export function tiffOf(shades: readonly number[], width: number, height: number, dpi: number): Buffer {
  return tiffFile(
    shades.map((shade) => ({ width, height, dpi, pixels: Buffer.alloc(width * height, shade) })),
  );
}

/** A TIFF that states its size and has hardly any pixels. */
export function tiffHeader(width: number, height: number): Buffer {
  return tiffFile([{ width, height, dpi: 300, pixels: Buffer.alloc(64) }]);
}

function tiffFile(pages: readonly TiffPage[]): Buffer {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 0x2a, 0x00, 8, 0, 0, 0])];
  let at = 8;
  for (const [index, { width, height, dpi, pixels }] of pages.entries()) {
    const short = 3;
    const long = 4;
    const rational = 5;
    const entries = 12;
    const afterDirectory = at + 2 + entries * 12 + 4;
    const pixelsAt = afterDirectory + 16;
    const next = index === pages.length - 1 ? 0 : pixelsAt + pixels.length;
    const directory = Buffer.alloc(2 + entries * 12 + 4 + 16);
    directory.writeUInt16LE(entries, 0);
    const rows: readonly (readonly [tag: number, type: number, value: number])[] = [
      [256, long, width],
      [257, long, height],
      [258, short, 8],
      [259, short, 1],
      [262, short, 1],
      [273, long, pixelsAt],
      [277, short, 1],
      [278, long, height],
      [279, long, pixels.length],
      [282, rational, afterDirectory],
      [283, rational, afterDirectory + 8],
      [296, short, 2],
    ];
    for (const [row, [tag, type, value]] of rows.entries()) {
      const start = 2 + row * 12;
      directory.writeUInt16LE(tag, start);
      directory.writeUInt16LE(type, start + 2);
      directory.writeUInt32LE(1, start + 4);
      directory.writeUInt32LE(value, start + 8);
    }
    directory.writeUInt32LE(next, 2 + entries * 12);
    for (const half of [0, 8]) {
      directory.writeUInt32LE(dpi, 6 + entries * 12 + half);
      directory.writeUInt32LE(1, 10 + entries * 12 + half);
    }
    parts.push(directory, pixels);
    at = pixelsAt + pixels.length;
  }
  return Buffer.concat(parts);
}

/** A 24-bit BMP, rows from the bottom up; red is the row counted from below, blue grows to the right. */
export function bmpOf(width: number, height: number, pixelsPerMetre: number): Buffer {
  const stride = Math.ceil((width * 3) / 4) * 4;
  const isDrawn = width * height < 1_000_000;
  const header = Buffer.alloc(54);
  header.write('BM', 0, 'latin1');
  header.writeUInt32LE((54 + stride * height) % 2 ** 32, 2);
  header.writeUInt32LE(54, 10);
  header.writeUInt32LE(40, 14);
  header.writeInt32LE(width, 18);
  header.writeInt32LE(height, 22);
  header.writeUInt16LE(1, 26);
  header.writeUInt16LE(24, 28);
  header.writeUInt32LE(isDrawn ? stride * height : 0, 34);
  header.writeInt32LE(pixelsPerMetre, 38);
  header.writeInt32LE(pixelsPerMetre, 42);
  const pixels = Buffer.alloc(isDrawn ? stride * height : 256);
  for (let y = 0; isDrawn && y < height; y++) {
    for (let x = 0; x < width; x++) {
      pixels[y * stride + x * 3] = x % 256;
      pixels[y * stride + x * 3 + 2] = y % 256;
    }
  }
  return Buffer.concat([header, pixels]);
}
