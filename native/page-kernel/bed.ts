// Where a page is unlike the bed it was scanned on, and how far in from each side it begins.

// @ts-expect-error: decorator
@inline
function levelOf(levels: usize, channel: usize, x: i32, y: i32): i32 {
  const at = levels + channel * 12;
  const level = load<f32>(at) + load<f32>(at, 4) * <f32>x + load<f32>(at, 8) * <f32>y;
  return <i32>max<f32>(0, min<f32>(255, level + 0.5));
}

// @ts-expect-error: decorator
@inline
function unlike(from: usize, levels: v128, reach: v128): v128 {
  const pixels = v128.load(from);
  return i8x16.gt_u(i8x16.sub(i8x16.max_u(pixels, levels), i8x16.min_u(pixels, levels)), reach);
}

/**
 * 1 where any channel of a pixel differs by more than `reach` from the bed, 0 elsewhere. `levels`: three numbers of
 * 32-bit floating point a channel: the bed's level at the first pixel and what it grows by a column and a row. `to` takes
 * 16 bytes more than there are pixels.
 */
export function unlikeBed(
  from: usize,
  width: i32,
  height: i32,
  channels: i32,
  levels: usize,
  reach: i32,
  to: usize,
): void {
  const reaches = i8x16.splat(<i8>reach);
  const one = i8x16.splat(1);
  for (let y = 0; y < height; y++) {
    const row = from + <usize>(y * width * channels);
    const out = to + <usize>(y * width);
    // The level hardly changes within sixteen pixels.
    for (let x = 0; x < width; x += 16) {
      const red = levelOf(levels, 0, x + 8, y);
      if (channels == 1) {
        const level = i8x16.splat(<i8>red);
        v128.store(out + <usize>x, v128.and(unlike(row + <usize>x, level, reaches), one));
        continue;
      }
      const packed = i32x4.splat(
        red | (levelOf(levels, 1, x + 8, y) << 8) | (levelOf(levels, 2, x + 8, y) << 16),
      );
      const at = row + <usize>(x * 3);
      const a = unlike(
        at,
        i8x16.swizzle(packed, i8x16(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0)),
        reaches,
      );
      const b = unlike(
        at + 16,
        i8x16.swizzle(packed, i8x16(1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1)),
        reaches,
      );
      const c = unlike(
        at + 32,
        i8x16.swizzle(packed, i8x16(2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2)),
        reaches,
      );
      const reds = i8x16.shuffle(
        i8x16.shuffle(a, b, 0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0, 0, 0, 0, 0),
        c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 17, 20, 23, 26, 29,
      );
      const greens = i8x16.shuffle(
        i8x16.shuffle(a, b, 1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 0, 0, 0, 0, 0),
        c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18, 21, 24, 27, 30,
      );
      const blues = i8x16.shuffle(
        i8x16.shuffle(a, b, 2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0),
        c, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, 19, 22, 25, 28, 31,
      );
      v128.store(out + <usize>x, v128.and(v128.or(reds, v128.or(greens, blues)), one));
    }
  }
}

/**
 * First and last pixel (inclusive; -1 where there is none) of the wanted components in each row and each column.
 * `wanted`: a byte for each label. `rows`: 2 * height, `columns`: 3 * width numbers of 32 bits: all firsts, then all
 * lasts, then scratch.
 */
export function skylines(
  labels: usize,
  width: i32,
  height: i32,
  wanted: usize,
  rows: usize,
  columns: usize,
): void {
  for (let y = 0; y < height; y++) {
    const row = labels + (<usize>(y * width) << 2);
    let x = 0;
    while (x < width && !isWanted(row, x, wanted)) x++;
    let last = -1;
    if (x < width) {
      last = width - 1;
      while (!isWanted(row, last, wanted)) last--;
    } else x = -1;
    store<i32>(rows + (<usize>y << 2), x);
    store<i32>(rows + (<usize>(height + y) << 2), last);
  }
  fromAbove(labels, width, height, wanted, columns, columns + (<usize>width << 3), 0, 1);
  fromAbove(
    labels,
    width,
    height,
    wanted,
    columns + (<usize>width << 2),
    columns + (<usize>width << 3),
    height - 1,
    -1,
  );
}

/** Row by row, asking only the columns that have not met anything yet: memory is read in its order. */
function fromAbove(
  labels: usize,
  width: i32,
  height: i32,
  wanted: usize,
  firsts: usize,
  open: usize,
  start: i32,
  step: i32,
): void {
  for (let x = 0; x < width; x++) {
    store<i32>(firsts + (<usize>x << 2), -1);
    store<i32>(open + (<usize>x << 2), x);
  }
  let left = width;
  for (let n = 0, y = start; n < height && left > 0; n++, y += step) {
    const row = labels + (<usize>(y * width) << 2);
    let kept = 0;
    for (let i = 0; i < left; i++) {
      const x = load<i32>(open + (<usize>i << 2));
      if (isWanted(row, x, wanted)) store<i32>(firsts + (<usize>x << 2), y);
      else {
        store<i32>(open + (<usize>kept << 2), x);
        kept++;
      }
    }
    left = kept;
  }
}

// @ts-expect-error: decorator
@inline
function isWanted(row: usize, x: i32, wanted: usize): bool {
  return load<u8>(wanted + <usize>load<i32>(row + (<usize>x << 2))) != 0;
}
