import type { PatchFinding } from '../../domain/reading.ts';
import type { Corners } from '../../domain/units.ts';
import type { Luma } from '../luma.ts';
import { type PatchType, patternToType } from './bar-pattern.ts';

/** Bars are 50 mm long or more: eight lines or more cross them. */
const lineStepMm = 6;
/** Neighbouring lines that must agree. */
const fewestLines = 5;
/** White before the first and after the last bar. */
const quietMm = 3;
/** Runs shorter than this are dust or holes in the print. */
const speckMm = 0.5;
/** How far bars may drift from line to line: 10 degrees of skew and some. */
const driftMm = 1.6;

/** One crossing of four bars by one scan line; positions in pixels along the line. */
interface Crossing {
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly fromStart: PatchType;
  readonly fromEnd: PatchType;
}

/** Pixels of one scan line: every column, or every row, at `lineStepMm`. */
interface Direction {
  readonly bars: 'horizontal' | 'vertical';
  readonly length: number;
  readonly breadth: number;
  readonly at: (line: number, along: number) => number;
}

/**
 * Patch codes by their bars, in all four orientations. A patch code stands near the edge that is fed first, so the bars
 * are read from the nearest edge inwards: a sheet fed the other way round still says the same.
 */
export function readPatchBars(luma: Luma, dpi: number): PatchFinding[] {
  const { data, width, height } = luma;
  const threshold = darkBelow(luma);
  const columns: Direction = {
    bars: 'horizontal',
    length: height,
    breadth: width,
    at: (line, along) => data[along * width + line] ?? 255,
  };
  const rows: Direction = {
    bars: 'vertical',
    length: width,
    breadth: height,
    at: (line, along) => data[line * width + along] ?? 255,
  };
  return [columns, rows].flatMap((direction) => findIn(direction, dpi, threshold));
}

function findIn(direction: Direction, dpi: number, threshold: number): PatchFinding[] {
  const pxPerMm = dpi / 25.4;
  const step = lineStepMm * pxPerMm;
  let open: Crossing[][] = [];
  const closed: Crossing[][] = [];
  for (let line = step / 2; line < direction.breadth; line += step) {
    const crossings = crossingsOn(direction, Math.floor(line), pxPerMm, threshold);
    const next: Crossing[][] = [];
    for (const crossing of crossings) {
      const chain = open.find((one) => continues(one, crossing, pxPerMm, step));
      if (chain) {
        chain.push(crossing);
        next.push(chain);
      } else next.push([crossing]);
    }
    // A line may miss (a stamp, a fold): a chain stays open for one more line.
    for (const chain of open) {
      if (next.includes(chain)) continue;
      const last = chain.at(-1);
      if (last && line - last.line < step * 1.5) next.push(chain);
      else closed.push(chain);
    }
    open = next;
  }
  return [...closed, ...open]
    .filter((chain) => chain.length >= fewestLines)
    .map((chain) => toFinding(direction, chain, step));
}

function continues(chain: readonly Crossing[], crossing: Crossing, pxPerMm: number, step: number): boolean {
  const last = chain.at(-1);
  if (!last) return false;
  const lines = Math.round((crossing.line - last.line) / step);
  return Math.abs(crossing.start - last.start) <= driftMm * pxPerMm * Math.max(1, lines);
}

function crossingsOn(direction: Direction, line: number, pxPerMm: number, threshold: number): Crossing[] {
  const runs = runsOn(direction, line, Math.max(1, Math.round(speckMm * pxPerMm)), threshold);
  const crossings: Crossing[] = [];
  // Runs alternate and begin with a light one, so dark ones have odd numbers.
  for (let first = 1; first + 6 < runs.length; first += 2) {
    const before = (runs[first - 1] ?? 0) / pxPerMm;
    const after = (runs[first + 7] ?? 0) / pxPerMm;
    if (before < quietMm || after < quietMm) continue;
    const seven = runs.slice(first, first + 7).map((run) => run / pxPerMm);
    const fromStart = patternToType(seven);
    const fromEnd = patternToType(seven.toReversed());
    if (fromStart === null || fromEnd === null) continue;
    const start = sum(runs.slice(0, first));
    crossings.push({ line, start, end: start + sum(runs.slice(first, first + 7)), fromStart, fromEnd });
  }
  return crossings;
}

/** Lengths of light and dark runs in turn, the first one light (perhaps of length 0), specks taken out. */
function runsOn(direction: Direction, line: number, speck: number, threshold: number): number[] {
  const runs: number[] = [];
  let isDark = false;
  let length = 0;
  let against = 0;
  for (let along = 0; along < direction.length; along++) {
    const dark =
      (direction.at(line, along) +
        direction.at(Math.max(0, line - 1), along) +
        direction.at(Math.min(direction.breadth - 1, line + 1), along)) /
        3 <
      threshold;
    if (dark === isDark) {
      length += against + 1;
      against = 0;
      continue;
    }
    against++;
    if (against < speck) continue;
    runs.push(length);
    isDark = dark;
    length = against;
    against = 0;
  }
  runs.push(length + against);
  return runs;
}

function toFinding(direction: Direction, chain: readonly Crossing[], step: number): PatchFinding {
  const middle = sum(chain.map((one) => (one.start + one.end) / 2)) / chain.length;
  const isAtStart = middle <= direction.length / 2;
  const votes = new Map<PatchType, number>();
  for (const one of chain) {
    const type = isAtStart ? one.fromStart : one.fromEnd;
    votes.set(type, (votes.get(type) ?? 0) + 1);
  }
  const [winner] = [...votes].sort((a, b) => b[1] - a[1]);
  if (!winner) throw new Error('a chain of crossings is never empty');
  return { type: winner[0], corners: toCorners(direction, chain, step, isAtStart) };
}

function toCorners(
  direction: Direction,
  chain: readonly Crossing[],
  step: number,
  isAtStart: boolean,
): Corners {
  const lines = chain.map((one) => one.line);
  const low = Math.max(0, Math.min(...lines) - step / 2);
  const high = Math.min(direction.breadth, Math.max(...lines) + step / 2);
  const start = Math.min(...chain.map((one) => one.start));
  const end = Math.max(...chain.map((one) => one.end));
  const [left, right, top, bottom] =
    direction.bars === 'horizontal' ? [low, high, start, end] : [start, end, low, high];
  const clockwise: Corners = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
  // The edge of the sheet is the top of the code; which corner of the box comes first follows from it.
  const first = direction.bars === 'horizontal' ? (isAtStart ? 0 : 2) : isAtStart ? 3 : 1;
  return [...clockwise.slice(first), ...clockwise.slice(0, first)] as unknown as Corners;
}

/** Bars are solid: darker than three fifths of the paper. */
function darkBelow({ data }: Luma): number {
  const histogram = new Uint32Array(256);
  let seen = 0;
  for (let i = 0; i < data.length; i += 97) {
    const value = data[i] ?? 0;
    histogram[value] = (histogram[value] ?? 0) + 1;
    seen++;
  }
  let below = 0;
  for (let value = 0; value < 256; value++) {
    below += histogram[value] ?? 0;
    if (below * 2 >= seen) return value * 0.6;
  }
  return 128;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
