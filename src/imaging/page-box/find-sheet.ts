import type { Point } from '../../domain/units.ts';
import { type Component, type Components, findComponents } from '../ink/components.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';
import { type Bed, findBed } from './find-bed.ts';
import { type Edge, fitEdge } from './fit-edge.ts';
import { areaSize, clip, polygonOf } from './page-area.ts';

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

/** The sheet as it lies on the bed, in edge coordinates of the reduced page. */
export interface Sheet {
  /** Convex, clockwise; at most eight corners where the frame cuts it. */
  readonly outline: readonly Point[];
  /** Lean of its edges, degrees, counter-clockwise positive; null where too few were seen to tell. */
  readonly degrees: number | null;
  /** At least three edges were seen and are square to each other to a hair: then `degrees` is as exact as text can be. */
  readonly isSquare: boolean;
  /** Other things on the bed, not looked into. */
  readonly others: readonly Component[];
  readonly confidence: number;
}

/** Outline of the sheet by its four edges against a dark or gray bed; null where no bed or no sheet is seen. */
export function findSheet(reduced: ReducedPage): Sheet | null {
  const bed = findBed(reduced);
  if (!bed) return null;
  const { width, height } = reduced.gray;
  const filled = bed.mask.map((isBed) => 1 - isBed);
  const parts = findComponents(filled, width, height, 1);
  const dust = (dustMm * reduced.dpi) / 25.4;
  const things = parts.list.filter((c) => Math.min(c.right - c.left, c.bottom - c.top) + 1 > dust);
  const main = things.reduce<Component | null>((a, b) => (a && a.area >= b.area ? a : b), null);
  if (!main) return null;
  // A picture that takes on the bed's own gray from side to side cuts its sheet in two: then all parts are one sheet.
  return (
    outlineOf(reduced, bed, parts, [main], things) ??
    (things.length > 1 ? outlineOf(reduced, bed, parts, things, things) : null)
  );
}

/** The sheet that `parts` make up, among all things on the bed; null where they have no straight edges or do not fill them. */
function outlineOf(
  reduced: ReducedPage,
  bed: Bed,
  components: Components,
  parts: readonly Component[],
  things: readonly Component[],
): Sheet | null {
  const { width, height } = reduced.gray;
  const isPart = Uint8Array.from([
    0,
    ...components.list.map((component) => (parts.includes(component) ? 1 : 0)),
  ]);
  // Over every pixel: a plain loop is a tenth of the time of Uint8Array.from.
  const isSheet = new Uint8Array(components.labels.length);
  for (let i = 0; i < isSheet.length; i++) isSheet[i] = isPart[components.labels[i] as number] as number;
  const found = findEdges(reduced, bed, isSheet).filter((edge) => edge !== null);
  if (found.length === 0) return null;
  let outline: Point[] = polygonOf({ x: 0, y: 0, ...reduced.frame });
  for (const edge of found) outline = clip(outline, edge.inside);
  const size = areaSize(outline);
  if (size < width * height * leastShare) return null;
  const lean = leanOf(found);
  const needed = found.length === 4 && lean.isAgreed ? leastFillOfFour : leastFill;
  if (parts.reduce((sum, part) => sum + part.area, 0) < size * needed) return null;
  const others = things.filter((thing) => !parts.includes(thing) && isOutside(thing, found));
  const support = Math.min(...found.map((edge) => edge.support));
  return {
    outline,
    degrees: lean.isAgreed ? lean.degrees : null,
    isSquare: isSquare(found, lean.degrees),
    others,
    confidence: (lean.isAgreed ? 1 : 0.6) * Math.min(1, support * 1.1) * (others.length > 0 ? 0.5 : 1),
  };
}

/** Top, right, bottom, left; null for an edge that lies outside the frame. */
function findEdges(reduced: ReducedPage, bed: Bed, isSheet: Uint8Array): (Edge | null)[] {
  const { width, height } = reduced.gray;
  const top: Point[] = [];
  const bottom: Point[] = [];
  const left: Point[] = [];
  const right: Point[] = [];
  const depth = (start: number, step: number, length: number) =>
    edgeDepth(reduced.gray.data, bed.level, isSheet, start, step, length);
  for (let x = 0; x < width; x++) {
    const down = depth(x, width, height);
    if (down !== null) top.push({ x: x + 0.5, y: down });
    const up = depth((height - 1) * width + x, -width, height);
    if (up !== null) bottom.push({ x: x + 0.5, y: height - up });
  }
  for (let y = 0; y < height; y++) {
    const inward = depth(y * width, 1, width);
    if (inward !== null) left.push({ x: inward, y: y + 0.5 });
    const back = depth(y * width + width - 1, -1, width);
    if (back !== null) right.push({ x: width - back, y: y + 0.5 });
  }
  return [fitEdge(top, 'top'), fitEdge(right, 'right'), fitEdge(bottom, 'bottom'), fitEdge(left, 'left')];
}

/**
 * How far from the frame the sheet begins along one row or column, to a fraction of a pixel: where the level passes the
 * middle between the bed and what lies just inside. Null where the sheet reaches the frame or is not met.
 */
function edgeDepth(
  data: Uint8Array,
  bedLevel: number,
  isSheet: Uint8Array,
  start: number,
  step: number,
  length: number,
): number | null {
  let k = 0;
  let i = start;
  for (; k < length && isSheet[i] !== 1; k++) i += step;
  if (k < 2 || k + 3 >= length) return null;
  const inner = data[i + 2 * step] as number;
  const middle = (bedLevel + inner) / 2;
  const sign = inner >= bedLevel ? 1 : -1;
  const level = (n: number) => sign * ((data[start + n * step] as number) - middle);
  for (let n = k - 1; n < k + 2; n++) {
    const a = level(n);
    const b = level(n + 1);
    if (a < 0 && b >= 0) return n + 0.5 - a / (b - a);
  }
  return k;
}

function isOutside(thing: Component, edges: readonly Edge[]): boolean {
  const centre = { x: (thing.left + thing.right + 1) / 2, y: (thing.top + thing.bottom + 1) / 2 };
  return edges.some((edge) => edge.inside(centre) < 0);
}

/** Whether three edges or more lean by `degrees` within what can be measured. */
export function isSquare(edges: readonly Edge[], degrees: number): boolean {
  return edges.length >= 3 && edges.every((edge) => Math.abs(edge.degrees - degrees) <= exactSquare);
}

function leanOf(edges: readonly Edge[]): { degrees: number; isAgreed: boolean } {
  const total = edges.reduce((sum, edge) => sum + edge.length, 0);
  const degrees = edges.reduce((sum, edge) => sum + edge.degrees * edge.length, 0) / total;
  const off = edges.reduce((sum, edge) => sum + Math.abs(edge.degrees - degrees) * edge.length, 0) / total;
  return { degrees, isAgreed: edges.length >= 2 && off < 0.5 };
}
