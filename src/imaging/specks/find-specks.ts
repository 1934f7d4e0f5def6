import { findComponents } from '../ink/components.ts';
import { mapInk } from '../ink/map-ink.ts';
import type { PageView } from '../view.ts';

/** Dust paler than this does not disturb. */
const leastContrast = 48;
/** Diameters, millimetres. */
const largestMm = { fine: 0.15, coarse: 0.25 } as const;
/** The scanner's optics spread a mark by so much of a source pixel. */
const spreadPixels = 0.6;
/** Nothing but other specks lies so near: the dot of an i, a decimal point, a broken stroke have company. */
const aloneMm = 1.1;
/** A speck with two others so near is part of something: leaders, screens, braille, needle print. */
const companyMm = 4;
const mostCompany = 1;
/** More than this many a square centimetre is no dust: noise of the scanner, a screen, a pattern. */
const mostPerCm2 = 1;

/** Places of specks on the reduction: a point of each, in whole pixels. */
export interface Specks {
  readonly x: Int32Array;
  readonly y: Int32Array;
}

const known = new WeakMap<PageView, Map<string, Specks>>();

/** Dust up to `size`; remembered with the view, since analysis and rendering both ask. */
export function findSpecks(view: PageView, size: 'fine' | 'coarse'): Specks {
  const found = known.get(view) ?? new Map<string, Specks>();
  known.set(view, found);
  const specks = found.get(size) ?? lookFor(view, size);
  found.set(size, specks);
  return specks;
}

/**
 * Dust: darker than the paper, smaller than `size` says, alone. The mean of a square hides it, so squares are asked for
 * their darkest pixel; how large it is follows from what it takes from the mean.
 */
function lookFor(view: PageView, size: 'fine' | 'coarse'): Specks {
  const { page, paper, area } = view;
  const { reduced } = page;
  const { width, height } = reduced.gray;
  const mm = reduced.dpi / 25.4;
  const dark = mapInk({ ...reduced, gray: { ...reduced.gray, data: reduced.darkest } }, paper, area);
  const marks = findComponents(dark, width, height, leastContrast);
  const isSmall = new Uint8Array(marks.count + 1);
  const xs: number[] = [];
  const ys: number[] = [];
  const sourceMm = 1 / (mm * reduced.factor);
  const mostMm2 = (Math.PI / 4) * (largestMm[size] + spreadPixels * sourceMm) ** 2;
  for (let label = 1; label <= marks.count; label++) {
    const left = marks.left[label] as number;
    const top = marks.top[label] as number;
    const wide = (marks.right[label] as number) - left;
    const high = (marks.bottom[label] as number) - top;
    if (wide > 1 || high > 1) continue;
    const taken = takenFrom(reduced.gray.data, width, height, left, top, left + wide, top + high);
    if (taken / (marks.peak[label] as number) / (mm * mm) <= mostMm2) isSmall[label] = 1;
  }
  const gap = Math.ceil(aloneMm * mm);
  for (let label = 1; label <= marks.count; label++) {
    if (isSmall[label] === 0) continue;
    const x = marks.left[label] as number;
    const y = marks.top[label] as number;
    if (!isAlone(marks.labels, isSmall, width, height, x, y, gap)) continue;
    xs.push(x);
    ys.push(y);
  }
  const cm2 = area.size / (mm * mm * 100);
  if (xs.length > mostPerCm2 * Math.max(10, cm2)) return { x: new Int32Array(0), y: new Int32Array(0) };
  return withoutCompany(xs, ys, companyMm * mm);
}

/** What a mark and the pixels around it are darker than the ring beyond, in levels times pixels. */
function takenFrom(
  data: Uint8Array,
  width: number,
  height: number,
  left: number,
  top: number,
  right: number,
  bottom: number,
): number {
  let inner = 0;
  let innerCount = 0;
  let ring = 0;
  let ringCount = 0;
  for (let y = Math.max(0, top - 2); y <= Math.min(height - 1, bottom + 2); y++) {
    for (let x = Math.max(0, left - 2); x <= Math.min(width - 1, right + 2); x++) {
      const value = data[y * width + x] as number;
      if (x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1) {
        inner += value;
        innerCount++;
      } else {
        ring += value;
        ringCount++;
      }
    }
  }
  return (innerCount * ring) / Math.max(1, ringCount) - inner;
}

function isAlone(
  labels: Int32Array,
  isSmall: Uint8Array,
  width: number,
  height: number,
  x: number,
  y: number,
  gap: number,
): boolean {
  const x0 = Math.max(0, x - gap);
  const x1 = Math.min(width - 1, x + gap + 1);
  for (let py = Math.max(0, y - gap); py <= Math.min(height - 1, y + gap + 1); py++) {
    for (let at = py * width + x0; at <= py * width + x1; at++) {
      const label = labels[at] as number;
      if (label !== 0 && isSmall[label] === 0) return false;
    }
  }
  return true;
}

function withoutCompany(xs: readonly number[], ys: readonly number[], reach: number): Specks {
  const x: number[] = [];
  const y: number[] = [];
  // Labels run from top to bottom: only those a few rows away can be near.
  let from = 0;
  for (let i = 0; i < xs.length; i++) {
    const [px, py] = [xs[i] as number, ys[i] as number];
    while ((ys[from] as number) < py - reach) from++;
    let company = 0;
    for (let k = from; k < xs.length && (ys[k] as number) <= py + reach; k++) {
      if (k !== i && Math.hypot((xs[k] as number) - px, (ys[k] as number) - py) <= reach) company++;
    }
    if (company > mostCompany) continue;
    x.push(px);
    y.push(py);
  }
  return { x: Int32Array.from(x), y: Int32Array.from(y) };
}
