// The shapes print is made of, as numbers: what tells letters upright from letters turned.

const low: u32 = 0x00ff00ff;

/**
 * White where there is no print, else white less its ink, to `to`: of the components whose class is `wanted`, outside
 * `pictures` (a byte for each tile of `tileSize` pixels, `columns` to a row). `classes`: a byte for each label, 0 for 0.
 */
export function whitePrint(
  ink: usize,
  labels: usize,
  width: i32,
  height: i32,
  classes: usize,
  wanted: u32,
  pictures: usize,
  columns: i32,
  tileSize: i32,
  to: usize,
): void {
  memory.fill(to, 255, <usize>width * height);
  for (let y = 0; y < height; y++) {
    const tiles = pictures + <usize>((y / tileSize) * columns);
    for (let x = 0; x < width; x += 4) {
      if (!v128.any_true(v128.load(labels + (<usize>x << 2)))) continue;
      if (load<u8>(tiles + <usize>(x / tileSize))) continue;
      const end = min(width, x + 4);
      for (let k = <usize>x; k < <usize>end; k++) {
        const label = load<u32>(labels + (k << 2));
        if (<u32>load<u8>(classes + label) == wanted) store<u8>(to + k, 255 - load<u8>(ink + k));
      }
    }
    ink += width;
    labels += <usize>width << 2;
    to += width;
  }
}

/**
 * The patterns of four by four pixels of a white page, as pairs of 16 bits to `to`: the column they begin at, and a
 * bit for each pixel (row by row, the first the lowest) that is darker than their mean. Those none of whose pixels is
 * darker by `least` are left out. `rows`: a 32-bit number a row, how many pairs there are up to its end; the last three
 * have none. Returns how many there are.
 */
export function patterns(
  page: usize,
  width: i32,
  height: i32,
  least: i32,
  to: usize,
  rows: usize,
): i32 {
  const second = <usize>width;
  const third = second << 1;
  const fourth = third + second;
  const white = i32x4.splat(-1);
  let count = 0;
  for (let y = 0; y < height; y++) {
    let x = y + 4 <= height ? 0 : width;
    while (x + 4 <= width) {
      const at = page + <usize>x;
      const upper = v128.and(v128.load(at), v128.load(at + second));
      const lower = v128.and(v128.load(at + third), v128.load(at + fourth));
      if (i8x16.all_true(i8x16.eq(v128.and(upper, lower), white))) {
        x += 13;
        continue;
      }
      const end = min(x + 13, width - 3);
      for (; x < end; x++) {
        const from = page + <usize>x;
        const a = ~load<u32>(from);
        const b = ~load<u32>(from + second);
        const c = ~load<u32>(from + third);
        const d = ~load<u32>(from + fourth);
        const even = (a & low) + (b & low) + (c & low) + (d & low);
        const odd = ((a >> 8) & low) + ((b >> 8) & low) + ((c >> 8) & low) + ((d >> 8) & low);
        const sums = even + odd;
        const mean = <i32>(((sums & 0xffff) + (sums >> 16)) >> 4);
        const window = i32x4.replace_lane(
          i32x4.replace_lane(i32x4.replace_lane(i32x4.splat(a), 1, b), 2, c),
          3,
          d,
        );
        if (!v128.any_true(i8x16.gt_u(window, i8x16.splat(<i8>min(255, mean + least))))) continue;
        const pattern = <u32>i8x16.bitmask(i8x16.gt_u(window, i8x16.splat(<i8>mean)));
        store<u32>(to + (<usize>count << 2), <u32>x | (pattern << 16));
        count++;
      }
    }
    store<i32>(rows + (<usize>y << 2), count);
    page += width;
  }
  return count;
}
