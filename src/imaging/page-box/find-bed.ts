import type { ReducedPage } from '../reduce/reduce-page.ts';

/** Levels by which a scanner's bed must be darker than the paper on it. */
const leastContrast = 20;
/** A bed is even: the middle three fifths of its pixels lie within so many levels. */
const bedSpread = 16;
/** A bed is black or gray; a coloured rim is a cover, not a scanner. */
const bedChroma = 24;
/** Levels a pixel of the bed may lie off its middle, beside the bed's own spread. */
const bedReach = 14;
/** Share of the rim that must show it. */
const leastRim = 0.12;

export interface Bed {
  /** 1 where the bed is seen, connected to the rim. */
  readonly mask: Uint8Array;
  readonly level: number;
  readonly paperLevel: number;
}

/** The scanner's dark or gray bed around the sheet; null where the rim shows none (white bed, or the sheet fills the frame). */
export function findBed(reduced: ReducedPage): Bed | null {
  const { data, width, height } = reduced.gray;
  if (width < 16 || height < 16) return null;
  const paperLevel = brightEnd(data);
  const rim = rimPixels(width, height);
  const dark = rim.filter((i) => (data[i] as number) < paperLevel - leastContrast);
  if (dark.length < rim.length * leastRim) return null;
  const levels = dark.map((i) => data[i] as number).sort((a, b) => a - b);
  const at = (share: number) => levels[Math.floor((levels.length - 1) * share)] as number;
  if (at(0.8) - at(0.2) > bedSpread) return null;
  if (reduced.rgb && meanChroma(reduced.rgb, dark) > bedChroma) return null;
  const level = at(0.5);
  const reach = Math.min(bedReach + at(0.8) - at(0.2), (paperLevel - level) / 2);
  const mask = flood(bedLike(reduced, dark, reach), width, height, rim);
  return { mask, level, paperLevel };
}

/**
 * Where the page looks like the bed, in every channel: a picture that runs to the edge of its sheet is darker or
 * lighter than a gray bed, or has a colour.
 */
function bedLike(reduced: ReducedPage, rim: readonly number[], reach: number): Uint8Array {
  const { rgb, gray } = reduced;
  const channels = rgb ? 3 : 1;
  const source = rgb ?? gray.data;
  const like = new Uint8Array(gray.data.length).fill(1);
  for (let c = 0; c < channels; c++) {
    const level = median(rim.map((i) => source[i * channels + c] as number));
    const low = level - reach;
    const high = level + reach;
    for (let i = 0, at = c; i < like.length; i++, at += channels) {
      const value = source[at] as number;
      if (value < low || value > high) like[i] = 0;
    }
  }
  return like;
}

function median(values: number[]): number {
  return values.sort((a, b) => a - b)[values.length >> 1] as number;
}

/** Level that only a fiftieth of the page is brighter than: a small receipt on a large bed still shows its paper. */
function brightEnd(data: Uint8Array): number {
  const histogram = new Uint32Array(256);
  for (let i = 0; i < data.length; i++) {
    const value = data[i] as number;
    histogram[value] = (histogram[value] as number) + 1;
  }
  let above = 0;
  for (let level = 255; level > 0; level--) {
    above += histogram[level] as number;
    if (above > data.length / 50) return level;
  }
  return 0;
}

/** The second pixel from the edge all around: the outermost is often half a pixel of nothing. */
function rimPixels(width: number, height: number): number[] {
  const rim: number[] = [];
  for (let x = 1; x < width - 1; x++) rim.push(width + x, (height - 2) * width + x);
  for (let y = 2; y < height - 2; y++) rim.push(y * width + 1, y * width + width - 2);
  return rim;
}

function meanChroma(rgb: Uint8Array, pixels: readonly number[]): number {
  let sum = 0;
  for (const i of pixels) {
    const red = rgb[i * 3] as number;
    const green = rgb[i * 3 + 1] as number;
    const blue = rgb[i * 3 + 2] as number;
    sum += Math.max(red, green, blue) - Math.min(red, green, blue);
  }
  return sum / pixels.length;
}

function flood(like: Uint8Array, width: number, height: number, rim: readonly number[]): Uint8Array {
  const mask = new Uint8Array(like.length);
  const queue = new Int32Array(like.length);
  let tail = 0;
  const visit = (i: number) => {
    if (mask[i] === 0 && like[i] === 1) {
      mask[i] = 1;
      queue[tail++] = i;
    }
  };
  for (let x = 0; x < width; x++) {
    visit(x);
    visit(width * (height - 1) + x);
  }
  for (const i of rim) visit(i);
  for (let head = 0; head < tail; head++) {
    const i = queue[head] as number;
    const x = i % width;
    if (x > 0) visit(i - 1);
    if (x < width - 1) visit(i + 1);
    if (i >= width) visit(i - width);
    if (i < width * (height - 1)) visit(i + width);
  }
  return mask;
}
