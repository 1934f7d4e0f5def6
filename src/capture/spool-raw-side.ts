import sharp, { type Sharp } from 'sharp';
import type { SpooledImage } from '../contract/workers.ts';
import { openSpoolingSide } from './spool.ts';

/** One side as a driver reads it, rows top down without padding. */
export interface RawSide {
  /** Pixels. */
  readonly width: number;
  readonly height: number;
  readonly dpi: number;
  /**
   * `bitonal`: one bit a pixel, most significant first, rows padded to a byte, 1 is black. `gray`, `colour`: a byte a
   * sample, RGB. `gray16`, `colour16`: two bytes a sample in the machine's order.
   */
  readonly format: 'bitonal' | 'gray' | 'colour' | 'gray16' | 'colour16';
  readonly pixels: Uint8Array;
}

/** JPEG counts rows and columns in 16 bits (ITU-T T.81); a longer sheet is kept as PNG. */
const jpegLimit = 65_535;
const jpegQuality = 85;

/**
 * Encodes a side and puts it into the spool folder: JPEG, losslessly PNG; bitonal always CCITT G4 TIFF, which loses
 * nothing. File system errors are thrown with their code. Throws for pixels that do not fill the size.
 */
export async function spoolRawSide(
  folder: string,
  side: RawSide,
  storage: 'compact' | 'lossless',
): Promise<SpooledImage> {
  const { bytes, mime, extension } = await encode(side, storage);
  const spooling = await openSpoolingSide(folder, extension);
  let isFinished = false;
  try {
    await spooling.write(bytes);
    const image = await spooling.finish({ mime, width: side.width, height: side.height });
    isFinished = true;
    return image;
  } finally {
    if (!isFinished) await spooling.discard();
  }
}

async function encode(side: RawSide, storage: 'compact' | 'lossless') {
  const { width, height, dpi } = side;
  if (side.pixels.length !== bytesOf(side)) {
    throw new Error(`${side.pixels.length} bytes for ${width} x ${height} ${side.format}`);
  }
  if (side.format === 'bitonal') {
    const perMm = dpi / 25.4;
    const bytes = await sharp(grayOfBits(side), { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .tiff({ compression: 'ccittfax4', bitdepth: 1, xres: perMm, yres: perMm, resolutionUnit: 'inch' })
      .toBuffer();
    return { bytes, mime: 'image/tiff', extension: 'tif' };
  }
  const image = opened(side, storage).withDensity(dpi);
  if (storage === 'lossless' || width > jpegLimit || height > jpegLimit) {
    // Level 1 is a fifth slower than storing and takes half the place; higher levels cost more than they give.
    return {
      bytes: await image.png({ compressionLevel: 1 }).toBuffer(),
      mime: 'image/png',
      extension: 'png',
    };
  }
  // Tables made for each side would take twice the time to save a twelfth of the bytes.
  const bytes = await image.jpeg({ quality: jpegQuality, optimiseCoding: false }).toBuffer();
  return { bytes, mime: 'image/jpeg', extension: 'jpg' };
}

/** Without a colour profile: the libraries would make three channels of a gray side to fit one. */
function opened({ width, height, format, pixels }: RawSide, storage: 'compact' | 'lossless'): Sharp {
  const isGray = format === 'gray' || format === 'gray16';
  const isWide = format === 'gray16' || format === 'colour16';
  const samples = isWide ? new Uint16Array(pixels.buffer, pixels.byteOffset, pixels.byteLength / 2) : pixels;
  const image = sharp(samples, { raw: { width, height, channels: isGray ? 1 : 3 } });
  if (isWide && storage === 'lossless') return image.toColourspace(isGray ? 'grey16' : 'rgb16');
  return isGray ? image.toColourspace('b-w') : image;
}

function bytesOf({ width, height, format }: RawSide): number {
  switch (format) {
    case 'bitonal':
      return Math.ceil(width / 8) * height;
    case 'gray':
      return width * height;
    case 'colour':
      return width * height * 3;
    case 'gray16':
      return width * height * 2;
    case 'colour16':
      return width * height * 6;
  }
}

function grayOfBits({ width, height, pixels }: RawSide): Uint8Array {
  const stride = Math.ceil(width / 8);
  const gray = new Uint8Array(width * height);
  for (let y = 0, out = 0; y < height; y += 1) {
    const row = y * stride;
    for (let x = 0; x < width; x += 1, out += 1) {
      const isBlack = ((pixels[row + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
      gray[out] = isBlack ? 0 : 255;
    }
  }
  return gray;
}
