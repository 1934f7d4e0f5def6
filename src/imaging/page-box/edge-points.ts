import type { Plane } from '../raster.ts';
import type { Skylines } from './find-things.ts';
import { type Edge, fitEdge, type Side } from './fit-edge.ts';

/** Levels by which bed and sheet must differ at a point for a fraction of a pixel to be told. */
const leastStep = 10;
/** A sheet that does not lie flat throws a shadow on the bed beside it up to so far. */
const widestShadowMm = 4;
/** The paper behind a shadow is brighter than the bed before it by this much. */
const leastRise = 12;
/** Share of the points of a side that must show the shadow, and of those, share that must lie on its line. */
const leastShadow = 0.5;
const leastSupport = 0.75;

/**
 * One edge of the sheet from what its skyline meets, to a fraction of a pixel; null where the sheet reaches the frame
 * or shows no straight edge. A shadow the sheet throws on the bed is left outside.
 */
export function findEdge(gray: Plane, skylines: Skylines, side: Side, dpi: number): Edge | null {
  const course = courseOf(gray, side);
  const count = course.count;
  const s = new Float32Array(count);
  const t = new Float32Array(count);
  const shadowS = new Float32Array(count);
  const shadowT = new Float32Array(count);
  const widest = Math.round((widestShadowMm * dpi) / 25.4);
  let points = 0;
  let shadows = 0;
  for (let i = 0; i < count; i++) {
    const met = skylines[side][i] as number;
    const k = course.isFromEnd ? course.length - 1 - met : met;
    if (met < 0 || k < 2 || k + 5 >= course.length) continue;
    const start = course.start + i * course.along;
    const depth = edgeDepth(gray.data, start, course.inwards, k);
    s[points] = i + 0.5;
    t[points++] = course.isFromEnd ? course.length - depth : depth;
    const behind = depthBehindShadow(
      gray.data,
      start,
      course.inwards,
      k,
      Math.min(widest, course.length - k - 3),
    );
    if (behind === null) continue;
    shadowS[shadows] = i + 0.5;
    shadowT[shadows++] = course.isFromEnd ? course.length - behind : behind;
  }
  if (shadows > points * leastShadow) {
    const edge = fitEdge(shadowS, shadowT, shadows, side);
    if (edge && edge.support >= leastSupport) return edge;
  }
  return fitEdge(s, t, points, side);
}

/** How a side is walked: `along` from one point of it to the next, `inwards` from the frame to the sheet, in pixels of the plane. */
function courseOf({ width, height }: Plane, side: Side) {
  switch (side) {
    case 'top':
      return { count: width, length: height, start: 0, along: 1, inwards: width, isFromEnd: false };
    case 'bottom':
      return {
        count: width,
        length: height,
        start: (height - 1) * width,
        along: 1,
        inwards: -width,
        isFromEnd: true,
      };
    case 'left':
      return { count: height, length: width, start: 0, along: width, inwards: 1, isFromEnd: false };
    case 'right':
      return { count: height, length: width, start: width - 1, along: width, inwards: -1, isFromEnd: true };
  }
}

/**
 * Where the bed ends and the sheet begins, in pixels from the frame, pixel `k` being the first unlike the bed: by the
 * share of each pixel around it that is bed, which is exact for pixels that are means, however the edge is blurred.
 */
function edgeDepth(data: Uint8Array, start: number, step: number, k: number): number {
  const at = start + k * step;
  const outer =
    k >= 4
      ? ((data[at - 2 * step] as number) + (data[at - 3 * step] as number)) / 2
      : (data[at - 2 * step] as number);
  const inner = ((data[at + 2 * step] as number) + (data[at + 3 * step] as number)) / 2;
  const rise = inner - outer;
  if (Math.abs(rise) < leastStep) return k + 0.3;
  let depth = k - 2;
  for (let n = -2; n <= 2; n++) {
    const share = (inner - (data[at + n * step] as number)) / rise;
    depth += Math.max(0, Math.min(1, share));
  }
  return depth;
}

/** The same, where a shadow that deepens towards the sheet lies before it; null where none does. */
function depthBehindShadow(
  data: Uint8Array,
  start: number,
  step: number,
  k: number,
  widest: number,
): number | null {
  const at = start + k * step;
  const outer = data[at - 2 * step] as number;
  const first = data[at] as number;
  if (first >= outer) return null;
  let deepest = 0;
  let least = first;
  let n = 1;
  for (; n <= widest; n++) {
    const level = data[at + n * step] as number;
    if (level > outer + leastRise) break;
    if (level <= least) {
      least = level;
      deepest = n;
    }
  }
  if (n > widest || n - deepest > 2) return null;
  // A dark frame printed along the edge begins as suddenly as it ends.
  if (deepest >= 2 && first - least < 0.25 * (outer - least)) return null;
  const paper = ((data[at + (n + 1) * step] as number) + (data[at + (n + 2) * step] as number)) / 2;
  let depth = k + deepest;
  for (let m = deepest; m <= n + 1; m++) {
    const share = (paper - (data[at + m * step] as number)) / (paper - least);
    depth += Math.max(0, Math.min(1, share));
  }
  return depth;
}
