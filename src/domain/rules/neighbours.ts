import type { CaptureJobId } from '../ids.ts';
import type { Page, Tree } from '../tree/records.ts';

/** What the sheets of one capture have in common, where enough of them were seen: one that differs is worth a look. */
export interface Neighbours {
  /** The usual sheet, millimetres; null where too few edges were seen, or where the stack is mixed. */
  readonly sheetMm: { readonly width: number; readonly height: number } | null;
  /** The usual sharpness; null where too little print was seen. */
  readonly sharpness: number | null;
}

export const noNeighbours: Neighbours = { sheetMm: null, sharpness: null };

/** Fewer say nothing of what is usual. */
const leastPages = 5;
/** Of a stack of one size at least this share has it; in a mixed stack no size is odd. */
const usualShare = 0.75;

const known = new WeakMap<Tree['pages'], ReadonlyMap<CaptureJobId, Neighbours>>();

/** The neighbours of a page: its capture, since one device at one focus took it. Worked out once a tree. */
export function neighboursOf(tree: Tree, page: Page): Neighbours {
  const captures = known.get(tree.pages) ?? byCapture(tree.pages.values());
  known.set(tree.pages, captures);
  return captures.get(page.captureJobId) ?? noNeighbours;
}

/** Whether a length is another than the usual one, by more than 12 mm or 5 %: more than feeders and edges differ by. */
export function isOtherLength(mm: number, usual: number): boolean {
  return Math.abs(mm - usual) > Math.min(12, usual * 0.05);
}

function byCapture(pages: Iterable<Page>): ReadonlyMap<CaptureJobId, Neighbours> {
  const groups = new Map<CaptureJobId, Page[]>();
  for (const page of pages) {
    if (page.reading === null || page.isDeleted) continue;
    const group = groups.get(page.captureJobId);
    if (group) group.push(page);
    else groups.set(page.captureJobId, [page]);
  }
  return new Map([...groups].map(([id, group]) => [id, usualOf(group)]));
}

function usualOf(pages: readonly Page[]): Neighbours {
  const qualities = pages.flatMap((page) => (page.reading === null ? [] : [page.reading.quality]));
  const sheets = qualities.flatMap(({ sheetMm }) => (sheetMm === null ? [] : [sheetMm]));
  const sharp = qualities.map(({ sharpness }) => sharpness.value).filter((value) => value > 0);
  const width = medianOf(sheets.map((sheet) => sheet.width));
  const height = medianOf(sheets.map((sheet) => sheet.height));
  const usual = width !== null && height !== null ? { width, height } : null;
  const alike = sheets.filter(
    (sheet) =>
      usual !== null &&
      !isOtherLength(sheet.width, usual.width) &&
      !isOtherLength(sheet.height, usual.height),
  );
  return {
    sheetMm: alike.length >= sheets.length * usualShare ? usual : null,
    sharpness: medianOf(sharp),
  };
}

function medianOf(values: readonly number[]): number | null {
  if (values.length < leastPages) return null;
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? null;
}
