import { lumaLane, paperAt } from './light';

// What is painted over: a plane on a coarse grid over the source, 0 keeps, 255 paints, blended between.

let mask: usize = 0;
let maskWidth: i32 = 0;
let maskHeight: i32 = 0;
let square: i32 = 1;
/** One byte a row of the mask: whether anything in it, or in the row after it, is painted. */
let marked: usize = 0;

/** `at` 0: nothing is painted. `factor`: side of a mask pixel in source pixels. `rowsAt`: `height` bytes of scratch. */
export function setPaint(at: usize, width: i32, height: i32, factor: i32, rowsAt: usize): void {
  mask = at;
  maskWidth = width;
  maskHeight = height;
  square = factor;
  marked = rowsAt;
  if (!at) return;
  for (let y = 0; y < height; y++) {
    let any: i32 = 0;
    for (let x = 0; x < width; x++) any |= load<u8>(at + <usize>(y * width + x));
    store<u8>(rowsAt + <usize>y, any ? 1 : 0);
    if (y > 0 && any) store<u8>(rowsAt + <usize>(y - 1), 1);
  }
}

// @ts-ignore: decorator
@inline
export function hasPaint(): bool {
  return mask != 0;
}

/**
 * Paints `count` output pixels of 1 or 3 channels at `out`, the first seen at (x, y) of the source, each next by
 * (dx, dy) further on.
 */
export function paintRun(out: usize, count: i32, channels: i32, x: f64, y: f64, dx: f64, dy: f64): void {
  if (!mask) return;
  const perSquare = 1 / <f64>square;
  const steps = <f64>(count - 1);
  if (!isPainted(x, y, x + dx * steps, y + dy * steps)) return;
  for (let k = 0; k < count; k++) {
    const at = coverAt((x + 0.5) * perSquare - 0.5, (y + 0.5) * perSquare - 0.5);
    if (at > 0) {
      const paper = paperAt(x, y);
      if (channels == 1) {
        blend(out, lumaLane(paper), at);
      } else {
        blend(out, i16x8.extract_lane_u(paper, 0), at);
        blend(out + 1, i16x8.extract_lane_u(paper, 1), at);
        blend(out + 2, i16x8.extract_lane_u(paper, 2), at);
      }
    }
    out += channels;
    x += dx;
    y += dy;
  }
}

/** Whether anything may be painted between two points of the source; sees a little more than there is. */
export function isPainted(x0: f64, y0: f64, x1: f64, y1: f64): bool {
  const perSquare = 1 / <f64>square;
  const first = squareAt(min(y0, y1), perSquare, maskHeight);
  const last = min(maskHeight - 1, squareAt(max(y0, y1), perSquare, maskHeight) + 1);
  let any: i32 = 0;
  for (let row = first; row <= last; row++) any |= load<u8>(marked + <usize>row);
  if (!any) return false;
  const left = squareAt(min(x0, x1), perSquare, maskWidth);
  const right = min(maskWidth - 1, squareAt(max(x0, x1), perSquare, maskWidth) + 1);
  for (let row = first; row <= last; row++) {
    const at = mask + <usize>(row * maskWidth);
    // Sixteen squares at a time; those beyond the last cost a second look, and nothing else.
    for (let column = left; column <= right; column += 16) {
      if (v128.any_true(v128.load(at + <usize>column))) return true;
    }
  }
  return false;
}

/** The square whose middle is at or before a place; the one after it is blended in. */
// @ts-ignore: decorator
@inline
function squareAt(place: f64, perSquare: f64, count: i32): i32 {
  return max(0, min(count - 1, <i32>Math.floor((place + 0.5) * perSquare - 0.5)));
}

/** 0 to 255 between the middles of four squares. */
function coverAt(x: f64, y: f64): i32 {
  const cx = max<f64>(0, min<f64>(maskWidth - 1, x));
  const cy = max<f64>(0, min<f64>(maskHeight - 1, y));
  const x0 = <i32>cx;
  const y0 = <i32>cy;
  const a = mask + <usize>(y0 * maskWidth + x0);
  const right: usize = x0 + 1 < maskWidth ? 1 : 0;
  const below = y0 + 1 < maskHeight ? a + <usize>maskWidth : a;
  const four = load<u8>(a) | load<u8>(a + right) | load<u8>(below) | load<u8>(below + right);
  if (!four) return 0;
  const fx = cx - <f64>x0;
  const fy = cy - <f64>y0;
  const top = <f64>load<u8>(a) * (1 - fx) + <f64>load<u8>(a + right) * fx;
  const bottom = <f64>load<u8>(below) * (1 - fx) + <f64>load<u8>(below + right) * fx;
  return <i32>(top * (1 - fy) + bottom * fy + 0.5);
}

// @ts-expect-error: decorator
@inline
function blend(at: usize, paper: i32, cover: i32): void {
  const value = <i32>load<u8>(at);
  store<u8>(at, value + ((paper - value) * cover + 127) / 255);
}
