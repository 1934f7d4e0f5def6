import type { Corners, Point } from '../../domain/units.ts';
import { pageKernel } from '../kernel/page-kernel.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';
import { findEdge } from './edge-points.ts';
import { type Bed, findBed } from './find-bed.ts';
import { findTable } from './find-table.ts';
import { filledBetween, findThings, skylinesOf, type Things } from './find-things.ts';
import { crossing, type Edge, type Side } from './fit-edge.ts';
import { areaSize, clip, polygonOf } from './page-area.ts';

const sides: readonly Side[] = ['top', 'right', 'bottom', 'left'];
/** Share of the frame a sheet must have at least: a bus ticket on an A4 bed. */
const leastShare = 0.02;
/** Share of the outline that must be filled with something that is no bed. */
const leastFill = 0.93;
/** Enough where all four edges are seen and agree: a picture of the bed's own gray may open a bay in the sheet. */
const leastFillOfFour = 0.7;
/** Things beside the sheet narrower than this are dust and scratches on the bed. */
const dustMm = 2;
/** Degrees within which edges that are long and whole agree. */
const exactSquare = 0.05;

/** Something that lies on the bed: its box in reduced pixels, inclusive. */
export interface Thing {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The sheet as it lies on the bed, in edge coordinates of the reduced page. */
export interface Sheet {
  /** Convex, clockwise; at most eight corners where the frame cuts it. */
  readonly outline: readonly Point[];
  /** Lean of its edges, degrees, counter-clockwise positive; null where too few were seen to tell. */
  readonly degrees: number | null;
  /** At least three edges were seen and are square to each other to a hair: then `degrees` is as exact as text can be. */
  readonly isSquare: boolean;
  /** Where its four edges meet, clockwise from the top left; null unless each was seen, whole and alone on the bed. */
  readonly quad: Corners | null;
  /** Other things on the bed, not looked into. */
  readonly others: readonly Thing[];
  readonly confidence: number;
}

/** Outline of the sheet by its four edges against a dark or gray bed or a table; null where none is seen. */
export function findSheet(reduced: ReducedPage): Sheet | null {
  const bed = findBed(reduced);
  const onBed = bed && sheetOn(reduced, bed);
  if (bed && (bed.roughness < grained || onBed?.others.length === 0)) return onBed;
  return sheetOnTable(reduced) ?? onBed;
}

/** Levels of roughness from which a bed is the grain of a table, and what sticks out of it is no thing on it. */
const grained = 3;

function sheetOnTable(reduced: ReducedPage): Sheet | null {
  const table = findTable(reduced);
  const sheet = table && sheetOn(reduced, table);
  // A panel printed on a coloured page lies straight in its frame; only a quad that does not was put on a table.
  return sheet?.quad && !isAligned(sheet) ? { ...sheet, confidence: sheet.confidence * 0.8 } : null;
}

/** Whether three edges or more lean by `degrees` within what can be measured. */
export function isSquare(edges: readonly Edge[], degrees: number): boolean {
  return edges.length >= 3 && edges.every((edge) => Math.abs(edge.degrees - degrees) <= exactSquare);
}

/** Degrees off the frame up to which a panel may be printed. */
const printedLean = 0.7;

function isAligned({ degrees, isSquare: isExact }: Sheet): boolean {
  return degrees !== null && Math.abs(degrees) < printedLean && isExact;
}

function sheetOn(reduced: ReducedPage, bed: Bed): Sheet | null {
  const kernel = pageKernel();
  const mark = kernel.mark();
  try {
    const things = findThings(reduced, bed);
    const parts = partsOf(things, (dustMm * reduced.dpi) / 25.4);
    if (parts.length === 0) return null;
    const main = parts.reduce((a, b) => ((things.area[a] as number) >= (things.area[b] as number) ? a : b));
    // A picture that takes on the bed's own gray from side to side cuts its sheet in two: then all parts are one sheet.
    return (
      outlineOf(reduced, things, [main], parts) ??
      (parts.length > 1 ? outlineOf(reduced, things, parts, parts) : null)
    );
  } finally {
    kernel.release(mark);
  }
}

function partsOf(things: Things, dust: number): number[] {
  const parts: number[] = [];
  for (let i = 1; i <= things.count; i++) {
    const width = (things.right[i] as number) - (things.left[i] as number) + 1;
    const height = (things.bottom[i] as number) - (things.top[i] as number) + 1;
    if (Math.min(width, height) > dust) parts.push(i);
  }
  return parts;
}

/** The sheet that `parts` make up, among all `things`; null where they have no straight edges or do not fill them. */
function outlineOf(
  reduced: ReducedPage,
  things: Things,
  parts: readonly number[],
  all: readonly number[],
): Sheet | null {
  const { width, height } = reduced.gray;
  const skylines = skylinesOf(things, parts, reduced);
  const edges = sides.map((side) => findEdge(reduced.gray, skylines, side, reduced.dpi));
  const found = edges.filter((edge) => edge !== null);
  if (found.length === 0) return null;
  let outline: Point[] = polygonOf({ x: 0, y: 0, ...reduced.frame });
  for (const edge of found) outline = clip(outline, edge.inside);
  const size = areaSize(outline);
  if (size < width * height * leastShare) return null;
  const lean = leanOf(found);
  const needed = found.length === 4 && lean.isAgreed ? leastFillOfFour : leastFill;
  if (filledBetween(skylines) < size * needed) return null;
  const others = all
    .filter((part) => !parts.includes(part))
    .map((part) => thingOf(things, part))
    .filter((thing) => isOutside(thing, found));
  const support = Math.min(...found.map((edge) => edge.support));
  return {
    outline,
    degrees: lean.isAgreed ? lean.degrees : null,
    isSquare: isSquare(found, lean.degrees),
    quad: others.length === 0 ? quadOf(edges, reduced) : null,
    others,
    confidence: (lean.isAgreed ? 1 : 0.6) * Math.min(1, support * 1.1) * (others.length > 0 ? 0.5 : 1),
  };
}

/** Share of an edge, from corner to corner, that must be seen on its line for the corners to be sure. */
const surely = 0.8;

function quadOf(edges: readonly (Edge | null)[], { frame }: ReducedPage): Corners | null {
  const [top, right, bottom, left] = edges;
  if (!top || !right || !bottom || !left) return null;
  const quad: Corners = [
    crossing(left, top),
    crossing(top, right),
    crossing(right, bottom),
    crossing(bottom, left),
  ];
  const isInFrame = quad.every((p) => p.x > 0 && p.y > 0 && p.x < frame.width && p.y < frame.height);
  const isSure = [top, right, bottom, left].every((edge, i) => {
    const [a, b] = [quad[i] as Point, quad[(i + 1) % 4] as Point];
    const length = Math.max(Math.abs(b.x - a.x), Math.abs(b.y - a.y));
    return edge.length >= length * surely;
  });
  return isInFrame && isSure ? quad : null;
}

function thingOf(things: Things, part: number): Thing {
  return {
    left: things.left[part] as number,
    top: things.top[part] as number,
    right: things.right[part] as number,
    bottom: things.bottom[part] as number,
  };
}

function isOutside(thing: Thing, edges: readonly Edge[]): boolean {
  const centre = { x: (thing.left + thing.right + 1) / 2, y: (thing.top + thing.bottom + 1) / 2 };
  return edges.some((edge) => edge.inside(centre) < 0);
}

function leanOf(edges: readonly Edge[]): { degrees: number; isAgreed: boolean } {
  const total = edges.reduce((sum, edge) => sum + edge.length, 0);
  const degrees = edges.reduce((sum, edge) => sum + edge.degrees * edge.length, 0) / total;
  const off = edges.reduce((sum, edge) => sum + Math.abs(edge.degrees - degrees) * edge.length, 0) / total;
  return { degrees, isAgreed: edges.length >= 2 && off < 0.5 };
}
