import { isPrinted } from '../blank/is-printed.ts';
import { type Component, type Components, findComponents } from '../ink/components.ts';
import type { PageView } from '../view.ts';

/** Levels of 255 under the paper between which something may shine through; the paper takes most of it. */
const faint = { least: 12, most: 60 } as const;
/** Squares of the reduction around surer ink that are its own blur and no mark of their own. */
const halo = 2;
/** Smaller marks have no edges to be judged by; larger ones are shading, folds and pictures. */
const markMm = { least: 1, most: 14 } as const;
/** Letters the page must have of its own, sharp and dark: a page of nothing but soft faint print is a carbon copy. */
const leastLetters = 40;
/** Soft marks that make a back shining through, and the share of all faint marks they must be. */
const leastMarks = 40;
const softShare = 0.9;
/** Marks looked at before the rest is: where these are not soft, nothing shines through. */
const firstLook = 60;
/** Share of the page that is faint with nothing surer near it; the thin rules of a table alone make 0.6 %. */
const leastFaintShare = 0.008;
/** Distance of the strongest from the weakest channel beyond the paper's own: carbon and stamps have a colour, a back has hardly any. */
const mostChroma = 14;

/** What shines through from the back of a page. */
export interface Bleed {
  /** Marks that are of the back, in `components`. */
  readonly marks: readonly number[];
  readonly components: Components;
  /** 1 where the page's own ink is, or its blur. */
  readonly own: Uint8Array;
}

const found = new WeakMap<PageView, { readonly bleed: Bleed | null }>();

/**
 * Faint marks without edges beside sharp print: print is blurred by the scanner alone, what shines through by the paper
 * as well. Null where there is too little of either to be sure; then everything stays. Remembered with the view.
 */
export function findBleed(view: PageView): Bleed | null {
  const known = found.get(view);
  if (known) return known.bleed;
  const bleed = lookForBleed(view);
  found.set(view, { bleed });
  return bleed;
}

function lookForBleed(view: PageView): Bleed | null {
  const { page, paper, ink } = view;
  const { width, height } = page.reduced.gray;
  const mm = page.reduced.dpi / 25.4;
  if (paper.luma === 0 || !hasFaintMarks(ink, width, height)) return null;
  if (countLetters(view, mm) < leastLetters) return null;
  const own = ownInk(ink, width, height);
  const pale = new Uint8Array(ink.length);
  for (let i = 0; i < ink.length; i++) if (own[i] === 0) pale[i] = ink[i] as number;
  const components = findComponents(pale, width, height, faint.least);
  const candidates: number[] = [];
  for (let label = 1; label <= components.count; label++) {
    const wide = (components.right[label] as number) - (components.left[label] as number) + 1;
    const high = (components.bottom[label] as number) - (components.top[label] as number) + 1;
    const long = Math.max(wide, high);
    if (long >= markMm.least * mm && long <= markMm.most * mm) candidates.push(label);
  }
  if (candidates.length < leastMarks) return null;
  const isSoft = (label: number) => isOfBack(view, componentOf(components, label));
  const step = Math.max(1, Math.floor(candidates.length / firstLook));
  const looked = candidates.filter((_, i) => i % step === 0);
  if (looked.filter(isSoft).length < looked.length * softShare) return null;
  const marks = candidates.filter(isSoft);
  if (marks.length < Math.max(leastMarks, candidates.length * softShare)) return null;
  return { marks, components, own };
}

/** Sharp dark marks of a letter's height. */
function countLetters({ components, page, paper }: PageView, mm: number): number {
  let letters = 0;
  for (let label = 1; label <= components.count && letters < leastLetters; label++) {
    const high = (components.bottom[label] as number) - (components.top[label] as number) + 1;
    if (high < mm || high > 8 * mm || (components.peak[label] as number) < 2 * faint.most) continue;
    if (isPrinted(page, componentOf(components, label), page.reduced, paper.luma)) letters++;
  }
  return letters;
}

/** Faint pixels with nothing surer near them, on every fourth row: a page with next to none need not be looked at further. */
function hasFaintMarks(ink: Uint8Array, width: number, height: number): boolean {
  const far = halo * width;
  let count = 0;
  for (let y = halo; y < height - halo; y += 4) {
    for (let i = y * width + halo; i < (y + 1) * width - halo; i++) {
      const level = ink[i] as number;
      if (level < faint.least || level >= faint.most) continue;
      const nearest = Math.max(
        ink[i - 1] as number,
        ink[i + 1] as number,
        ink[i - halo] as number,
        ink[i + halo] as number,
        ink[i - far] as number,
        ink[i + far] as number,
      );
      if (nearest < faint.most) count++;
    }
  }
  return count * 4 >= ink.length * leastFaintShare;
}

/** 1 within `halo` of sure ink: spread along the rows, then down the columns. */
function ownInk(ink: Uint8Array, width: number, height: number): Uint8Array {
  const along = new Uint8Array(ink.length);
  for (let i = 0; i < ink.length; i++) {
    if ((ink[i] as number) >= faint.most)
      along.fill(1, Math.max(0, i - halo), Math.min(ink.length, i + halo + 1));
  }
  const own = new Uint8Array(ink.length);
  for (let y = 0; y < height; y++) {
    for (let row = Math.max(0, y - halo); row < Math.min(height, y + halo + 1); row++) {
      const from = row * width;
      const to = y * width;
      for (let x = 0; x < width; x++) own[to + x] = (own[to + x] as number) | (along[from + x] as number);
    }
  }
  return own;
}

function isOfBack({ page, paper }: PageView, mark: Component): boolean {
  return (
    chromaOf(page.reduced, mark, paper.colour) <= mostChroma &&
    !isPrinted(page, mark, page.reduced, paper.luma)
  );
}

/** How much more colour the middle of a mark has than the paper. */
function chromaOf(
  { rgb, gray }: PageView['page']['reduced'],
  mark: Component,
  paper: readonly [number, number, number],
): number {
  if (!rgb) return 0;
  const sums = [0, 0, 0];
  let count = 0;
  for (let y = mark.top; y <= mark.bottom; y++) {
    for (let x = mark.left; x <= mark.right; x++, count++) {
      const at = (y * gray.width + x) * 3;
      for (let c = 0; c < 3; c++) sums[c] = (sums[c] as number) + (rgb[at + c] as number);
    }
  }
  const off = sums.map((sum, c) => sum / count - (paper[c] as number));
  return Math.max(...off) - Math.min(...off);
}

function componentOf(components: Components, label: number): Component {
  return {
    left: components.left[label] as number,
    top: components.top[label] as number,
    right: components.right[label] as number,
    bottom: components.bottom[label] as number,
    area: components.area[label] as number,
    peak: components.peak[label] as number,
  };
}
