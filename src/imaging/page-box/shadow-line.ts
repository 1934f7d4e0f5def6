import type { Point } from '../../domain/units.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';
import { type Edge, fitEdge, type Side } from './fit-edge.ts';

/** Levels by which a point must be darker than the bed before it; more where the bed is noisy. */
const leastDrop = 8;
const dropOverNoise = 5;
/** How far in from the frame an edge is looked for: the border, and what a crooked sheet adds. */
const reachMm = 80;
/** The outermost pixels of a scan are often no picture. */
const rimPixels = 2;
/** Distance from the line at which a point still belongs to it, reduced pixels. */
const onLine = 1.25;
/** A white backing; darker ones show the sheet by its own brightness. */
const whiteBed = 170;
/** Levels by which a shadow must be darker than both the bed and the paper. */
const leastPeak = 5;
/** Bed and paper that differ by this much are two things, and what lies between them is no print. */
const clearStep = 3;
/** Print is darker than the shadow of a sheet's edge; where bed and paper differ, a deep shadow is believed. */
const darkestShadow = { alone: 60, withStep: 140 } as const;
/** A printed line with nothing to tell bed from paper must be as near to the border as sheets are laid. */
const farthestAloneMm = 40;
const widestMm = 1.5;

/** What is met first on the way in from one side of the frame, for each row or column in turn; null where nothing is. */
export type Skyline = readonly (Point | null)[];

export type Skylines = Readonly<Record<Side, Skyline>>;

/** First thing darker than the bed around it, from each side of the frame. */
export function findSkylines({ gray, dpi }: ReducedPage): Skylines {
  const { data, width, height } = gray;
  const drop = Math.max(leastDrop, dropOverNoise * rimNoise(data, width, height));
  const reach = (reachMm * dpi) / 25.4;
  const look = (start: number, step: number, length: number) =>
    firstDrop(data, start, step, Math.min(reach, length / 2), drop);
  const top: (Point | null)[] = [];
  const bottom: (Point | null)[] = [];
  const left: (Point | null)[] = [];
  const right: (Point | null)[] = [];
  for (let x = rimPixels; x < width - rimPixels; x++) {
    const down = look(x, width, height);
    top.push(down === null ? null : { x: x + 0.5, y: down });
    const up = look((height - 1) * width + x, -width, height);
    bottom.push(up === null ? null : { x: x + 0.5, y: height - up });
  }
  for (let y = rimPixels; y < height - rimPixels; y++) {
    const inward = look(y * width, 1, width);
    left.push(inward === null ? null : { x: inward, y: y + 0.5 });
    const back = look(y * width + width - 1, -1, width);
    right.push(back === null ? null : { x: width - back, y: y + 0.5 });
  }
  return { top, right, bottom, left };
}

/** An edge of the sheet by the shadow it casts on a white bed. */
export interface ShadowLine extends Edge {
  /** Points of the skyline on it. */
  readonly points: readonly Point[];
  /** Inwards from the line to where the shadow ends, reduced pixels. */
  readonly depth: number;
}

/** The thin faint line most of a skyline lies on, if that is how the edge of a sheet looks; else null. */
export function fitShadowLine(reduced: ReducedPage, skyline: Skyline, side: Side): ShadowLine | null {
  const isFlat = side === 'top' || side === 'bottom';
  const met = skyline.filter((point) => point !== null);
  const s = Float32Array.from(met, (p) => (isFlat ? p.x : p.y));
  const t = Float32Array.from(met, (p) => (isFlat ? p.y : p.x));
  const edge = fitEdge(s, t, met.length, side);
  if (!edge) return null;
  const points = skyline.filter((point) => point !== null && Math.abs(edge.inside(point)) <= onLine);
  const seen = points.filter((point) => point !== null);
  const depth = shadowDepth(reduced, seen, side);
  return depth === null ? null : { ...edge, points: seen, depth };
}

/** Looks at the mean course of levels across the line; null where it is not that of a shadow between bed and paper. */
function shadowDepth(reduced: ReducedPage, points: readonly Point[], side: Side): number | null {
  const mm = reduced.dpi / 25.4;
  const out = Math.ceil(2 * mm);
  const into = Math.ceil(3.5 * mm);
  const planes = [{ data: reduced.gray.data, step: 1, at: 0 }];
  if (reduced.rgb) for (const at of [0, 1, 2]) planes.push({ data: reduced.rgb, step: 3, at });
  const courses = planes.map((plane) => courseAcross(reduced, plane, points, side, out, into));
  const gray = courses[0] as number[];
  const bedOf = (course: readonly number[]) => middle(course.slice(0, out - 1));
  const paperOf = (course: readonly number[]) => middle(course.slice(out + Math.ceil(1.5 * mm)));
  const bed = bedOf(gray);
  const paper = paperOf(gray);
  if (!(bed >= whiteBed)) return null;
  const dark = Math.min(...gray.slice(out - 1, out + 2));
  const peak = Math.min(bed, paper) - dark;
  if (!(peak >= leastPeak)) return null;
  const isStep = courses.some((course) => Math.abs(bedOf(course) - paperOf(course)) >= clearStep);
  if (Math.max(bed, paper) - dark > darkestShadow[isStep ? 'withStep' : 'alone']) return null;
  if (!isStep && meanDistance(reduced, points, side) > farthestAloneMm * mm) return null;
  const end = gray.findIndex((level, k) => k > out && level >= paper - Math.max(2, peak * 0.2));
  if (end < 0 || end - out > widestMm * mm + 1) return null;
  return end - out;
}

/** Median level at each distance from `out` pixels before the line to `into` pixels behind it; NaN beyond the frame. */
function courseAcross(
  { gray: { width, height } }: ReducedPage,
  plane: { readonly data: Uint8Array; readonly step: number; readonly at: number },
  points: readonly Point[],
  side: Side,
  out: number,
  into: number,
): number[] {
  const [dx, dy] = inwards[side];
  const sparse = points.filter((_, i) => i % 4 === 0);
  const course: number[] = [];
  for (let off = -out; off <= into; off++) {
    const levels = new Uint8Array(sparse.length);
    let count = 0;
    for (const point of sparse) {
      const x = Math.floor(point.x) + dx * off;
      const y = Math.floor(point.y) + dy * off;
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      levels[count++] = plane.data[(y * width + x) * plane.step + plane.at] as number;
    }
    course.push(levels.subarray(0, count).sort()[count >> 1] ?? Number.NaN);
  }
  return course;
}

const inwards = { top: [0, 1], right: [-1, 0], bottom: [0, -1], left: [1, 0] } as const;

function middle(values: readonly number[]): number {
  const known = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return known[known.length >> 1] ?? Number.NaN;
}

/** How far the nearest end of the line lies from its side of the frame: a crooked sheet is near with one corner. */
function meanDistance(
  { gray: { width, height } }: ReducedPage,
  points: readonly Point[],
  side: Side,
): number {
  const away = { top: 0, left: 0, right: width, bottom: height }[side];
  const isFlat = side === 'top' || side === 'bottom';
  return points.reduce((least, p) => Math.min(least, Math.abs((isFlat ? p.y : p.x) - away)), Infinity);
}

/** Where the level falls by `drop` under what came before, as the middle of the darkest pixel there; slow shade is followed. */
function firstDrop(
  data: Uint8Array,
  start: number,
  step: number,
  length: number,
  drop: number,
): number | null {
  let i = start + rimPixels * step;
  let before = data[i] as number;
  for (let k = rimPixels + 1; k + 2 < length; k++) {
    i += step;
    const level = data[i] as number;
    if (before - level < drop) {
      before += (level - before) * 0.15;
      continue;
    }
    const next = data[i + step] as number;
    const last = data[i + 2 * step] as number;
    if (next < level && next <= last) return k + 1.5;
    return last < level && last < next ? k + 2.5 : k + 0.5;
  }
  return null;
}

/** Standard deviation of the noise along the rim, from what neighbours differ by. */
function rimNoise(data: Uint8Array, width: number, height: number): number {
  const steps: number[] = [];
  for (const y of [rimPixels, height - 1 - rimPixels]) {
    for (let i = y * width; i < (y + 1) * width - 1; i++)
      steps.push(Math.abs((data[i] as number) - (data[i + 1] as number)));
  }
  return middle(steps) / 0.954;
}
