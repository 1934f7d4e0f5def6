// The shapes print is made of, as numbers: what tells letters upright from letters turned.

const low: u32 = 0x00ff00ff;

/**
 * The pattern of the four by four pixels right of and below each pixel, as 16 bits to `to` (row by row, the first
 * pixel the lowest bit): 1 where it is darker than their mean. 0 where none is darker by `least`, and in the last three
 * rows and columns.
 */
export function patterns(ink: usize, width: i32, height: i32, least: i32, to: usize): void {
  memory.fill(to, 0, (<usize>width * height) << 1);
  const second = <usize>width;
  const third = second << 1;
  const fourth = third + second;
  for (let y = 0; y + 4 <= height; y++) {
    let x = 0;
    while (x + 4 <= width) {
      const at = ink + <usize>x;
      const upper = v128.or(v128.load(at), v128.load(at + second));
      if (!v128.any_true(v128.or(upper, v128.or(v128.load(at + third), v128.load(at + fourth))))) {
        x += 13;
        continue;
      }
      const end = min(x + 13, width - 3);
      for (; x < end; x++) {
        const from = ink + <usize>x;
        const a = load<u32>(from);
        const b = load<u32>(from + second);
        const c = load<u32>(from + third);
        const d = load<u32>(from + fourth);
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
        store<u16>(
          to + (<usize>x << 1),
          <u16>i8x16.bitmask(i8x16.gt_u(window, i8x16.splat(<i8>mean))),
        );
      }
    }
    ink += width;
    to += <usize>width << 1;
  }
}
