import type { Point } from '../../domain/units.ts';

/** Distance from the line at which a point still belongs to the edge, reduced pixels. */
const tolerance = 1;
/** Fewer points, or a smaller share of the points on the line, is no edge. */
const leastPoints = 12;
const leastSupport = 0.35;
const steepest = Math.tan((25 * Math.PI) / 180);
const trials = 160;

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

/**
 * The line most points of one side lie on: torn corners, staples and neighbouring edges fall away. Pairs of points
 * a third of the side apart propose lines (no chance in it), the best is fitted by least squares to what lies on it.
 */
export function fitEdge(points: readonly Point[], side: Side): Edge | null {
  if (points.length < leastPoints) return null;
  const isFlat = side === 'top' || side === 'bottom';
  // Along the edge (s) and across it (t).
  const s = points.map((p) => (isFlat ? p.x : p.y));
  const t = points.map((p) => (isFlat ? p.y : p.x));
  const gap = Math.max(4, Math.floor(points.length / 3));
  const step = Math.max(1, Math.floor((points.length - gap) / trials));
  let best: { slope: number; offset: number; count: number } | null = null;
  for (let i = 0; i + gap < points.length; i += step) {
    const run = (s[i + gap] as number) - (s[i] as number);
    const slope = ((t[i + gap] as number) - (t[i] as number)) / run;
    if (!(Math.abs(slope) <= steepest)) continue;
    const offset = (t[i] as number) - slope * (s[i] as number);
    let count = 0;
    for (let k = 0; k < s.length; k++) {
      if (Math.abs((t[k] as number) - slope * (s[k] as number) - offset) <= tolerance) count++;
    }
    if (!best || count > best.count) best = { slope, offset, count };
  }
  if (!best || best.count < Math.max(leastPoints, points.length * leastSupport)) return null;
  let line = { slope: best.slope, offset: best.offset };
  for (const reach of [tolerance, tolerance * 0.6]) line = leastSquares(s, t, line, reach) ?? line;
  const { slope, offset } = line;
  const scale = 1 / Math.hypot(1, slope);
  const sign = side === 'top' || side === 'left' ? scale : -scale;
  return {
    inside: (p) => sign * (isFlat ? p.y - slope * p.x - offset : p.x - slope * p.y - offset),
    degrees: ((isFlat ? -1 : 1) * Math.atan(slope) * 180) / Math.PI,
    length: best.count,
    support: best.count / points.length,
  };
}

function leastSquares(
  s: readonly number[],
  t: readonly number[],
  line: { slope: number; offset: number },
  reach: number,
): { slope: number; offset: number } | null {
  let n = 0;
  let sumS = 0;
  let sumT = 0;
  let sumSS = 0;
  let sumST = 0;
  for (let k = 0; k < s.length; k++) {
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
