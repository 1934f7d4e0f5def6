import { takeAtEdge } from './edge';
import { gainAt, hasGains, lumaLane } from './light';
import { hasPaint, isPainted, paintRun } from './paint';
import { page, pageChannels, pageHeight, pageWidth } from './source';

// Lines that run nearly level: output pixels side by side are source pixels side by side, and the whole row can be
// done sixteen bytes at a time. A segment is a stretch that stays between the same two source rows.

/** Longest segment, output pixels, and the width of a cell that shares a gain; a power of two by its exponent. */
const cellBits: i32 = 5;
const longest: i32 = 1 << cellBits;
/** Output pixels that are asked at once whether anything of them is painted over: mostly nothing is. */
const stretch: i32 = 8 * longest;
/** Rows that share the gains of their cells: light changes over millimetres. */
const cellRows: i32 = 16;

// Pixel that each 16-bit lane belongs to, for bytes of three channels: eight pixels are three vectors.
const of3a = i16x8(0, 0, 0, 1, 1, 1, 2, 2);
const of3b = i16x8(2, 3, 3, 3, 4, 4, 4, 5);
const of3c = i16x8(5, 5, 6, 6, 6, 7, 7, 7);
const of1 = i16x8(0, 1, 2, 3, 4, 5, 6, 7);

const one: f64 = 4294967296;

/** Room for one segment and what its vectors run over. */
const tail = memory.data(160);
/**
 * Samples the source along a walk whose steps along a row are within 20 degrees of level and one pixel long: output
 * pixel (i, k) is seen at (x + xx * i + yx * k, y + xy * i + yy * k), counted from the middle of the first source
 * pixel. Bilinear. `to`: width * height * channels bytes and 64 spare. `cells`: width / 4 + 32 bytes of scratch.
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
  cells: usize,
): void {
  for (let done = 0; done < height; done++) {
    // Rows that lean downwards from the last one up: the other way round memory is slower by half (measured).
    const k = xy > 0 ? height - 1 - done : done;
    const rowX = x + yx * <f64>k;
    const rowY = y + yy * <f64>k;
    const row = to + <usize>(k * width) * pageChannels;
    if (hasGains() && done % cellRows == 0) {
      const middle = xy > 0 ? -cellRows / 2 : cellRows / 2;
      lightCells(cells, width, rowX + yx * <f64>middle, rowY + yy * <f64>middle, xx, xy);
    }
    levelRow(row, width, rowX, rowY, xx, xy, cells);
  }
}

// @ts-ignore: decorator
@inline
function levelRow(
  row: usize,
  width: i32,
  rowX: f64,
  rowY: f64,
  xx: f64,
  xy: f64,
  cells: usize,
): void {
  // Those whose four source pixels are all there.
  clipRow(width, rowX, rowY, xx, xy, 0, <f64>(pageWidth - 2), <f64>(pageHeight - 1) - 1e-4);
  const first = clippedFrom;
  const end = clippedEnd;
  // Those of which the source has anything: around them it is white.
  clipRow(width, rowX, rowY, xx, xy, -0.502, <f64>pageWidth - 0.498, <f64>pageHeight - 0.498);
  const seen = min(first, clippedFrom);
  const over = max(end, clippedEnd);
  const channels = <usize>pageChannels;
  memory.fill(row, 255, <usize>seen * channels);
  for (let i = seen; i < first; i++) edgePixel(row, i, rowX, rowY, xx, xy);
  if (pageChannels == 3) segments(row, first, end, rowX, rowY, xx, xy, cells, true);
  else segments(row, first, end, rowX, rowY, xx, xy, cells, false);
  for (let i = end; i < over; i++) edgePixel(row, i, rowX, rowY, xx, xy);
  memory.fill(row + <usize>over * channels, 255, <usize>(width - over) * channels);
  if (!hasPaint()) return;
  for (let i = first; i < end; i += stretch) {
    const far = min(stretch, end - i);
    const x = rowX + xx * <f64>i;
    const y = rowY + xy * <f64>i;
    if (!isPainted(x, y, x + xx * <f64>(far - 1), y + xy * <f64>(far - 1))) continue;
    for (let n = 0; n < far; n += longest) {
      const at = <f64>(i + n);
      const out = row + <usize>((i + n) * pageChannels);
      paintRun(out, min(longest, far - n), pageChannels, rowX + xx * at, rowY + xy * at, xx, xy);
    }
  }
}

let clippedFrom: i32 = 0;
let clippedEnd: i32 = 0;

/** Output pixels of a row that are seen at `least` to `right` across and `least` to `bottom` down the source. */
function clipRow(
  width: i32,
  rowX: f64,
  rowY: f64,
  xx: f64,
  xy: f64,
  least: f64,
  right: f64,
  bottom: f64,
): void {
  let from: f64 = Math.ceil((least - rowX) / xx);
  let until: f64 = Math.floor((right - rowX) / xx);
  if (xy > 1e-9) {
    from = max(from, Math.ceil((least - rowY) / xy));
    until = min(until, Math.floor((bottom - rowY) / xy));
  } else if (xy < -1e-9) {
    from = max(from, Math.ceil((bottom - rowY) / xy));
    until = min(until, Math.floor((least - rowY) / xy));
  } else if (rowY < least || rowY > bottom) {
    until = from - 1;
  }
  clippedFrom = <i32>max<f64>(0, min<f64>(width, from));
  clippedEnd = <i32>max<f64>(clippedFrom, min<f64>(width, until + 1));
}

function edgePixel(row: usize, i: i32, rowX: f64, rowY: f64, xx: f64, xy: f64): void {
  const out = row + <usize>(i * pageChannels);
  const x = rowX + xx * <f64>i;
  const y = rowY + xy * <f64>i;
  takeAtEdge(out, x, y);
  paintRun(out, 1, pageChannels, x, y, xx, xy);
}

/** The gain in the middle of each cell of a row: red, green, blue, luma, 16 bits each. */
function lightCells(cells: usize, width: i32, rowX: f64, rowY: f64, xx: f64, xy: f64): void {
  for (let i = longest >> 1; i < width + longest; i += longest) {
    const gain = gainAt(rowX + xx * <f64>i, rowY + xy * <f64>i);
    v128.store64_lane(cells, i16x8.replace_lane(gain, 3, <i16>lumaLane(gain)), 0);
    cells += 8;
  }
}

/** Output pixels `from` to `end` of a row, segment by segment. Positions are in 2^-32 of a pixel. */
// @ts-ignore: decorator
@inline
function segments(
  row: usize,
  from: i32,
  end: i32,
  rowX: f64,
  rowY: f64,
  xx: f64,
  xy: f64,
  cells: usize,
  isColour: bool,
): void {
  const isLit = hasGains();
  const channels: usize = isColour ? 3 : 1;
  const stride = <usize>pageWidth * channels;
  const lastRow = pageHeight - 2;
  const stepX = <i64>(xx * one);
  const stepY = <i64>(xy * one);
  const short = <i64>((xx - 1) * one * 0.5);
  const dy = <i32>Math.round(xy * 65536);
  // A touch under the exact length: a segment may be shorter than it could be, never longer.
  const perRow = dy == 0 ? <f32>0 : <f32>0.99999 / <f32>abs(dy);
  const lanes = i16x8.splat(<i16>dy);
  const a = isColour ? i16x8.mul(of3a, lanes) : i16x8.mul(of1, lanes);
  const b = isColour ? i16x8.mul(of3b, lanes) : a;
  const c = isColour ? i16x8.mul(of3c, lanes) : a;
  const eightPixels = i16x8.splat(<i16>(dy << 3));
  let px = <i64>((rowX + xx * <f64>from) * one);
  let py = max<i64>(0, <i64>((rowY + xy * <f64>from) * one));
  let gainA = i16x8.splat(256);
  let gainB = gainA;
  let gainC = gainA;
  let cell = -1;
  let i = from;
  while (i < end) {
    const iy = min(lastRow, <i32>(py >> 32));
    const fy = <i32>(py >> 16) & 65535;
    let count = min(longest, end - i);
    if (dy > 0) count = min(count, <i32>(<f32>(<i32>65535 - fy) * perRow) + 1);
    else if (dy < 0) count = min(count, <i32>(<f32>fy * perRow) + 1);
    // The little that a leaning step is shorter than a pixel is shared out to both ends of the segment.
    const shifted = max<i64>(0, px + short * <i64>(count - 1));
    const fx = i16x8.splat(<i16>((<i32>(shifted >> 17)) & 32767));
    let top = page + <usize>iy * stride + <usize>(<i32>(shifted >> 32)) * channels;
    // Whole vectors run over the end: into what is done next, but near the end of a row, behind which all may be done.
    const place = row + <usize>i * channels;
    const isLast = i + count + 16 > end;
    let out = isLast ? tail : place;
    const isOf = (i + (count >> 1)) >> cellBits;
    if (isLit && isOf != cell) {
      cell = isOf;
      const gain = v128.load64_zero(cells + (<usize>cell << 3));
      if (isColour) {
        gainA = i8x16.shuffle(gain, gain, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3);
        gainB = i8x16.shuffle(gain, gain, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1);
        gainC = i8x16.shuffle(gain, gain, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5, 0, 1, 2, 3, 4, 5);
      } else {
        gainA = i16x8.splat(i16x8.extract_lane_s(gain, 3));
      }
    }
    let at = i16x8.splat(<i16>fy);
    let left = count;
    if (isColour) {
      while (true) {
        const bottom = top + stride;
        const first = eight(top, bottom, 3, fx, i16x8.add(at, a), gainA);
        const second = eight(top + 8, bottom + 8, 3, fx, i16x8.add(at, b), gainB);
        v128.store(out, i8x16.narrow_i16x8_u(first, second));
        if (left <= 5) break;
        const third = eight(top + 16, bottom + 16, 3, fx, i16x8.add(at, c), gainC);
        v128.store64_lane(out, i8x16.narrow_i16x8_u(third, third), 0, 16);
        left -= 8;
        if (left <= 0) break;
        at = i16x8.add(at, eightPixels);
        top += 24;
        out += 24;
      }
    } else {
      at = i16x8.add(at, a);
      while (true) {
        const bottom = top + stride;
        const first = eight(top, bottom, 1, fx, at, gainA);
        at = i16x8.add(at, eightPixels);
        if (left <= 8) {
          v128.store64_lane(out, i8x16.narrow_i16x8_u(first, first), 0);
          break;
        }
        const second = eight(top + 8, bottom + 8, 1, fx, at, gainA);
        v128.store(out, i8x16.narrow_i16x8_u(first, second));
        left -= 16;
        if (left <= 0) break;
        at = i16x8.add(at, eightPixels);
        top += 16;
        out += 16;
      }
    }
    if (isLast) memory.copy(place, tail, <usize>count * channels);
    i += count;
    px += stepX * <i64>count;
    py += stepY * <i64>count;
  }
}

/** Eight bytes between four neighbours, times a gain; as 16-bit lanes. `fy`: 65536ths. */
// @ts-ignore: decorator
@inline
function eight(top: usize, bottom: usize, next: usize, fx: v128, fy: v128, gain: v128): v128 {
  const a = v128.load8x8_u(top);
  const c = v128.load8x8_u(bottom);
  const upper = i16x8.add(a, i16x8.q15mulr_sat_s(i16x8.sub(v128.load8x8_u(top + next), a), fx));
  const lower = i16x8.add(c, i16x8.q15mulr_sat_s(i16x8.sub(v128.load8x8_u(bottom + next), c), fx));
  const between = i16x8.q15mulr_sat_s(i16x8.sub(lower, upper), i16x8.shr_u(fy, 1));
  return i16x8.q15mulr_sat_s(i16x8.shl(i16x8.add(upper, between), 7), gain);
}
