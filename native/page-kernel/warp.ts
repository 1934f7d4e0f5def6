import { takeAtEdge } from './edge';
import { gainAt, hasGains, lumaLane } from './light';
import { paintRun } from './paint';
import { page, pageChannels, pageHeight, pageWidth } from './source';

// Any way over the source, pixel by pixel: quarter turns and perspective.

/** Output pixels whose way is taken for straight and even, and which share a gain. */
const run: i32 = 16;
/** Output columns done together where the walk goes down the source: their source rows stay in the cache. */
const band: i32 = 64;

/**
 * Samples the source by a homography: output pixel (i, k) is seen at ((a i + b k + c) / w, (d i + e k + f) / w) with
 * w = g i + h k + 1, counted from the middle of the first source pixel. Bilinear. `to`: width * height * channels
 * bytes and 64 spare.
 */
export function warp(
  to: usize,
  width: i32,
  height: i32,
  a: f64,
  b: f64,
  c: f64,
  d: f64,
  e: f64,
  f: f64,
  g: f64,
  h: f64,
): void {
  const channels = pageChannels;
  const wide = Math.abs(d) > Math.abs(a) ? band : width;
  for (let left = 0; left < width; left += wide) {
    const right = min(width, left + wide);
    for (let k = 0; k < height; k++) {
      const rowX = b * <f64>k + c;
      const rowY = e * <f64>k + f;
      const rowW = h * <f64>k + 1;
      for (let i = left; i < right; i += run) {
        const count = min(run, right - i);
        const first = 1 / (g * <f64>i + rowW);
        const x = (a * <f64>i + rowX) * first;
        const y = (d * <f64>i + rowY) * first;
        const end = <f64>(i + count);
        const last = 1 / (g * end + rowW);
        const dx = ((a * end + rowX) * last - x) / <f64>count;
        const dy = ((d * end + rowY) * last - y) / <f64>count;
        const out = to + <usize>(k * width + i) * channels;
        sampleRun(out, count, x, y, dx, dy);
        paintRun(out, count, channels, x, y, dx, dy);
      }
    }
  }
}

// @ts-expect-error: decorator
@inline
function sampleRun(out: usize, count: i32, x: f64, y: f64, dx: f64, dy: f64): void {
  const endX = x + dx * <f64>(count - 1);
  const endY = y + dy * <f64>(count - 1);
  if (!isWithin(x, y) || !isWithin(endX, endY)) {
    for (let n = 0; n < count; n++) {
      takeAtEdge(out, x + dx * <f64>n, y + dy * <f64>n);
      out += pageChannels;
    }
    return;
  }
  // Counted from a whole pixel near by, so that pages of any size fit into 65536ths.
  const baseX = <i32>Math.floor(x);
  const baseY = <i32>Math.floor(y);
  const px = <i32>((x - <f64>baseX) * 65536);
  const py = <i32>((y - <f64>baseY) * 65536);
  const base = page + <usize>((baseY * pageWidth + baseX) * pageChannels);
  const gain = hasGains() ? gainAt((x + endX) * 0.5, (y + endY) * 0.5) : i16x8.splat(256);
  const stepX = <i32>Math.round(dx * 65536);
  const stepY = <i32>Math.round(dy * 65536);
  if (pageChannels == 3) colourRun(out, count, base, px, py, stepX, stepY, gain);
  else grayRun(out, count, base, px, py, stepX, stepY, lumaLane(gain));
}

// @ts-expect-error: decorator
@inline
function isWithin(x: f64, y: f64): bool {
  return x >= 0 && y >= 0 && x < <f64>(pageWidth - 1) - 1e-3 && y < <f64>(pageHeight - 1) - 1e-3;
}

// @ts-expect-error: decorator
@inline
function colourRun(
  out: usize,
  count: i32,
  base: usize,
  px: i32,
  py: i32,
  stepX: i32,
  stepY: i32,
  gain: v128,
): void {
  const stride = pageWidth * 3;
  for (let n = 0; n < count; n++) {
    const at = base + <usize>((py >> 16) * stride + (px >> 16) * 3);
    const fy = i16x8.splat(<i16>((py & 65535) >> 1));
    const fx = i16x8.splat(<i16>((px & 65535) >> 1));
    const upper = v128.load8x8_u(at);
    const lower = v128.load8x8_u(at + <usize>stride);
    const both = i16x8.add(upper, i16x8.q15mulr_sat_s(i16x8.sub(lower, upper), fy));
    const next = i8x16.shuffle(both, both, 6, 7, 8, 9, 10, 11, 6, 7, 8, 9, 10, 11, 6, 7, 8, 9);
    const level = i16x8.add(both, i16x8.q15mulr_sat_s(i16x8.sub(next, both), fx));
    const lit = i16x8.q15mulr_sat_s(i16x8.shl(level, 7), gain);
    const bytes = i8x16.narrow_i16x8_u(lit, lit);
    if (n + 1 < count) {
      // The fourth byte is the next pixel's to overwrite.
      v128.store32_lane(out, bytes, 0);
    } else {
      v128.store16_lane(out, bytes, 0);
      v128.store8_lane(out, bytes, 2, 2);
    }
    out += 3;
    px += stepX;
    py += stepY;
  }
}

// @ts-expect-error: decorator
@inline
function grayRun(
  out: usize,
  count: i32,
  base: usize,
  px: i32,
  py: i32,
  stepX: i32,
  stepY: i32,
  gain: i32,
): void {
  const stride = pageWidth;
  for (let n = 0; n < count; n++) {
    const at = base + <usize>((py >> 16) * stride + (px >> 16));
    const fx = (px >> 8) & 255;
    const fy = (py >> 8) & 255;
    const a = <i32>load<u8>(at);
    const c = <i32>load<u8>(at + <usize>stride);
    const top = (a << 8) + (<i32>load<u8>(at, 1) - a) * fx;
    const bottom = (c << 8) + (<i32>load<u8>(at + <usize>stride, 1) - c) * fx;
    const level = ((top << 8) + (bottom - top) * fy + 32768) >> 16;
    store<u8>(out++, min(255, (level * gain + 128) >> 8));
    px += stepX;
    py += stepY;
  }
}
