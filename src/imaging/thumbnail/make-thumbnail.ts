import sharp from 'sharp';
import type { EncodedImage } from '../encode/encode-page.ts';
import type { Raster } from '../raster.ts';

const longSide = 320;
const quality = 80;
/** Samples a side taken from each square of the first reduction: more cannot be told apart at this size. */
const samples = 3;

/** Small JPEG of a rendition, its long side 320 pixels at most. */
export async function thumbnailOf(rendered: Raster): Promise<EncodedImage> {
  const small = shrink(rendered, Math.floor(Math.max(rendered.width, rendered.height) / (longSide * 1.5)));
  const { data, info } = await sharp(small.data, {
    raw: { width: small.width, height: small.height, channels: small.channels },
  })
    .resize({ width: longSide, height: longSide, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality })
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, mime: 'image/jpeg', width: info.width, height: info.height };
}

function shrink(raster: Raster, wanted: number): Raster {
  const factor = Math.min(wanted, raster.width, raster.height);
  if (factor < 2) return raster;
  const { data, channels } = raster;
  const width = Math.floor(raster.width / factor);
  const height = Math.floor(raster.height / factor);
  const out = new Uint8Array(width * height * channels);
  const offsets = Array.from({ length: Math.min(samples, factor) }, (_, k) =>
    Math.floor(((k + 0.5) * factor) / Math.min(samples, factor)),
  );
  const reach = offsets.flatMap((dy) => offsets.map((dx) => (dy * raster.width + dx) * channels));
  const share = 1 / reach.length;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const corner = (y * raster.width + x) * factor * channels;
      const to = (y * width + x) * channels;
      if (channels === 1) {
        let sum = 0;
        for (let k = 0; k < reach.length; k++) sum += data[corner + (reach[k] as number)] as number;
        out[to] = sum * share;
        continue;
      }
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let k = 0; k < reach.length; k++) {
        const at = corner + (reach[k] as number);
        red += data[at] as number;
        green += data[at + 1] as number;
        blue += data[at + 2] as number;
      }
      out[to] = red * share;
      out[to + 1] = green * share;
      out[to + 2] = blue * share;
    }
  }
  return { data: out, width, height, channels };
}
