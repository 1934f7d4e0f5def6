import type { CaptureJobId } from '../ids.ts';
import type { Reading } from '../reading.ts';
import { isSame } from '../tree/equal.ts';
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

/** By capture. The very same map as long as nothing in it changes: a page more seldom changes what is usual. */
export type NeighboursByCapture = ReadonlyMap<CaptureJobId, Neighbours>;

const known = new WeakMap<Tree['pages'], NeighboursByCapture>();
/** What the latest answer was made from, to make the next one from what changed. */
let latest: { readonly read: ReadRecords; readonly usual: NeighboursByCapture } = {
  read: new Map(),
  usual: new Map(),
};

/** Worked out once a tree. */
export function neighboursIn(tree: Tree): NeighboursByCapture {
  const before = known.get(tree.pages);
  if (before) return before;
  const read = readByCapture(tree.pages.values());
  latest = { read, usual: usualBy(read, latest) };
  known.set(tree.pages, latest.usual);
  return latest.usual;
}

/** The neighbours of a page: its capture, since one device at one focus took it. */
export function neighboursOf(tree: Tree, page: Page): Neighbours {
  return neighboursIn(tree).get(page.captureJobId) ?? noNeighbours;
}

/** Whether a length is another than the usual one, by more than 12 mm or 5 %: more than feeders and edges differ by. */
export function isOtherLength(mm: number, usual: number): boolean {
  return Math.abs(mm - usual) > Math.min(12, usual * 0.05);
}

type Quality = Reading['quality'];
type ReadRecords = ReadonlyMap<CaptureJobId, readonly Quality[]>;

function readByCapture(pages: Iterable<Page>): ReadRecords {
  const groups = new Map<CaptureJobId, Quality[]>();
  for (const page of pages) {
    if (page.reading === null || page.isDeleted) continue;
    const group = groups.get(page.captureJobId);
    if (group) group.push(page.reading.quality);
    else groups.set(page.captureJobId, [page.reading.quality]);
  }
  return groups;
}

function usualBy(read: ReadRecords, last: typeof latest): NeighboursByCapture {
  const usual = new Map<CaptureJobId, Neighbours>();
  for (const [id, qualities] of read) {
    const before = last.usual.get(id);
    const isUntouched = before !== undefined && areIdentical(qualities, last.read.get(id) ?? []);
    const now = isUntouched ? before : usualOf(qualities);
    usual.set(id, before !== undefined && isSame(before, now) ? before : now);
  }
  const isAsBefore =
    usual.size === last.usual.size && [...usual].every(([id, one]) => last.usual.get(id) === one);
  return isAsBefore ? last.usual : usual;
}

function areIdentical(some: readonly Quality[], others: readonly Quality[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at]);
}

function usualOf(qualities: readonly Quality[]): Neighbours {
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
