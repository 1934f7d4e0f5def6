// Gray pixels to rows of bits as a PNG of one bit wants them.

/**
 * One bit a pixel, 1 where it is at or over the level of its block of 16 x 16 pixels (`levels`, `columns` a row), each
 * row less the row above it (PNG's filter Up) behind its filter byte. `to`: height * (ceil(width / 8) + 1) bytes;
 * writes a byte beyond. `scratch`: twice ceil(width / 16) * 2 bytes. Reads up to 15 bytes beyond the pixels.
 */
export function packBits(
  from: usize,
  width: i32,
  height: i32,
  levels: usize,
  columns: i32,
  scratch: usize,
  to: usize,
): void {
  const stride: usize = (<usize>width + 7) >> 3;
  let above = scratch;
  let own = scratch + (((<usize>width + 15) >> 4) << 1);
  memory.fill(above, 0, ((<usize>width + 15) >> 4) << 1);
  for (let y = 0; y < height; y++) {
    let level = levels + <usize>((y >> 4) * columns);
    let out = to + 1;
    const row = from + <usize>y * width;
    store<u8>(to, 2);
    for (let x = 0; x < width; x += 16) {
      const pixels = v128.load(row + x);
      // Bit 0 of the mask is lane 0, the leftmost pixel of a PNG is bit 7.
      const turned = i8x16.shuffle(pixels, pixels, 7, 6, 5, 4, 3, 2, 1, 0, 15, 14, 13, 12, 11, 10, 9, 8);
      const bits = i8x16.bitmask(i8x16.ge_u(turned, v128.load8_splat(level++)));
      const at: usize = x >> 3;
      const up = load<u16>(above + at);
      store<u16>(own + at, bits);
      store<u8>(out, (bits & 255) - (up & 255));
      store<u8>(out, (bits >> 8) - (up >> 8), 1);
      out += 2;
    }
    to += stride + 1;
    const next = above;
    above = own;
    own = next;
  }
}
