import sharp from 'sharp';
import type { EncodedImage } from '../encode/encode-page.ts';
import { pageKernel } from '../kernel/page-kernel.ts';
import type { Raster } from '../raster.ts';

const longSide = 320;
/** Shorter ones would look coarse beside the others. */
const leastLongSide = 240;
const quality = 80;
/** Sums of so many rows fit in the kernel's 16 bits. */
const largestFactor = 256;

/**
 * Small JPEG of a rendition, its long side 320 pixels at most: means of whole squares, so that a page costs one reading
 * of its pixels and no filter. Pages too small for that are resized.
 */
export async function thumbnailOf(rendered: Raster): Promise<EncodedImage> {
  const long = Math.max(rendered.width, rendered.height);
  const factor = Math.min(largestFactor, Math.ceil(long / longSide), rendered.width, rendered.height);
  const size = Math.floor(long / factor);
  const isMean = factor > 1 && size >= leastLongSide;
  const { data, width, height, channels } = isMean ? meansOf(rendered, factor) : rendered;
  const encoding = sharp(data, { raw: { width, height, channels } });
  if (Math.max(width, height) > longSide) {
    encoding.resize({ width: longSide, height: longSide, fit: 'inside' });
  }
  const { data: bytes, info } = await encoding
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .jpeg({ quality, optimiseCoding: false })
    .toBuffer({ resolveWithObject: true });
  return { bytes, mime: 'image/jpeg', width: info.width, height: info.height };
}

function meansOf({ data, width, height, channels }: Raster, factor: number): Raster {
  const kernel = pageKernel();
  const mark = kernel.mark();
  const small = { width: Math.floor(width / factor), height: Math.floor(height / factor), channels };
  const count = small.width * small.height;
  const isThere = data.buffer === kernel.view(0, 0).buffer;
  const from = isThere ? data.byteOffset : kernel.put(data);
  const gray = kernel.take(count);
  const darkest = kernel.take(count);
  const rgb = kernel.take(count * 3);
  const scratch = kernel.take(width * 3 * channels + 256);
  if (channels === 1) kernel.run.reduceGray(from, width, height, factor, gray, darkest, scratch);
  else kernel.run.reduceColour(from, width, height, factor, rgb, gray, darkest, scratch);
  const means = kernel.view(channels === 1 ? gray : rgb, count * channels).slice();
  kernel.release(mark);
  return { ...small, data: means };
}
