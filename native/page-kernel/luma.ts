/** BT.601 luma of `count` interleaved RGB pixels; `to` may be `from`. Reads up to 13 and writes up to 15 bytes beyond. */
export function lumaOf(from: usize, count: i32, to: usize): void {
  const red = i16x8.splat(77);
  const green = i16x8.splat(150);
  const blue = i16x8.splat(29);
  const half = i16x8.splat(128);
  for (let i = 0; i < count; i += 16) {
    const a = v128.load(from);
    const b = v128.load(from, 16);
    const c = v128.load(from, 32);
    from += 48;
    const r = i8x16.shuffle(
      i8x16.shuffle(a, b, 0, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 0, 0, 0, 0, 0),
      c,
      0,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      9,
      10,
      17,
      20,
      23,
      26,
      29,
    );
    const g = i8x16.shuffle(
      i8x16.shuffle(a, b, 1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 31, 0, 0, 0, 0, 0),
      c,
      0,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      9,
      10,
      18,
      21,
      24,
      27,
      30,
    );
    const l = i8x16.shuffle(
      i8x16.shuffle(a, b, 2, 5, 8, 11, 14, 17, 20, 23, 26, 29, 0, 0, 0, 0, 0, 0),
      c,
      0,
      1,
      2,
      3,
      4,
      5,
      6,
      7,
      8,
      9,
      16,
      19,
      22,
      25,
      28,
      31,
    );
    const low = i16x8.add(
      i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(r), red), i16x8.mul(i16x8.extend_low_i8x16_u(g), green)),
      i16x8.add(i16x8.mul(i16x8.extend_low_i8x16_u(l), blue), half),
    );
    const high = i16x8.add(
      i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_u(r), red), i16x8.mul(i16x8.extend_high_i8x16_u(g), green)),
      i16x8.add(i16x8.mul(i16x8.extend_high_i8x16_u(l), blue), half),
    );
    v128.store(to, i8x16.narrow_i16x8_u(i16x8.shr_u(low, 8), i16x8.shr_u(high, 8)));
    to += 16;
  }
}
