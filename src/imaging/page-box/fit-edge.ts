import type { Point } from '../../domain/units.ts';

/** Distance from the line at which a point still belongs to the edge, reduced pixels. */
const tolerance = 1;
/** Fewer points, or a smaller share of the points on the line, is no edge. */
const leastPoints = 12;
const leastSupport = 0.35;
const steepest = Math.tan((25 * Math.PI) / 180);
const trials = 64;
/** Points asked whether they lie on a proposed line. */
const jurors = 220;
/** Distances within which points are taken into the fit, ever nearer. */
const reaches = [1, 1, 0.6] as const;

export type Side = 'top' | 'right' | 'bottom' | 'left';

/** One straight edge of the sheet. */
export interface Edge {
  /** Not negative on the sheet's side; linear. */
  readonly inside: (point: Point) => number;
  readonly degrees: number;
  /** Pixels of the edge that were seen. */
  readonly length: number;
  /** Share of the points found on this side that lie on the line. */
  readonly support: number;
}

/** Where two edges that are not parallel meet. */
export function crossing(a: Edge, b: Edge): Point {
  const [a0, ax, ay] = terms(a);
  const [b0, bx, by] = terms(b);
  const det = ax * by - ay * bx;
  return { x: (ay * b0 - by * a0) / det, y: (bx * a0 - ax * b0) / det };
}

function terms({ inside }: Edge): [number, number, number] {
  const origin = inside({ x: 0, y: 0 });
  return [origin, inside({ x: 1, y: 0 }) - origin, inside({ x: 0, y: 1 }) - origin];
}

/**
 * The line most points of one side lie on (`s` along it, `t` across it): torn corners, staples and neighbouring edges fall away. Pairs of points
 * a third of the side apart propose lines (no chance in it), the best is fitted by least squares to what lies on it.
 */
export function fitEdge(s: Float32Array, t: Float32Array, points: number, side: Side): Edge | null {
  if (points < leastPoints) return null;
  const gap = Math.max(4, Math.floor(points / 3));
  const step = Math.max(1, Math.floor((points - gap) / trials));
  const stride = Math.max(1, Math.floor(points / jurors));
  let best: { slope: number; offset: number; count: number } | null = null;
  for (let i = 0; i + gap < points; i += step) {
    const run = (s[i + gap] as number) - (s[i] as number);
    const slope = ((t[i + gap] as number) - (t[i] as number)) / run;
    if (!(Math.abs(slope) <= steepest)) continue;
    const offset = (t[i] as number) - slope * (s[i] as number);
    const count = countNear(s, t, points, stride, slope, offset);
    if (!best || count > best.count) best = { slope, offset, count };
  }
  if (!best) return null;
  let line = { slope: best.slope, offset: best.offset };
  for (const reach of reaches) line = leastSquares(s, t, points, line, reach) ?? line;
  const { slope, offset } = line;
  const count = countNear(s, t, points, 1, slope, offset);
  if (count < Math.max(leastPoints, points * leastSupport)) return null;
  const isFlat = side === 'top' || side === 'bottom';
  const scale = 1 / Math.hypot(1, slope);
  const sign = side === 'top' || side === 'left' ? scale : -scale;
  return {
    inside: (p) => sign * (isFlat ? p.y - slope * p.x - offset : p.x - slope * p.y - offset),
    degrees: ((isFlat ? -1 : 1) * Math.atan(slope) * 180) / Math.PI,
    length: count,
    support: count / points,
  };
}

function countNear(
  s: Float32Array,
  t: Float32Array,
  points: number,
  stride: number,
  slope: number,
  offset: number,
): number {
  let count = 0;
  for (let k = 0; k < points; k += stride)
    if (Math.abs((t[k] as number) - slope * (s[k] as number) - offset) <= tolerance) count++;
  return count;
}

function leastSquares(
  s: Float32Array,
  t: Float32Array,
  points: number,
  line: { slope: number; offset: number },
  reach: number,
): { slope: number; offset: number } | null {
  let n = 0;
  let sumS = 0;
  let sumT = 0;
  let sumSS = 0;
  let sumST = 0;
  for (let k = 0; k < points; k++) {
    const a = s[k] as number;
    const b = t[k] as number;
    if (Math.abs(b - line.slope * a - line.offset) > reach) continue;
    n++;
    sumS += a;
    sumT += b;
    sumSS += a * a;
    sumST += a * b;
  }
  const spread = n * sumSS - sumS * sumS;
  if (n < leastPoints || spread < 1e-6) return null;
  const slope = (n * sumST - sumS * sumT) / spread;
  return { slope, offset: (sumT - slope * sumS) / n };
}
