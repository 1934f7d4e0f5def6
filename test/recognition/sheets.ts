import bwipjs from 'bwip-js';
import qrcode from 'qrcode';
import sharp from 'sharp';
import type { Luma } from '../../src/recognition/luma.ts';

/** A4 at 300 dpi. */
export const a4 = { width: 2480, height: 3508 };

/** A slip of 135 x 135 mm at 300 dpi: enough for one code. */
export const slip = { width: 1600, height: 1600 };

export interface Sticker {
  readonly png: Buffer;
  readonly left: number;
  readonly top: number;
}

export async function qrPng(text: string, modulePx: number): Promise<Buffer> {
  return await qrcode.toBuffer(text, { scale: modulePx, margin: 4 });
}

/** A bar code of any kind bwip-js knows, with a quiet zone of ten modules. */
export async function barcodePng(bcid: string, text: string, modulePx: number): Promise<Buffer> {
  const png = await bwipjs.toBuffer({ bcid, text, scale: 1, height: 20, backgroundcolor: 'FFFFFF' });
  const size = await sharp(png).metadata();
  const isTwoDimensional = ['pdf417', 'datamatrix'].includes(bcid);
  return await sharp(png)
    .flatten({ background: 'white' })
    .resize({
      width: size.width * modulePx,
      height: isTwoDimensional ? size.height * modulePx : 150,
      kernel: 'nearest',
      fit: 'fill',
    })
    .extend({ top: 20, bottom: 20, left: 10 * modulePx, right: 10 * modulePx, background: 'white' })
    .png()
    .toBuffer();
}

/** Puts stickers on white paper and makes it look scanned: turned, softened, grayed, with sensor noise. */
export async function scanned(
  stickers: readonly Sticker[],
  skewDeg = 0,
  size: { readonly width: number; readonly height: number } = a4,
): Promise<Luma> {
  const flat = await sharp({ create: { ...size, channels: 3, background: 'white' } })
    .composite(stickers.map(({ png, left, top }) => ({ input: png, left, top })))
    .removeAlpha()
    .raw()
    .toBuffer();
  const { data, info } = await sharp(flat, { raw: { ...size, channels: 3 } })
    .greyscale()
    .rotate(skewDeg, { background: 'white' })
    .blur(0.6)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const noise = noiseSource(7);
  const luma = new Uint8Array(data.length);
  for (let i = 0; i < luma.length; i++) {
    luma[i] = Math.max(0, Math.min(255, (data[i] ?? 0) * 0.85 + 20 + noise() * 8));
  }
  return { data: luma, width: info.width, height: info.height };
}

/** -1 to 1, the same every time. */
export function noiseSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2147483648 - 1;
  };
}
