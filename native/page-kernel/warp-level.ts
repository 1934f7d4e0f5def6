import { takeAtEdge } from './edge';
import { gainAt, hasGains, lumaLane } from './light';
import { paintRun } from './paint';
import { page, pageChannels, pageHeight, pageWidth } from './source';

// Lines that run nearly level: output pixels side by side are source pixels side by side, and the whole row can be
// done sixteen bytes at a time. A segment is a stretch that stays between the same two source rows.

/** Longest segment, output pixels: the gain of its middle serves all of it. */
const longest: i32 = 32;

// Pixel that each 16-bit lane belongs to, for bytes of three channels: six vectors until the pattern begins again.
const of3a = i16x8(0, 0, 0, 1, 1, 1, 2, 2);
const of3b = i16x8(2, 3, 3, 3, 4, 4, 4, 5);
const of3c = i16x8(5, 5, 6, 6, 6, 7, 7, 7);
const of1 = i16x8(0, 1, 2, 3, 4, 5, 6, 7);

/**
 * Samples the source along a walk whose steps along a row are within 20 degrees of level and one pixel long: output
 * pixel (i, k) is seen at (x + xx * i + yx * k, y + xy * i + yy * k), counted from the middle of the first source
 * pixel. Bilinear. `to`: width * height * channels bytes and 64 spare.
 */
export function warpLevel(
  to: usize,
  width: i32,
  height: i32,
  x: f64,
  y: f64,
  xx: f64,
  xy: f64,
  yx: f64,
  yy: f64,
): void {
  const channels = pageChannels;
  for (let k = 0; k < height; k++) {
    const rowX = x + yx * <f64>k;
    const rowY = y + yy * <f64>k;
    const row = to + <usize>(k * width) * channels;
    // Output pixels whose four source pixels are all there.
    let from: f64 = Math.ceil(-rowX / xx);
    let until: f64 = Math.floor((<f64>(pageWidth - 2) - rowX) / xx);
    if (xy > 1e-9) {
      from = max(from, Math.ceil(-rowY / xy));
      until = min(until, Math.floor((<f64>(pageHeight - 1) - 1e-4 - rowY) / xy));
    } else if (xy < -1e-9) {
      from = max(from, Math.ceil((<f64>(pageHeight - 1) - 1e-4 - rowY) / xy));
      until = min(until, Math.floor(-rowY / xy));
    } else if (rowY < 0 || rowY > <f64>(pageHeight - 1) - 1e-4) {
      until = from - 1;
    }
    const first = <i32>max<f64>(0, min<f64>(width, from));
    const end = <i32>max<f64>(first, min<f64>(width, until + 1));
    for (let i = 0; i < first; i++) edgePixel(row, i, rowX, rowY, xx, xy);
    let i = first;
    while (i < end) i += segment(row, i, end, rowX, rowY, xx, xy);
    for (i = end; i < width; i++) edgePixel(row, i, rowX, rowY, xx, xy);
  }
}

function edgePixel(row: usize, i: i32, rowX: f64, rowY: f64, xx: f64, xy: f64): void {
  const out = row + <usize>(i * pageChannels);
  const x = rowX + xx * <f64>i;
  const y = rowY + xy * <f64>i;
  takeAtEdge(out, x, y);
  paintRun(out, 1, pageChannels, x, y, xx, xy);
}

/** Does the segment from output pixel i on, at most to `end`; answers its length. */
// @ts-expect-error: decorator
@inline
function segment(row: usize, i: i32, end: i32, rowX: f64, rowY: f64, xx: f64, xy: f64): i32 {
  const channels = pageChannels;
  const px = rowX + xx * <f64>i;
  const py = max<f64>(0, rowY + xy * <f64>i);
  const iy = min(pageHeight - 2, <i32>py);
  const fy = min(65535, <i32>((py - <f64>iy) * 65536));
  const dy = <i32>Math.round(xy * 65536);
  let count = min(longest, end - i);
  if (dy > 0) count = min(count, (65535 - fy) / dy + 1);
  else if (dy < 0) count = min(count, fy / -dy + 1);
  // The little that a leaning step is shorter than a pixel is shared out to both ends of the segment.
  const middle = <f64>(count - 1) * 0.5;
  const shifted = max<f64>(0, px + (xx - 1) * middle);
  const ix = <i32>shifted;
  const fx = i16x8.splat(<i16>min(32767, <i32>((shifted - <f64>ix) * 32768)));
  const stride = <usize>(pageWidth * channels);
  const top = page + <usize>iy * stride + <usize>(ix * channels);
  const out = row + <usize>(i * channels);
  const gain = hasGains() ? gainAt(px + xx * middle, py + xy * middle) : i16x8.splat(256);
  if (channels == 3) colourSegment(out, top, stride, count * 3, fx, fy, dy, gain);
  else graySegment(out, top, stride, count, fx, fy, dy, i16x8.splat(<i16>lumaLane(gain)));
  paintRun(out, count, channels, px, py, xx, xy);
  return count;
}

/** Eight bytes between four neighbours, times a gain; as 16-bit lanes. `fy`: 65536ths. */
// @ts-expect-error: decorator
@inline
function eight(top: usize, bottom: usize, next: usize, fx: v128, fy: v128, gain: v128): v128 {
  const a = v128.load8x8_u(top);
  const c = v128.load8x8_u(bottom);
  const upper = i16x8.add(a, i16x8.q15mulr_sat_s(i16x8.sub(v128.load8x8_u(top + next), a), fx));
  const lower = i16x8.add(c, i16x8.q15mulr_sat_s(i16x8.sub(v128.load8x8_u(bottom + next), c), fx));
  const between = i16x8.q15mulr_sat_s(i16x8.sub(lower, upper), i16x8.shr_u(fy, 1));
  return i16x8.q15mulr_sat_s(i16x8.shl(i16x8.add(upper, between), 7), gain);
}

// @ts-expect-error: decorator
@inline
function colourSegment(
  out: usize,
  top: usize,
  stride: usize,
  bytes: i32,
  fx: v128,
  fy: i32,
  dy: i32,
  gain: v128,
): void {
  const step = i16x8.splat(<i16>dy);
  let at = i16x8.splat(<i16>fy);
  const gainA = i8x16.shuffle(gain, gain, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3);
  const gainB = i8x16.shuffle(gain, gain, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1);
  const gainC = i8x16.shuffle(gain, gain, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5);
  const a = i16x8.mul(of3a, step);
  const b = i16x8.mul(of3b, step);
  const c = i16x8.mul(of3c, step);
  const eightPixels = i16x8.splat(<i16>(dy << 3));
  // Twenty-four bytes are eight pixels.
  for (let done = 0; done < bytes; done += 24) {
    const bottom = top + stride;
    const first = eight(top, bottom, 3, fx, i16x8.add(at, a), gainA);
    const second = eight(top + 8, bottom + 8, 3, fx, i16x8.add(at, b), gainB);
    v128.store(out, i8x16.narrow_i16x8_u(first, second));
    if (done + 16 < bytes) {
      const third = eight(top + 16, bottom + 16, 3, fx, i16x8.add(at, c), gainC);
      v128.store64_lane(out, i8x16.narrow_i16x8_u(third, third), 0, 16);
    }
    at = i16x8.add(at, eightPixels);
    top += 24;
    out += 24;
  }
}

// @ts-expect-error: decorator
@inline
function graySegment(
  out: usize,
  top: usize,
  stride: usize,
  bytes: i32,
  fx: v128,
  fy: i32,
  dy: i32,
  gain: v128,
): void {
  let at = i16x8.add(i16x8.splat(<i16>fy), i16x8.mul(of1, i16x8.splat(<i16>dy)));
  const eightPixels = i16x8.splat(<i16>(dy << 3));
  for (let done = 0; done < bytes; done += 16) {
    const bottom = top + stride;
    const first = eight(top, bottom, 1, fx, at, gain);
    at = i16x8.add(at, eightPixels);
    const second = eight(top + 8, bottom + 8, 1, fx, at, gain);
    at = i16x8.add(at, eightPixels);
    v128.store(out, i8x16.narrow_i16x8_u(first, second));
    top += 16;
    out += 16;
  }
}
