import { page, pageChannels, pageWidth } from './source';
import { spread } from './spread';

/** Pixels of the source looked at across the lines, of each pixel of the reduction. */
const most = 4;
const levels: usize = memory.data(16);
/** Where these pixels lie: bytes from the first, and bins from the middle. */
const places: usize = memory.data(16);
const offs: usize = memory.data(16);
let count = 0;
/** Bytes to the two pixels along the lines whose mean is taken. */
let first: usize = 0;
let second: usize = 0;
/** As in the reduction: what counts is where ink is, not how much. */
const fullInk = 100;

/**
 * As `profileColumns`, with the source's own pixels (`setSource`), of which `factor` x `factor` make one of the
 * reduction, in bins of 1 / `scale` of its pixels: looked at where `print` is not 0, in every `every`-th column (1, 2, 4). `ink`: how much darker than the
 * paper the reduction is. A stride must be wide enough for `scale` times the rows.
 */
export function detailColumns(
  factor: i32,
  print: usize,
  ink: usize,
  width: i32,
  height: i32,
  every: i32,
  stripBits: i32,
  slope: f32,
  scale: f32,
  profiles: usize,
  stride: i32,
): void {
  const row = <usize>stride << 2;
  setPlaces(factor, <usize>(pageWidth * pageChannels), pageChannels, scale);
  const middle = <f32>(stride >> 1);
  for (let y = 0; y < height; y++) {
    const level: f32 = <f32>y - 0.5 * <f32>(height - 1);
    for (let x = 0; x < width; x += 8) {
      if (!load<u64>(print + <usize>x)) continue;
      const end = min(width, x + 8);
      for (let k = x; k < end; k += every) {
        if (!load<u8>(print + <usize>k)) continue;
        const at = middle + scale * (level + slope * (<f32>k - 0.5 * <f32>(width - 1)));
        const from = page + <usize>((y * pageWidth + k) * factor * pageChannels);
        const profile = profiles + <usize>(k >> stripBits) * row;
        spreadDetail(from, load<u8>(ink + <usize>k), at, profile);
      }
    }
    print += width;
    ink += width;
  }
}

/** The same for strips of rows and profiles over the columns. */
export function detailRows(
  factor: i32,
  print: usize,
  ink: usize,
  width: i32,
  height: i32,
  every: i32,
  stripBits: i32,
  slope: f32,
  scale: f32,
  profiles: usize,
  stride: i32,
): void {
  const row = <usize>stride << 2;
  setPlaces(factor, pageChannels, <usize>(pageWidth * pageChannels), scale);
  const middle = <f32>(stride >> 1);
  for (let y = 0; y < height; y += every) {
    const off: f32 = slope * (<f32>y - 0.5 * <f32>(height - 1)) - 0.5 * <f32>(width - 1);
    const profile = profiles + <usize>(y >> stripBits) * row;
    for (let x = 0; x < width; x += 8) {
      if (!load<u64>(print + <usize>x)) continue;
      const end = min(width, x + 8);
      for (let k = x; k < end; k++) {
        if (!load<u8>(print + <usize>k)) continue;
        const at = middle + scale * (<f32>k + off);
        const from = page + <usize>((y * pageWidth + k) * factor * pageChannels);
        spreadDetail(from, load<u8>(ink + <usize>k), at, profile);
      }
    }
    print += width * every;
    ink += width * every;
  }
}

function setPlaces(factor: i32, across: usize, along: usize, scale: f32): void {
  count = min(factor, most);
  first = <usize>(factor >> 2) * along + (pageChannels == 3 ? 1 : 0);
  second = <usize>((factor * 3) >> 2) * along + (pageChannels == 3 ? 1 : 0);
  for (let k = 0; k < count; k++) {
    const row = (k * factor) / count;
    store<usize>(places + (<usize>k << 2), <usize>row * across);
    store<f32>(offs + (<usize>k << 2), scale * ((<f32>row + 0.5) / <f32>factor - 0.5));
  }
}

/** One pixel of the reduction: up to four steps across the lines, each the mean of two pixels of the source along them. */
// @ts-expect-error: decorator
@inline
function spreadDetail(from: usize, ink: i32, at: f32, profile: usize): void {
  const end = <usize>count << 2;
  let sum = 0;
  for (let k: usize = 0; k < end; k += 4) {
    const to = from + load<usize>(places + k);
    const level = <i32>load<u8>(to + first) + <i32>load<u8>(to + second);
    store<i32>(levels + k, level);
    sum += level;
  }
  const paper = 2 * ink + <i32>(<f32>sum / <f32>count);
  for (let k: usize = 0; k < end; k += 4) {
    const dark = min(fullInk, (paper - load<i32>(levels + k)) >> 1);
    if (dark > 0) spread(profile, at + load<f32>(offs + k), <f32>dark);
  }
}
