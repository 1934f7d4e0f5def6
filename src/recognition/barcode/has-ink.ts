import type { Luma } from '../luma.ts';

/** Every fourth row is enough: the smallest readable code is some twenty pixels high. */
const rowStep = 4;
/** How much a mark must differ from the paper to be part of a code. */
const contrast = 40;
/** Fewer marked pixels than the smallest code has in the rows looked at. */
const fewestPixels = 24;

/** False for a page on which no code can be: paper only. Saves nine tenths of the time on blank backs. */
export function hasInk({ data, width, height }: Luma): boolean {
  const histogram = new Uint32Array(256);
  let seen = 0;
  for (let y = 0; y < height; y += rowStep) {
    const end = (y + 1) * width;
    for (let i = y * width; i < end; i++) {
      const value = data[i] ?? 0;
      histogram[value] = (histogram[value] ?? 0) + 1;
    }
    seen += width;
  }
  let paper = 0;
  for (let below = 0; paper < 255; paper++) {
    below += histogram[paper] ?? 0;
    if (below * 2 >= seen) break;
  }
  let marked = 0;
  for (let value = 0; value < 256; value++) {
    if (Math.abs(value - paper) >= contrast) marked += histogram[value] ?? 0;
  }
  return marked >= fewestPixels;
}
