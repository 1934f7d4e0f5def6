/** 8-bit luma of one page, row by row without padding. */
export interface Luma {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Half the size, each pixel the mean of four. */
export function halveLuma(luma: Luma): Luma {
  const width = luma.width >> 1;
  const height = luma.height >> 1;
  const data = new Uint8Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    let upper = y * 2 * luma.width;
    let lower = upper + luma.width;
    for (let x = 0; x < width; x++) {
      const sum = (luma.data[upper++] ?? 0) + (luma.data[upper++] ?? 0);
      data[to++] = (sum + (luma.data[lower++] ?? 0) + (luma.data[lower++] ?? 0)) >> 2;
    }
  }
  return { data, width, height };
}

/** Twice the size, linear between pixels: gives a reader room where a module is hardly two pixels. */
export function doubleLuma(luma: Luma): Luma {
  const { width, height, data: from } = luma;
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height * 2; y++) {
    const y0 = y >> 1;
    const y1 = y & 1 ? Math.min(y0 + 1, height - 1) : y0;
    for (let x = 0; x < width * 2; x++) {
      const x0 = x >> 1;
      const x1 = x & 1 ? Math.min(x0 + 1, width - 1) : x0;
      const sum =
        (from[y0 * width + x0] ?? 0) +
        (from[y0 * width + x1] ?? 0) +
        (from[y1 * width + x0] ?? 0) +
        (from[y1 * width + x1] ?? 0);
      data[y * width * 2 + x] = sum >> 2;
    }
  }
  return { data, width: width * 2, height: height * 2 };
}
