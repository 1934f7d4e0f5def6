import { readFile } from 'node:fs/promises';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import sharp from 'sharp';
import type { ImportRequest } from '../../contract/workers.ts';
import { imagePixelsLimit } from '../limits.ts';
import { detailOf, failure, type ImportStep, pageReply } from '../reply.ts';
import { spoolBytes } from '../spool.ts';
import { statedDensity } from './density.ts';

const metresPerInch = 0.0254;

/** The page of a BMP, which libvips does not read. */
export async function* importBmp(request: ImportRequest): AsyncIterable<ImportStep> {
  const { name } = request;
  const bytes = await readFile(request.path);
  const { width, height, dpi, leastBytes } = readHeader(bytes);
  if (width < 1 || height < 1) {
    yield failure({ type: 'FileDamaged', name, detail: `size ${width} x ${height}` });
    return;
  }
  if (width * height > imagePixelsLimit) {
    yield failure({ type: 'ImageTooLarge', name, width, height, limitPixels: imagePixelsLimit });
    return;
  }
  if (bytes.length < leastBytes) {
    // The decoder would fill the missing rows with black.
    yield failure({ type: 'FileDamaged', name, detail: `${bytes.length} bytes of ${leastBytes}` });
    return;
  }
  let png: Buffer;
  try {
    png = await decode(bytes, width, height);
  } catch (thrown) {
    yield failure({ type: 'FileDamaged', name, detail: detailOf(thrown) });
    return;
  }
  const image = await spoolBytes(request.spoolFolder, png, { mime: 'image/png', width, height });
  const density = statedDensity(dpi, width, height);
  yield pageReply({ pageNumber: 1, ...density, method: 'decoded', image, warnings: [] });
}

interface BmpHeader {
  readonly width: number;
  readonly height: number;
  readonly dpi: number | undefined;
  /** Length of the file if its rows are not packed; 0 if they are. */
  readonly leastBytes: number;
}

/** Sizes stand in the first bytes; the height is negative where rows run from the top. */
function readHeader(bytes: Buffer): BmpHeader {
  const start = bytes.readUInt32LE(10);
  const rows = (width: number, height: number, bits: number): number =>
    start + Math.ceil((width * bits) / 32) * 4 * height;
  if (bytes.readUInt32LE(14) === 12) {
    const [width, height] = [bytes.readUInt16LE(18), bytes.readUInt16LE(20)];
    return { width, height, dpi: undefined, leastBytes: rows(width, height, bytes.readUInt16LE(24)) };
  }
  const [width, height] = [bytes.readInt32LE(18), Math.abs(bytes.readInt32LE(22))];
  const isPacked = bytes.length >= 34 && [1, 2, 4, 5].includes(bytes.readUInt32LE(30));
  const perMetre = bytes.length >= 42 ? bytes.readInt32LE(38) : 0;
  return {
    width,
    height,
    dpi: perMetre > 0 ? perMetre * metresPerInch : undefined,
    leastBytes: isPacked || bytes.length < 30 ? 0 : rows(width, height, bytes.readUInt16LE(28)),
  };
}

async function decode(bytes: Buffer, width: number, height: number): Promise<Buffer> {
  const picture = await loadImage(bytes);
  if (picture.width !== width || picture.height !== height) throw new Error('the picture is cut short');
  const context = createCanvas(width, height).getContext('2d');
  context.fillStyle = 'white';
  context.fillRect(0, 0, width, height);
  context.drawImage(picture, 0, 0);
  const { data } = context.getImageData(0, 0, width, height);
  return await sharp(data, { raw: { width, height, channels: 4 } })
    .removeAlpha()
    .png({ compressionLevel: 2 })
    .toBuffer();
}
