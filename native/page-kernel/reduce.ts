// Means of squares of factor x factor pixels, and the darkest pixel of each; rests at right and bottom fall away.

/** Sums of `factor` rows of `length` bytes into 16-bit `sums`, their minima into `least`. factor at most 256. */
function addRows(from: usize, stride: usize, length: usize, factor: i32, sums: usize, least: usize): void {
  for (let i: usize = 0; i < length; i += 16) {
    let at = from + i;
    let dark = v128.load(at);
    let low = i16x8.extend_low_i8x16_u(dark);
    let high = i16x8.extend_high_i8x16_u(dark);
    for (let y = 1; y < factor; y++) {
      at += stride;
      const row = v128.load(at);
      dark = i8x16.min_u(dark, row);
      low = i16x8.add(low, i16x8.extend_low_i8x16_u(row));
      high = i16x8.add(high, i16x8.extend_high_i8x16_u(row));
    }
    v128.store(sums + (i << 1), low);
    v128.store(sums + (i << 1), high, 16);
    v128.store(least + i, dark);
  }
}

/**
 * Gray pixels at `from` to `gray` and `darkest` of floor(width / factor) x floor(height / factor) bytes each.
 * `scratch`: 3 * width + 128 bytes.
 */
export function reduceGray(
  from: usize,
  width: i32,
  height: i32,
  factor: i32,
  gray: usize,
  darkest: usize,
  scratch: usize,
): void {
  const columns = width / factor;
  const rows = height / factor;
  const sums = scratch;
  const least = scratch + (((<usize>width + 31) & ~15) << 1);
  const share: u32 = 65536 / (factor * factor);
  for (let y = 0; y < rows; y++) {
    addRows(from + <usize>(y * factor) * width, width, width, factor, sums, least);
    let at = sums;
    let dark = least;
    for (let x = 0; x < columns; x++) {
      let sum: u32 = 0;
      let low: u32 = 255;
      for (let k = 0; k < factor; k++) {
        sum += load<u16>(at);
        low = min(low, <u32>load<u8>(dark));
        at += 2;
        dark++;
      }
      store<u8>(gray++, (sum * share + 32768) >> 16);
      store<u8>(darkest++, low);
    }
  }
}

/**
 * RGB pixels at `from` to `rgb` (interleaved), `gray` (BT.601 luma of the means) and `darkest` (green, in which every
 * ink but a green one is dark). `scratch`: 9 * width + 128 bytes.
 */
export function reduceColour(
  from: usize,
  width: i32,
  height: i32,
  factor: i32,
  rgb: usize,
  gray: usize,
  darkest: usize,
  scratch: usize,
): void {
  const columns = width / factor;
  const rows = height / factor;
  const stride = <usize>width * 3;
  const sums = scratch;
  const least = scratch + (((stride + 31) & ~15) << 1);
  const share: u32 = 65536 / (factor * factor);
  const shares = i32x4.splat(share);
  const half = i32x4.splat(32768);
  const weights = i32x4(77, 150, 29, 0);
  for (let y = 0; y < rows; y++) {
    addRows(from + <usize>(y * factor) * stride, stride, stride, factor, sums, least);
    let at = sums;
    let dark = least + 1;
    for (let x = 0; x < columns; x++) {
      // Lanes 0 to 2 are red, green and blue; the fourth is the next pixel's red, and of no interest.
      let sum = v128.load16x4_u(at);
      let low: u32 = load<u8>(dark);
      for (let k = 1; k < factor; k++) {
        at += 6;
        dark += 3;
        sum = i32x4.add(sum, v128.load16x4_u(at));
        low = min(low, <u32>load<u8>(dark));
      }
      at += 6;
      dark += 3;
      const mean = i32x4.shr_u(i32x4.add(i32x4.mul(sum, shares), half), 16);
      const luma = i32x4.mul(mean, weights);
      store<u8>(rgb, i32x4.extract_lane(mean, 0));
      store<u8>(rgb, i32x4.extract_lane(mean, 1), 1);
      store<u8>(rgb, i32x4.extract_lane(mean, 2), 2);
      rgb += 3;
      store<u8>(
        gray++,
        (i32x4.extract_lane(luma, 0) + i32x4.extract_lane(luma, 1) + i32x4.extract_lane(luma, 2) + 128) >> 8,
      );
      store<u8>(darkest++, low);
    }
  }
}
