/** 8-bit luma of one page, row by row without padding. */
export interface Luma {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Reduced by a whole factor, each pixel the mean of its square: thin gaps in print close, noise goes. */
export function reduceLuma(luma: Luma, factor: number): Luma {
  const width = Math.floor(luma.width / factor);
  const height = Math.floor(luma.height / factor);
  const data = new Uint8Array(width * height);
  const sums = new Uint32Array(width);
  const area = factor * factor;
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let dy = 0; dy < factor; dy++) {
      let at = (y * factor + dy) * luma.width;
      for (let x = 0; x < width; x++) {
        let sum = 0;
        for (let dx = 0; dx < factor; dx++) sum += luma.data[at++] ?? 0;
        sums[x] = (sums[x] ?? 0) + sum;
      }
    }
    const row = y * width;
    for (let x = 0; x < width; x++) data[row + x] = (sums[x] ?? 0) / area;
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
