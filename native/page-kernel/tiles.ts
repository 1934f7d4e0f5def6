// The bright end of each tile of the reduced page: its paper, wherever there is some.

/** Levels below the bright end that still count as it. */
const depth: i32 = 4;

/**
 * Tiles of `size` pixels, row by row; only pixels between `left` and `right` of their row (a 32-bit number a row each)
 * are asked. To `luma` the level that `brightShare` of a tile's pixels lie above, -1 where less than a quarter of the
 * tile is asked; to `spread` how far below it the level lies that `flatShare` lie above; to `colours` the mean red,
 * green and blue of the bright end. All 32-bit floats. `rgb` 0: a gray page. `scratch`: 1024 bytes.
 */
export function tilesOf(
  gray: usize,
  rgb: usize,
  width: i32,
  height: i32,
  left: usize,
  right: usize,
  size: i32,
  brightShare: f32,
  flatShare: f32,
  scratch: usize,
  luma: usize,
  spread: usize,
  colours: usize,
): void {
  for (let y0 = 0; y0 < height; y0 += size) {
    const y1 = min(y0 + size, height);
    for (let x0 = 0; x0 < width; x0 += size) {
      const x1 = min(x0 + size, width);
      memory.fill(scratch, 0, 1024);
      let count = 0;
      for (let y = y0; y < y1; y++) {
        const from = max(x0, load<i32>(left + (<usize>y << 2)));
        const to = min(x1, load<i32>(right + (<usize>y << 2)));
        const row = gray + <usize>(y * width);
        for (let x = from; x < to; x++) {
          const at = scratch + (<usize>load<u8>(row + x) << 2);
          store<u32>(at, load<u32>(at) + 1);
        }
        count += max(0, to - from);
      }
      if (count * 4 < size * size) {
        store<f32>(luma, -1);
        store<f32>(spread, 0);
        for (let c: usize = 0; c < 12; c += 4) store<f32>(colours + c, 0);
      } else {
        const level = levelBelow(scratch, <f32>count * brightShare);
        store<f32>(luma, <f32>level);
        store<f32>(spread, <f32>(level - levelBelow(scratch, <f32>count * flatShare)));
        meanAbove(gray, rgb, width, left, right, x0, x1, y0, y1, level - depth, colours);
      }
      luma += 4;
      spread += 4;
      colours += 12;
    }
  }
}

/** The brightest level that more than `above` pixels reach. */
// @ts-expect-error: decorator
@inline
function levelBelow(histogram: usize, above: f32): i32 {
  let seen: u32 = 0;
  for (let level = 255; level > 0; level--) {
    seen += load<u32>(histogram + (<usize>level << 2));
    if (<f32>seen > above) return level;
  }
  return 0;
}

function meanAbove(
  gray: usize,
  rgb: usize,
  width: i32,
  left: usize,
  right: usize,
  x0: i32,
  x1: i32,
  y0: i32,
  y1: i32,
  limit: i32,
  to: usize,
): void {
  let count: u32 = 0;
  let red: u32 = 0;
  let green: u32 = 0;
  let blue: u32 = 0;
  for (let y = y0; y < y1; y++) {
    const start = max(x0, load<i32>(left + (<usize>y << 2)));
    const end = min(x1, load<i32>(right + (<usize>y << 2)));
    let at = gray + <usize>(y * width + start);
    let pixel = rgb + <usize>((y * width + start) * 3);
    for (let x = start; x < end; x++) {
      const value = <i32>load<u8>(at++);
      // No branch: print and paper alternate too quickly to be guessed.
      const wanted: u32 = value >= limit ? 1 : 0;
      count += wanted;
      if (rgb) {
        red += wanted * <u32>load<u8>(pixel);
        green += wanted * <u32>load<u8>(pixel, 1);
        blue += wanted * <u32>load<u8>(pixel, 2);
        pixel += 3;
      } else {
        green += wanted * <u32>value;
      }
    }
  }
  const share: f32 = <f32>1 / <f32>max<u32>(1, count);
  store<f32>(to, <f32>(rgb ? red : green) * share);
  store<f32>(to, <f32>green * share, 4);
  store<f32>(to, <f32>(rgb ? blue : green) * share, 8);
}
