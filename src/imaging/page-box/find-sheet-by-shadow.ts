import type { Point } from '../../domain/units.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';
import { isSquare, type Sheet } from './find-sheet.ts';
import type { Edge, Side } from './fit-edge.ts';
import { areaSize, clip, polygonOf } from './page-area.ts';
import { findSkylines, fitShadowLine, type ShadowLine, type Skyline } from './shadow-line.ts';

const sides: readonly Side[] = ['top', 'right', 'bottom', 'left'];
/** Edges of one sheet are parallel or square to each other to within so many degrees. */
const leastSquare = 0.7;
/** Shorter sides are no sheet. */
const leastSideMm = 35;
/** Share of an edge on which its shadow must be seen, and how near to its ends. */
const leastCover = 0.6;
const cornerMm = 8;
/** What is wider than this and lies outside the edges makes them no edges of the sheet. */
const dustMm = 1;
/** Reduced pixels along the frame in which a line cannot be told from the frame. */
const blind = 6;
const sureOf = { 4: 0.9, 3: 0.75, 2: 0.6 } as const;

/**
 * On a white bed the edges of a sheet cast thin faint shadows, the outermost thing on each side. Three of them that are
 * square to each other, or two that are parallel and run through the whole frame, with nothing outside, are the sheet;
 * the outline lies just inside the shadows. Null where that is not seen.
 */
export function findSheetByShadow(reduced: ReducedPage): Sheet | null {
  const { width, height } = reduced.gray;
  if (width < 32 || height < 32) return null;
  const mm = reduced.dpi / 25.4;
  const skylines = findSkylines(reduced);
  const seen = new Map<Side, ShadowLine>();
  for (const side of sides) {
    const line = fitShadowLine(reduced, skylines[side], side);
    if (line) seen.set(side, line);
  }
  for (;;) {
    if (seen.size < 2) return null;
    const broken = worstCovered(reduced, seen, mm);
    if (!broken) break;
    seen.delete(broken);
  }
  const lines = [...seen.values()];
  const isParallel = seen.has('top') === seen.has('bottom');
  if (seen.size === 2 && !isParallel) return null;
  const degrees = leanOf(lines);
  if (lines.some((line) => Math.abs(line.degrees - degrees) > leastSquare)) return null;
  if (!endsAreSquare(reduced, seen, degrees, mm)) return null;
  if (sides.some((side) => isAnythingOutside(skylines[side], lines, dustMm * mm))) return null;
  const within = lines.map((line) => (p: Point) => line.inside(p) - line.depth);
  const outline = within.reduce(clip, polygonOf({ x: 0, y: 0, ...reduced.frame }));
  if (areaSize(outline) < (leastSideMm * mm) ** 2 || isNarrow(outline, lines, mm)) return null;
  const cover = Math.min(...lines.map((line) => coverOf(reduced, line, seen).share));
  const sure = sureOf[seen.size as keyof typeof sureOf];
  return {
    outline,
    degrees,
    isSquare: isSquare(lines, degrees),
    quad: null,
    others: [],
    confidence: sure * Math.min(1, cover * 1.1),
  };
}

function leanOf(lines: readonly Edge[]): number {
  const total = lines.reduce((sum, line) => sum + line.length, 0);
  return lines.reduce((sum, line) => sum + line.degrees * line.length, 0) / total;
}

/** The side whose shadow does not run from corner to corner, the least covered first: the rule of a table, an underline. */
function worstCovered(reduced: ReducedPage, seen: ReadonlyMap<Side, ShadowLine>, mm: number): Side | null {
  let worst: { side: Side; share: number } | null = null;
  for (const [side, line] of seen) {
    const { share, ends } = coverOf(reduced, line, seen);
    const isWhole = ends.every(({ isCorner, gap }) => gap <= cornerMm * mm || (seen.size === 3 && !isCorner));
    if (share >= leastCover && isWhole) continue;
    if (!worst || share < worst.share) worst = { side, share };
  }
  return worst?.side ?? null;
}

/** One end of what was seen of a line, and how far it is from where the line should end: at another, or at the frame. */
interface End {
  readonly at: Point;
  readonly gap: number;
  readonly isCorner: boolean;
}

/** Share of a line that was seen between its ends, on the sheet all lines make together; no ends where it bounds none. */
function coverOf(
  { frame }: ReducedPage,
  line: ShadowLine,
  seen: ReadonlyMap<Side, ShadowLine>,
): { share: number; ends: readonly End[] } {
  const none = { share: 0, ends: [] };
  const others = [...seen.values()].filter((other) => other !== line);
  const [width, height] = [frame.width - 2 * blind, frame.height - 2 * blind];
  const outline = [...seen.values()].reduce(
    (polygon: Point[], other) => clip(polygon, other.inside),
    polygonOf({ x: blind, y: blind, width, height }),
  );
  const segment = outline.filter((point) => Math.abs(line.inside(point)) < 0.5);
  const [a, b] = [segment[0], segment.at(-1)];
  if (!a || !b) return none;
  const length = Math.max(1, Math.hypot(b.x - a.x, b.y - a.y));
  const along = (p: Point) => ((p.x - a.x) * (b.x - a.x) + (p.y - a.y) * (b.y - a.y)) / length;
  const points = line.points.filter((p) => along(p) >= -1 && along(p) <= length + 1);
  const [head, tail] = [points[0], points.at(-1)];
  if (!head || !tail) return none;
  // Points come from left to right and downwards, the outline runs clockwise.
  const [first, last] = along(head) <= along(tail) ? [head, tail] : [tail, head];
  const isCorner = (p: Point) => others.some((other) => Math.abs(other.inside(p)) < 0.5);
  const ends = [
    { at: first, gap: along(first), isCorner: isCorner(a) },
    { at: last, gap: length - along(last), isCorner: isCorner(b) },
  ];
  const from = isCorner(a) ? 0 : along(first);
  const to = isCorner(b) ? length : along(last);
  return { share: points.length / Math.max(leastSideMm, to - from), ends };
}

/** Where one edge of four casts no shadow, those beside it must still end where it runs, square to them. */
function endsAreSquare(
  reduced: ReducedPage,
  seen: ReadonlyMap<Side, ShadowLine>,
  degrees: number,
  mm: number,
): boolean {
  if (seen.size !== 3) return true;
  const open = [...seen.values()]
    .flatMap((line) => coverOf(reduced, line, seen).ends)
    .filter((end) => !end.isCorner);
  if (open.every((end) => end.gap <= cornerMm * mm)) return true;
  const [a, b] = open;
  if (!a || !b || open.length !== 2) return false;
  const lean = (-Math.atan2(b.at.y - a.at.y, b.at.x - a.at.x) * 180) / Math.PI - degrees;
  return Math.abs(lean - Math.round(lean / 90) * 90) <= 2;
}

/** Whether anything wider than dust is met before the edges. */
function isAnythingOutside(skyline: Skyline, lines: readonly Edge[], dust: number): boolean {
  let run = 0;
  for (const point of skyline) {
    run = point && lines.some((line) => line.inside(point) < -2) ? run + 1 : 0;
    if (run >= dust) return true;
  }
  return false;
}

function isNarrow(outline: readonly Point[], lines: readonly Edge[], mm: number): boolean {
  return lines.some((line) => Math.max(...outline.map(line.inside)) < leastSideMm * mm);
}
