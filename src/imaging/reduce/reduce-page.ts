import { lumaWeights, type Plane, type Raster } from '../raster.ts';

/** Fine enough for text of 6 points, small enough that every analysis is a matter of milliseconds. */
const targetDpi = 75;

/** The page at about 75 dpi: each pixel the mean of a square of `factor` source pixels; rests at right and bottom fall away. */
export interface ReducedPage {
  readonly gray: Plane;
  /** Interleaved RGB of the same size; null for a gray source. */
  readonly rgb: Uint8Array | null;
  readonly factor: number;
  readonly dpi: number;
  /** The whole original in these pixels, the fraction that fell away included. */
  readonly frame: { readonly width: number; readonly height: number };
}

export function reducePage(page: Raster, dpi: number): ReducedPage {
  const wanted = Math.max(1, Math.round(dpi / targetDpi));
  const factor = Math.min(wanted, page.width, page.height);
  const width = Math.floor(page.width / factor);
  const height = Math.floor(page.height / factor);
  const frame = { width: page.width / factor, height: page.height / factor };
  if (page.channels === 1) {
    const gray = { data: reduceGray(page, factor, width, height), width, height };
    return { gray, rgb: null, factor, dpi: dpi / factor, frame };
  }
  const rgb = reduceColour(page, factor, width, height);
  return { gray: { data: toLuma(rgb), width, height }, rgb, factor, dpi: dpi / factor, frame };
}

/** Luma of interleaved RGB. */
export function toLuma(rgb: Uint8Array): Uint8Array {
  const { red, green, blue } = lumaWeights;
  const luma = new Uint8Array(rgb.length / 3);
  for (let i = 0, j = 0; i < luma.length; i++, j += 3) {
    luma[i] =
      ((rgb[j] as number) * red + (rgb[j + 1] as number) * green + (rgb[j + 2] as number) * blue + 128) >> 8;
  }
  return luma;
}

function reduceGray(page: Raster, factor: number, width: number, height: number): Uint8Array {
  const { data } = page;
  const out = new Uint8Array(width * height);
  const sums = new Uint32Array(width);
  const scale = 1 / (factor * factor);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let dy = 0; dy < factor; dy++) {
      let at = (y * factor + dy) * page.width;
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (const end = at + factor; at < end; at++) sum += data[at] as number;
        sums[x] = (sums[x] as number) + sum;
      }
    }
    const row = y * width;
    for (let x = 0; x < width; x++) out[row + x] = (sums[x] as number) * scale + 0.5;
  }
  return out;
}

function reduceColour(page: Raster, factor: number, width: number, height: number): Uint8Array {
  const { data } = page;
  const out = new Uint8Array(width * height * 3);
  const sums = new Uint32Array(width * 3);
  const scale = 1 / (factor * factor);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let dy = 0; dy < factor; dy++) {
      let at = (y * factor + dy) * page.width * 3;
      for (let x = 0; x < width * 3; x += 3) {
        let red = 0;
        let green = 0;
        let blue = 0;
        for (const end = at + factor * 3; at < end; at += 3) {
          red += data[at] as number;
          green += data[at + 1] as number;
          blue += data[at + 2] as number;
        }
        sums[x] = (sums[x] as number) + red;
        sums[x + 1] = (sums[x + 1] as number) + green;
        sums[x + 2] = (sums[x + 2] as number) + blue;
      }
    }
    const row = y * width * 3;
    for (let x = 0; x < width * 3; x++) out[row + x] = (sums[x] as number) * scale + 0.5;
  }
  return out;
}
