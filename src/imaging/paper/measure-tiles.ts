import type { PageArea } from '../page-box/page-area.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';

/** The paper of a tile is its bright end; above it only noise and specular dust. */
const paperShare = 0.85;
/** Print covers less than half of a tile of text: between these shares of its pixels paper is flat, a picture is not. */
const flatShare = 0.55;

/** Bright end of each tile of the reduced page. */
export interface Tiles {
  /** -1 outside the area. */
  readonly luma: Float32Array;
  /** Levels between the bright end and the middle: small on paper, also under text. */
  readonly spread: Float32Array;
  readonly rgb: Float32Array;
}

/** Looks at the pixels of `area` in tiles of `size`. */
export function measureTiles(
  reduced: ReducedPage,
  area: PageArea,
  size: number,
  columns: number,
  rows: number,
): Tiles {
  const { data, width, height } = reduced.gray;
  const luma = new Float32Array(columns * rows).fill(-1);
  const spread = new Float32Array(columns * rows);
  const rgb = new Float32Array(columns * rows * 3);
  const histogram = new Uint32Array(256);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const x0 = column * size;
      const x1 = Math.min(x0 + size, width);
      const y0 = row * size;
      const y1 = Math.min(y0 + size, height);
      histogram.fill(0);
      let count = 0;
      for (let y = y0; y < y1; y++) {
        const from = y * width + Math.max(x0, area.left[y] as number);
        const to = y * width + Math.min(x1, area.right[y] as number);
        for (let i = from; i < to; i++) {
          const value = data[i] as number;
          histogram[value] = (histogram[value] as number) + 1;
        }
        count += Math.max(0, to - from);
      }
      // A sliver of a tile says nothing.
      if (count * 4 < size * size) continue;
      const tile = row * columns + column;
      const level = levelAt(histogram, count * paperShare);
      luma[tile] = level;
      spread[tile] = level - levelAt(histogram, count * flatShare);
      const bright = meanAbove(reduced, area, x0, y0, x1, y1, level - 4);
      rgb.set(bright, tile * 3);
    }
  }
  return { luma, spread, rgb };
}

function levelAt(histogram: Uint32Array, count: number): number {
  let seen = 0;
  for (let level = 0; level < 256; level++) {
    seen += histogram[level] as number;
    if (seen >= count) return level;
  }
  return 255;
}

function meanAbove(
  reduced: ReducedPage,
  area: PageArea,
  x0: number,
  y0: number,
  x1: number,
  y1: number,
  limit: number,
): number[] {
  const { data, width } = reduced.gray;
  const { rgb } = reduced;
  const sums = [0, 0, 0] as [number, number, number];
  let count = 0;
  for (let y = y0; y < y1; y++) {
    const to = y * width + Math.min(x1, area.right[y] as number);
    for (let i = y * width + Math.max(x0, area.left[y] as number); i < to; i++) {
      const value = data[i] as number;
      if (value < limit) continue;
      count++;
      sums[0] += rgb ? (rgb[i * 3] as number) : value;
      sums[1] += rgb ? (rgb[i * 3 + 1] as number) : value;
      sums[2] += rgb ? (rgb[i * 3 + 2] as number) : value;
    }
  }
  return sums.map((sum) => sum / Math.max(1, count));
}
