// Bytes of four RGB pixels as 16-bit red and green, and as 16-bit blue beside nothing; 255 takes no byte.
const redGreen = i8x16(0, -1, 1, -1, 3, -1, 4, -1, 6, -1, 7, -1, 9, -1, 10, -1);
const blueAlone = i8x16(2, -1, -1, -1, 5, -1, -1, -1, 8, -1, -1, -1, 11, -1, -1, -1);
const ofRedGreen = i16x8(77, 150, 77, 150, 77, 150, 77, 150);
const ofBlue = i16x8(29, 0, 29, 0, 29, 0, 29, 0);

/** Luma of the four pixels at `from`, as 32-bit lanes. */
// @ts-ignore: decorator
@inline
function four(from: usize, half: v128): v128 {
  const bytes = v128.load(from);
  const both = i32x4.dot_i16x8_s(i8x16.swizzle(bytes, redGreen), ofRedGreen);
  const blue = i32x4.dot_i16x8_s(i8x16.swizzle(bytes, blueAlone), ofBlue);
  return i32x4.shr_u(i32x4.add(i32x4.add(both, blue), half), 8);
}

/** BT.601 luma of `count` interleaved RGB pixels; `to` may be `from`. Reads up to 64 and writes up to 15 bytes beyond. */
export function lumaOf(from: usize, count: i32, to: usize): void {
  const half = i32x4.splat(128);
  for (let i = 0; i < count; i += 16) {
    const low = i16x8.narrow_i32x4_u(four(from, half), four(from + 12, half));
    const high = i16x8.narrow_i32x4_u(four(from + 24, half), four(from + 36, half));
    v128.store(to, i8x16.narrow_i16x8_u(low, high));
    from += 48;
    to += 16;
  }
}
