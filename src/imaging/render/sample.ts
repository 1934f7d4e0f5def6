import type { Raster } from '../raster.ts';
import { type GainMap, gainAt } from '../tone/gain-map.ts';

/** The way over the source in output order: the corner of the first output pixel and the steps to its neighbours. */
export interface Walk {
  readonly width: number;
  readonly height: number;
  readonly origin: { readonly x: number; readonly y: number };
  readonly stepX: { readonly x: number; readonly y: number };
  readonly stepY: { readonly x: number; readonly y: number };
}

/** Output pixels that share one look at the gain map: it bends over millimetres. */
const run = 16;
/** Output columns done together where the walk goes down the source: their source rows stay in the cache. */
const band = 64;
/** Product of a level and a gain, in 256ths, to a level. */
const clipped = Uint8Array.from({ length: 1024 }, (_, i) => Math.min(255, i));

/** Output pixels along the walk, gray or colour as the source is; white beyond the source. */
export function sample(source: Raster, walk: Walk, gains: GainMap | null): Uint8Array {
  const out = new Uint8Array(walk.width * walk.height * source.channels);
  const isSideways = Math.abs(walk.stepX.y) > Math.abs(walk.stepX.x);
  const isStraight = Number.isInteger(walk.stepX.x) && Number.isInteger(walk.stepX.y);
  const take = pickTaker(source.channels, isStraight);
  const gain = new Int32Array([256, 256, 256]);
  const width = isSideways ? band : walk.width;
  for (let left = 0; left < walk.width; left += width) {
    const right = Math.min(walk.width, left + width);
    for (let y = 0; y < walk.height; y++) {
      const rowX = walk.origin.x + walk.stepX.x * 0.5 + walk.stepY.x * (y + 0.5) - 0.5;
      const rowY = walk.origin.y + walk.stepX.y * 0.5 + walk.stepY.y * (y + 0.5) - 0.5;
      for (let x = left; x < right; x += run) {
        const count = Math.min(run, right - x);
        const sx = rowX + walk.stepX.x * x;
        const sy = rowY + walk.stepX.y * x;
        const endX = sx + walk.stepX.x * (count - 1);
        const endY = sy + walk.stepX.y * (count - 1);
        const at = (y * walk.width + x) * source.channels;
        if (gains) gainAt(gains, (sx + endX) / 2, (sy + endY) / 2, gain);
        if (isWithin(source, sx, sy) && isWithin(source, endX, endY)) {
          take(source, out, at, count, sx, sy, walk.stepX.x, walk.stepX.y, gain);
        } else {
          takeAtEdge(source, out, at, count, sx, sy, walk.stepX.x, walk.stepX.y, gain);
        }
      }
    }
  }
  return out;
}

type Taker = (
  source: Raster,
  out: Uint8Array,
  at: number,
  count: number,
  x: number,
  y: number,
  dx: number,
  dy: number,
  gain: Int32Array,
) => void;

function pickTaker(channels: 1 | 3, isStraight: boolean): Taker {
  if (channels === 3) return isStraight ? copyColour : blendColour;
  return isStraight ? copyGray : blendGray;
}

function isWithin({ width, height }: Raster, x: number, y: number): boolean {
  return x >= 0 && y >= 0 && x < width - 1 && y < height - 1;
}

const copyColour: Taker = (source, out, at, count, x, y, dx, dy, gain) => {
  const { data, width } = source;
  const red = gain[0] as number;
  const green = gain[1] as number;
  const blue = gain[2] as number;
  const step = (dy * width + dx) * 3;
  let i = (Math.round(y) * width + Math.round(x)) * 3;
  let o = at;
  for (let k = 0; k < count; k++) {
    out[o] = clipped[((data[i] as number) * red) >> 8] as number;
    out[o + 1] = clipped[((data[i + 1] as number) * green) >> 8] as number;
    out[o + 2] = clipped[((data[i + 2] as number) * blue) >> 8] as number;
    i += step;
    o += 3;
  }
};

const copyGray: Taker = (source, out, at, count, x, y, dx, dy, gain) => {
  const { data, width } = source;
  const level = gain[1] as number;
  const step = dy * width + dx;
  let i = Math.round(y) * width + Math.round(x);
  for (let o = at; o < at + count; o++) {
    out[o] = clipped[((data[i] as number) * level) >> 8] as number;
    i += step;
  }
};

/* Positions in 65536ths from here on: whole-number arithmetic throughout keeps the engine's checks out of the loop. */

const blendColour: Taker = (source, out, at, count, x, y, dx, dy, gain) => {
  const { data, width } = source;
  const red = (gain[0] as number) | 0;
  const green = (gain[1] as number) | 0;
  const blue = (gain[2] as number) | 0;
  const down = (width * 3) | 0;
  const stepX = Math.round(dx * 65536) | 0;
  const stepY = Math.round(dy * 65536) | 0;
  // Counted from a whole pixel near by, so that pages of any size fit in 32 bits.
  const baseX = Math.floor(x) | 0;
  const baseY = Math.floor(y) | 0;
  let px = Math.round((x - baseX) * 65536) | 0;
  let py = Math.round((y - baseY) * 65536) | 0;
  const base = (Math.imul(baseY, width) + baseX) * 3;
  let o = at | 0;
  for (let k = 0; k < count; k++) {
    const fx = (px >> 8) & 255;
    const fy = (py >> 8) & 255;
    const i = (base + Math.imul(py >> 16, down) + Math.imul(px >> 16, 3)) | 0;
    const j = (i + down) | 0;
    const d = Math.imul(fx, fy);
    const b = ((fx << 8) - d) | 0;
    const c = ((fy << 8) - d) | 0;
    const a = (65536 - b - c - d) | 0;
    const r =
      (Math.imul(data[i] as number, a) +
        Math.imul(data[i + 3] as number, b) +
        Math.imul(data[j] as number, c) +
        Math.imul(data[j + 3] as number, d) +
        32768) >>
      16;
    const g =
      (Math.imul(data[i + 1] as number, a) +
        Math.imul(data[i + 4] as number, b) +
        Math.imul(data[j + 1] as number, c) +
        Math.imul(data[j + 4] as number, d) +
        32768) >>
      16;
    const l =
      (Math.imul(data[i + 2] as number, a) +
        Math.imul(data[i + 5] as number, b) +
        Math.imul(data[j + 2] as number, c) +
        Math.imul(data[j + 5] as number, d) +
        32768) >>
      16;
    out[o] = clipped[Math.imul(r, red) >> 8] as number;
    out[o + 1] = clipped[Math.imul(g, green) >> 8] as number;
    out[o + 2] = clipped[Math.imul(l, blue) >> 8] as number;
    o = (o + 3) | 0;
    px = (px + stepX) | 0;
    py = (py + stepY) | 0;
  }
};

const blendGray: Taker = (source, out, at, count, x, y, dx, dy, gain) => {
  const { data, width } = source;
  const level = (gain[1] as number) | 0;
  const stepX = Math.round(dx * 65536) | 0;
  const stepY = Math.round(dy * 65536) | 0;
  const baseX = Math.floor(x) | 0;
  const baseY = Math.floor(y) | 0;
  let px = Math.round((x - baseX) * 65536) | 0;
  let py = Math.round((y - baseY) * 65536) | 0;
  const base = (Math.imul(baseY, width) + baseX) | 0;
  for (let k = 0; k < count; k++) {
    const fx = (px >> 8) & 255;
    const fy = (py >> 8) & 255;
    const i = (base + Math.imul(py >> 16, width) + (px >> 16)) | 0;
    const j = (i + width) | 0;
    const a = data[i] as number;
    const c = data[j] as number;
    const top = ((a << 8) + Math.imul((data[i + 1] as number) - a, fx)) | 0;
    const bottom = ((c << 8) + Math.imul((data[j + 1] as number) - c, fx)) | 0;
    const value = ((top << 8) + Math.imul(bottom - top, fy) + 32768) >> 16;
    out[at + k] = clipped[Math.imul(value, level) >> 8] as number;
    px = (px + stepX) | 0;
    py = (py + stepY) | 0;
  }
};

/** Runs that touch or leave the source: neighbours beyond it repeat its last pixel, pixels beyond it are white. */
const takeAtEdge: Taker = (source, out, at, count, x, y, dx, dy, gain) => {
  const { data, width, height, channels } = source;
  for (let k = 0; k < count; k++) {
    const px = x + dx * k;
    const py = y + dy * k;
    const o = at + k * channels;
    // Half a pixel beyond the last centre the image ends; a thousandth for the rounding of the walk.
    if (px < -0.501 || py < -0.501 || px > width - 0.499 || py > height - 0.499) {
      out.fill(255, o, o + channels);
      continue;
    }
    const x0 = Math.max(0, Math.min(width - 1, Math.floor(px)));
    const y0 = Math.max(0, Math.min(height - 1, Math.floor(py)));
    const x1 = Math.min(width - 1, x0 + 1);
    const y1 = Math.min(height - 1, y0 + 1);
    const fx = Math.max(0, Math.min(1, px - x0));
    const fy = Math.max(0, Math.min(1, py - y0));
    for (let c = 0; c < channels; c++) {
      const value = (xx: number, yy: number) => data[(yy * width + xx) * channels + c] as number;
      const top = value(x0, y0) * (1 - fx) + value(x1, y0) * fx;
      const bottom = value(x0, y1) * (1 - fx) + value(x1, y1) * fx;
      const level = Math.round(top * (1 - fy) + bottom * fy);
      out[o + c] = clipped[(level * (gain[channels === 1 ? 1 : c] as number)) >> 8] as number;
    }
  }
};
