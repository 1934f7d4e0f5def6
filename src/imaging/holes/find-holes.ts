import { directions } from '../../domain/rules/kept-rectangle.ts';
import type { PageArea } from '../page-box/page-area.ts';
import type { PageView } from '../view.ts';
import { type Disc, edgeMm, findDiscs } from './find-discs.ts';
import { findRings } from './find-rings.ts';
import type { Circle } from './fit-circle.ts';

/**
 * Distances from one hole to the next, millimetres: 80 ISO 838, two or four; 21 and 70 four as in Sweden; 70 two and
 * 108 three as in the USA; sums where one between them is not seen.
 */
const pitchesMm = [21, 70, 80, 91, 108, 112, 160, 216, 240];
const pitchReachMm = 1.4;
/** Holes of one punch are in line and alike to this much. */
const lineMm = 1.5;
const radiusMm = 0.35;
const alikeLevels = 25;
/** What is seen through a hole has the level of the bed beside the sheet. */
const bedReach = 12;
/** Print is rarely of this gray: such a disc of the bed's own level is a hole even where it is alone. */
const grayBed = { darkest: 60, lightest: 215 } as const;
const mostHoles = 4;

/** A punch hole, in pixels of the reduction. */
export interface Hole extends Circle {
  readonly confidence: number;
}

const known = new WeakMap<PageView, readonly Hole[]>();

/**
 * Punch holes: round, of a punch's size, near an edge, showing bed; and beside others at a punch's distance. What could
 * be print is none: a lone disc, discs at any other distance, a row of many.
 */
export function findHoles(view: PageView): readonly Hole[] {
  let holes = known.get(view);
  if (!holes) {
    holes = lookFor(view);
    known.set(view, holes);
  }
  return holes;
}

function lookFor(view: PageView): Hole[] {
  if (view.paper.luma === 0) return [];
  const mm = view.page.reduced.dpi / 25.4;
  const discs = findDiscs(view);
  const rings: Disc[] = findRings(view).map((ring) => ({ ...ring, level: 255 }));
  // Where no edge of the sheet is seen, it leans as its print does.
  const lean = view.sheet?.degrees ?? view.skew.degrees;
  const found = new Map<Disc, number>();
  for (const round of [discs, rings]) {
    for (const row of rowsOf(round, view.area, mm, lean)) {
      for (const hole of row) found.set(hole, 0.9);
    }
  }
  const bed = bedLevel(view);
  for (const disc of discs) {
    if (bed === null || found.has(disc) || Math.abs(disc.level - bed) > bedReach) continue;
    if (bed > grayBed.darkest && bed < grayBed.lightest) found.set(disc, 0.7);
  }
  return [...found].map(([{ x, y, radius }, confidence]) => ({ x, y, radius, confidence }));
}

/** Rows of two to four along an edge, each at a punch's distance from the next. */
function rowsOf(discs: readonly Disc[], area: PageArea, mm: number, lean: number): Disc[][] {
  const rows: Disc[][] = [];
  const { along, across } = directions(lean);
  for (const edge of ['left', 'right', 'top', 'bottom'] as const) {
    const placed = discs
      .map((disc) => {
        // How far across the page the line of holes would run through this one.
        const way = edge === 'left' || edge === 'right' ? along : across;
        const line = (disc.x * way.x + disc.y * way.y) / mm;
        return { disc, line, depth: depthOf(disc, edge, area) / mm, along: alongOf(disc, edge) / mm };
      })
      .filter(({ depth }) => depth >= edgeMm.nearest && depth <= edgeMm.farthest)
      .sort((a, b) => a.along - b.along);
    const open = new Set(placed);
    for (const first of placed) {
      if (!open.has(first)) continue;
      const row = placed.filter(
        (other) =>
          open.has(other) &&
          Math.abs(other.line - first.line) <= lineMm &&
          Math.abs(other.disc.radius - first.disc.radius) <= radiusMm * mm &&
          Math.abs(other.disc.level - first.disc.level) <= alikeLevels,
      );
      for (const other of row) open.delete(other);
      const isPunched =
        row.length >= 2 &&
        row.length <= mostHoles &&
        row.every(
          ({ disc }, i) => i === 0 || isPitch(distance(disc, (row[i - 1] as typeof first).disc) / mm),
        );
      if (isPunched) rows.push(row.map(({ disc }) => disc));
    }
  }
  return rows;
}

function depthOf({ x, y }: Disc, edge: 'left' | 'right' | 'top' | 'bottom', area: PageArea): number {
  const row = Math.floor(y);
  if (edge === 'left') return x - (area.left[row] as number);
  if (edge === 'right') return (area.right[row] as number) - x;
  // Of a crooked sheet the edge above a point is where its column enters the area.
  let end = row;
  const step = edge === 'top' ? -1 : 1;
  while (
    end + step >= area.top &&
    end + step < area.bottom &&
    (area.left[end + step] as number) <= x &&
    (area.right[end + step] as number) > x
  )
    end += step;
  return Math.abs(y - end);
}

function alongOf({ x, y }: Disc, edge: 'left' | 'right' | 'top' | 'bottom'): number {
  return edge === 'left' || edge === 'right' ? y : x;
}

function distance(a: Circle, b: Circle): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

function isPitch(mm: number): boolean {
  return pitchesMm.some((pitch) => Math.abs(pitch - mm) <= pitchReachMm);
}

/** Level of what lies beside the sheet; null where too little of it is seen or it is uneven. */
function bedLevel({ sheet, area, page }: PageView): number | null {
  if (!sheet) return null;
  const { data, width, height } = page.reduced.gray;
  const levels: number[] = [];
  // Four rows and columns of the frame's rim, one pixel in.
  const ask = (x: number, y: number) => {
    if (x < (area.left[y] as number) - 4 || x >= (area.right[y] as number) + 4) {
      levels.push(data[y * width + x] as number);
    }
  };
  for (let x = 1; x < width - 1; x++) {
    ask(x, 1);
    ask(x, height - 2);
  }
  for (let y = 1; y < height - 1; y++) {
    ask(1, y);
    ask(width - 2, y);
  }
  if (levels.length < 40) return null;
  levels.sort((a, b) => a - b);
  const at = (share: number) => levels[Math.floor((levels.length - 1) * share)] as number;
  return at(0.8) - at(0.2) <= 16 ? at(0.5) : null;
}
