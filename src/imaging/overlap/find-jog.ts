/** Both parts of an edge must be so long, as a share of it, and so straight, in pixels. */
const leastPart = 0.06;
const mostStray = 0.8;
/** Parts that lean more apart than this are a folded or a torn corner. */
const mostTurn = 0.08;
/** Rows at both ends of an edge and around a jog that belong to corners. */
const corner = 6;

/** Pixels a row by which a side of a sheet goes sideways at most: a lean of 20 degrees, and noise. */
const mostSlope = 0.6;

/** Where an edge jumps, and by how much. */
export interface Jog {
  readonly at: number;
  readonly step: number;
}

interface Sums {
  readonly count: number;
  readonly x: number;
  readonly y: number;
  readonly xx: number;
  readonly xy: number;
}

/** The one place where an edge given by its offsets, row by row, is broken in two straight parts at least `least` apart; null where there is none. */
export function findJog(profile: Float32Array, least: number): Jog | null {
  const first = steadyFrom(profile, 0, 1);
  const edge = profile.subarray(first, steadyFrom(profile, profile.length - 1, -1) + 1);
  const at = steepestChange(edge);
  if (at === null) return null;
  const part = Math.max(12, edge.length * leastPart);
  if (at - corner * 2 < part || edge.length - at - corner * 2 < part) return null;
  const before = fitLine(edge, corner, at - corner);
  const after = fitLine(edge, at + corner, edge.length - corner);
  if (!before || !after || Math.abs(before.slope - after.slope) > mostTurn) return null;
  const step = after.start + after.slope * at - before.start - before.slope * at;
  return Math.abs(step) >= least ? { at: first + at, step } : null;
}

/** First row from an end from which a side runs steadily: of a sheet that leans, the rows before meet its top or bottom edge. */
function steadyFrom(profile: Float32Array, end: number, step: number): number {
  let steady = 0;
  for (let i = end; i >= 0 && i < profile.length && steady < corner; i += step) {
    const change = Math.abs((profile[i + step] as number) - (profile[i] as number));
    steady = change <= mostSlope ? steady + 1 : 0;
    if (steady === corner) return i - step * (corner - 1);
  }
  return end;
}

/** Row in which the mean of some rows below differs most from the mean of some rows above, the edge's own lean taken out. */
function steepestChange(edge: Float32Array): number | null {
  const window = 8;
  if (edge.length < 6 * window) return null;
  const whole = ((edge[edge.length - 1] as number) - (edge[0] as number)) / (edge.length - 1);
  let sum = 0;
  for (let i = 0; i < window; i++) sum += (edge[i + window] as number) - (edge[i] as number);
  let best: number | null = null;
  let most = 0;
  for (let at = window; at + window < edge.length - 1; at++) {
    const change = Math.abs(sum / window - whole * window);
    if (change > most && at > corner + window && at < edge.length - corner - window) {
      most = change;
      best = at;
    }
    sum += (edge[at + window] as number) - 2 * (edge[at] as number) + (edge[at - window] as number);
  }
  return best;
}

/** Least squares over [from, to), its worst tenth left out; null where what remains is not straight. */
function fitLine(edge: Float32Array, from: number, to: number): { start: number; slope: number } | null {
  let line = solve(sumsOf(edge, from, to, () => true));
  const stray = (i: number) => Math.abs((edge[i] as number) - line.start - line.slope * i);
  const strays = Array.from({ length: to - from }, (_, k) => stray(from + k)).sort((a, b) => a - b);
  const limit = strays[Math.floor((strays.length - 1) * 0.9)] as number;
  const first = line;
  line = solve(
    sumsOf(edge, from, to, (i) => Math.abs((edge[i] as number) - first.start - first.slope * i) <= limit),
  );
  const left = Array.from({ length: to - from }, (_, k) => stray(from + k)).sort((a, b) => a - b);
  return (left[Math.floor((left.length - 1) * 0.85)] as number) <= mostStray ? line : null;
}

function sumsOf(edge: Float32Array, from: number, to: number, isUsed: (i: number) => boolean): Sums {
  let count = 0;
  let x = 0;
  let y = 0;
  let xx = 0;
  let xy = 0;
  for (let i = from; i < to; i++) {
    if (!isUsed(i)) continue;
    const value = edge[i] as number;
    count++;
    x += i;
    y += value;
    xx += i * i;
    xy += i * value;
  }
  return { count, x, y, xx, xy };
}

function solve({ count, x, y, xx, xy }: Sums): { start: number; slope: number } {
  const slope = (count * xy - x * y) / Math.max(1e-9, count * xx - x * x);
  return { start: (y - slope * x) / count, slope };
}
