import { type Canvas, createCanvas, ImageData, loadImage } from '@napi-rs/canvas';
import sharp from 'sharp';
import { imagePixelsLimit } from '../limits.ts';
import { decodeJbig2 } from './jbig2.ts';
import type { OfdPackage } from './package.ts';
import type { Resource } from './resources.ts';
import { attribute } from './xml.ts';

/** Pixels kept for a picture that comes again on the next page, such as a letterhead. */
const keptPixels = 40_000_000;

export interface Pictures {
  /** Null: it is not there, damaged, over 100 MP or of a kind that cannot be read. */
  pictureOf(media: Resource | undefined): Promise<Canvas | null>;
}

export function openPictures(ofd: OfdPackage): Pictures {
  const kept = new Map<string, Canvas>();
  let pixels = 0;
  return {
    async pictureOf(media) {
      if (media?.file == null) return null;
      const known = kept.get(media.file);
      if (known) return known;
      const bytes = await ofd.bytes(media.file);
      const isJbig2 = /^(GBIG2|JBIG2|JB2)$/i.test(attribute(media.element, 'Format'));
      const picture = bytes.ok ? await decodeMedia(bytes.value, isJbig2) : null;
      if (!picture) return null;
      pixels += picture.width * picture.height;
      if (pixels > keptPixels) {
        kept.clear();
        pixels = picture.width * picture.height;
      }
      kept.set(media.file, picture);
      return picture;
    },
  };
}

/** JBIG2 tells itself by its first bytes, or by its name alone where a program has cut them off. */
async function decodeMedia(bytes: Buffer, isJbig2: boolean): Promise<Canvas | null> {
  const picture = await decodePicture(bytes);
  if (picture || !(isJbig2 || bytes.toString('latin1', 0, 4) === '\x97JB2')) return picture;
  try {
    const png = await decodeJbig2(bytes);
    return png && (await decodePicture(png));
  } catch {
    return null;
  }
}

/** A picture of any kind by its bytes; null if it cannot be read. */
export async function decodePicture(bytes: Buffer): Promise<Canvas | null> {
  try {
    return bytes.toString('latin1', 0, 2) === 'BM' ? await decodeBmp(bytes) : await decode(bytes);
  } catch {
    // Whatever is wrong with it, the page is drawn without it and says so.
    return null;
  }
}

async function decode(bytes: Buffer): Promise<Canvas | null> {
  const source = sharp(bytes, { failOn: 'error', limitInputPixels: imagePixelsLimit });
  const { data, info } = await source
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const canvas = createCanvas(width, height);
  const pixels = new Uint8ClampedArray(data.buffer, data.byteOffset, width * height * 4);
  canvas.getContext('2d').putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas;
}

/** libvips does not read BMP; the canvas does. */
async function decodeBmp(bytes: Buffer): Promise<Canvas | null> {
  const stated = Math.abs(bytes.readInt32LE(18)) * Math.abs(bytes.readInt32LE(22));
  if (bytes.readUInt32LE(14) >= 40 && stated > imagePixelsLimit) return null;
  const picture = await loadImage(bytes);
  if (picture.width < 1 || picture.height < 1) return null;
  const canvas = createCanvas(picture.width, picture.height);
  canvas.getContext('2d').drawImage(picture, 0, 0);
  return canvas;
}
