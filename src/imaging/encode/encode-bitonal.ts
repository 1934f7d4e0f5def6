import { promisify } from 'node:util';
import { crc32, deflate, constants as zlib } from 'node:zlib';
import { pageKernel } from '../kernel/page-kernel.ts';
import type { Plane } from '../raster.ts';
import { blockSide, inkLevels } from './ink-levels.ts';

const deflated = promisify(deflate);
const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
const inchesPerMetre = 1 / 0.0254;

/**
 * Gray pixels to a PNG of one bit a pixel with its resolution (ISO/IEC 15948). Rows are told by what differs from the
 * row above, and runs are all that is looked for: smaller than zlib's own search at its best, in a fifth of its time.
 */
export async function encodeBitonal(luma: Plane, dpi: number): Promise<Buffer> {
  const { width, height } = luma;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header[8] = 1;
  const resolution = Buffer.alloc(9);
  const perMetre = Math.round(dpi * inchesPerMetre);
  resolution.writeUInt32BE(perMetre, 0);
  resolution.writeUInt32BE(perMetre, 4);
  resolution[8] = 1;
  const rows = await deflated(packRows(luma, dpi), { level: 1, strategy: zlib.Z_RLE });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('pHYs', resolution),
    chunk('IDAT', rows),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function packRows({ data, width, height }: Plane, dpi: number): Uint8Array {
  const kernel = pageKernel();
  const mark = kernel.mark();
  const columns = Math.ceil(width / blockSide);
  const bytes = height * (((width + 7) >> 3) + 1);
  // A rendition lies in the kernel already, with room enough above it: growing would take it from under its reader.
  const isThere = data.buffer === kernel.view(0, 0).buffer;
  const from = isThere ? data.byteOffset : kernel.put(data);
  const levels = kernel.put(inkLevels(from, width, height, dpi));
  const to = kernel.take(bytes + 16);
  kernel.run.packBits(from, width, height, levels, columns, kernel.take(columns * 4), to);
  const rows = kernel.view(to, bytes).slice();
  kernel.release(mark);
  return rows;
}

function chunk(type: string, content: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
