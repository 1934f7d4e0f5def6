import type { ReducedPage } from '../reduce/reduce-page.ts';
import { fitPlane, type LevelPlane } from './fit-plane.ts';

/** Levels by which a scanner's bed must be darker than the paper on it. */
const leastContrast = 20;
/** A bed is even: three fifths of what is dark along the rim lie within so many levels of one plane. */
const bedSpread = 8;
const leastEven = 0.6;
/** A bed is black or gray; a coloured rim is a cover, not a scanner. */
const bedChroma = 24;
/** Levels a pixel of the bed may lie off, beside the bed's own roughness. */
const bedReach = 14;
/** Share of the rim that must show it. */
const leastRim = 0.12;

/** What lies around a sheet, and by how much its pixels may differ from it. */
export interface Bed {
  /** One for each channel it is told by: red, green and blue, or gray alone. */
  readonly levels: readonly LevelPlane[];
  readonly reach: number;
  /** Levels by which its pixels lie off its plane on the mean. */
  readonly roughness: number;
}

/** The scanner's dark or gray bed around the sheet; null where the rim shows none (white bed, or the sheet fills the frame). */
export function findBed(reduced: ReducedPage): Bed | null {
  const { data, width, height } = reduced.gray;
  if (width < 16 || height < 16) return null;
  const paperLevel = brightEnd(data);
  const rim = rimPixels(width, height);
  const dark = rim.filter((i) => (data[i] as number) < paperLevel - leastContrast);
  if (dark.length < rim.length * leastRim) return null;
  const gray = fitPlane(data, 1, 0, dark, width, height);
  const roughness = gray.spread;
  if (shareWithin(data, gray.plane, dark, width, bedSpread + roughness) < leastEven || roughness > bedSpread)
    return null;
  const { rgb } = reduced;
  const levels = rgb
    ? [0, 1, 2].map((c) => fitPlane(rgb, 3, c, gray.inliers, width, height).plane)
    : [gray.plane];
  if (chromaOf(levels, width, height) > bedChroma) return null;
  const middle = levelAt(gray.plane, width / 2, height / 2);
  const reach = Math.min(bedReach + 2 * roughness, (paperLevel - middle) / 2);
  return { levels, reach: Math.max(4, Math.round(reach)), roughness };
}

/** Level that only a fiftieth of the page is brighter than: a small receipt on a large bed still shows its paper. */
export function brightEnd(data: Uint8Array): number {
  const histogram = new Uint32Array(256);
  let asked = 0;
  for (let i = 0; i < data.length; i += 7) {
    const value = data[i] as number;
    histogram[value] = (histogram[value] as number) + 1;
    asked++;
  }
  let above = 0;
  for (let level = 255; level > 0; level--) {
    above += histogram[level] as number;
    if (above > asked / 50) return level;
  }
  return 0;
}

/** Every fourth pixel of the second row and column from the edge: the outermost is often half a pixel of nothing. */
export function rimPixels(width: number, height: number): Int32Array {
  const rim = new Int32Array(2 * Math.ceil(width / 4) + 2 * Math.ceil(height / 4));
  let n = 0;
  for (let x = 1; x < width - 1; x += 4) {
    rim[n++] = width + x;
    rim[n++] = (height - 2) * width + x;
  }
  for (let y = 2; y < height - 2; y += 4) {
    rim[n++] = y * width + 1;
    rim[n++] = y * width + width - 2;
  }
  return rim.subarray(0, n);
}

function levelAt({ base, perColumn, perRow }: LevelPlane, x: number, y: number): number {
  return base + perColumn * x + perRow * y;
}

function shareWithin(
  data: Uint8Array,
  plane: LevelPlane,
  pixels: Int32Array,
  width: number,
  reach: number,
): number {
  let count = 0;
  for (const i of pixels) {
    const x = i % width;
    if (Math.abs((data[i] as number) - levelAt(plane, x, (i - x) / width)) <= reach) count++;
  }
  return count / pixels.length;
}

function chromaOf(levels: readonly LevelPlane[], width: number, height: number): number {
  const middle = levels.map((plane) => levelAt(plane, width / 2, height / 2));
  return Math.max(...middle) - Math.min(...middle);
}
