import type { PageView } from '../view.ts';
import type { EdgeWalk } from './edge-walk.ts';

/** A corner is torn off by so much at most, along either edge. */
const largestMm = 45;
const smallestMm = 1.5;
/** Bed is even to this many levels and has no colour. */
const bedReach = 12;
const neutralChroma = 24;
const leastInk = 30;
/** Share of its box that a torn corner fills: half if the tear is straight. */
const fill = { least: 0.3, most: 0.72 } as const;

/**
 * Marks 255 in `mask` the corners of what is kept that show bed: even, colourless, triangular, from the very corner on.
 * Returns how many pixels.
 */
export function paintTornCorners(view: PageView, walks: readonly EdgeWalk[], mask: Uint8Array): number {
  let painted = 0;
  for (const walk of walks) painted += paintCorner(view, walk, mask);
  return painted;
}

function paintCorner({ page, paper }: PageView, walk: EdgeWalk, mask: Uint8Array): number {
  const { gray, rgb, dpi } = page.reduced;
  const { data, width, height } = gray;
  const mm = dpi / 25.4;
  const reach = Math.floor(Math.min(largestMm * mm, walk.length / 2));
  const { start, along, inward } = walk;
  const indexAt = (t: number, d: number) => {
    const x = Math.floor(start.x + along.x * (t + 0.5) + inward.x * (d + 0.5));
    const y = Math.floor(start.y + along.y * (t + 0.5) + inward.y * (d + 0.5));
    return x < 0 || y < 0 || x >= width || y >= height ? -1 : y * width + x;
  };
  const corner = indexAt(2, 2);
  if (corner < 0) return 0;
  const bed = data[corner] as number;
  if (paper.luma - bed < leastInk) return 0;
  const isBed = (i: number) => {
    if (Math.abs((data[i] as number) - bed) > bedReach) return false;
    if (!rgb) return true;
    const [r, g, b] = [rgb[i * 3] as number, rgb[i * 3 + 1] as number, rgb[i * 3 + 2] as number];
    return Math.max(r, g, b) - Math.min(r, g, b) <= neutralChroma;
  };
  // Row by row from the edge: each begins at the other edge and is as long as bed goes on.
  const runs: number[] = [];
  let sum = 0;
  let widest = 0;
  for (let d = 0; d < reach; d++) {
    // The outermost pixels are often half paper, or beyond the original.
    let t = 2;
    while (t < reach) {
      const i = indexAt(t, Math.max(2, d));
      if (i >= 0 && !isBed(i)) break;
      t++;
    }
    if (t <= 2) break;
    if (t >= reach) return 0;
    runs.push(t);
    sum += t;
    widest = Math.max(widest, t);
  }
  const deep = runs.length;
  if (deep >= reach || Math.min(widest, deep) < smallestMm * mm) return 0;
  const share = sum / (widest * deep);
  if (share < fill.least || share > fill.most) return 0;
  let painted = 0;
  // Three pixels beyond, a millimetre: there the tear is half bed, and casts its shadow.
  for (let d = 0; d < deep + 3; d++) {
    const end = (runs[Math.min(d, deep - 1)] as number) + 3;
    for (let t = 0; t < end; t++) {
      const i = indexAt(t, d);
      if (i < 0) continue;
      mask[i] = 255;
      painted++;
    }
  }
  return painted;
}
