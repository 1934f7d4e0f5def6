import type { Quality } from '../../domain/reading.ts';
import type { Component } from '../ink/components.ts';
import { type PageArea, shrinkArea } from '../page-box/page-area.ts';
import type { Paper } from '../paper/estimate-paper.ts';
import type { PageView } from '../view.ts';
import { edgeShadows } from './edge-shadows.ts';
import { foldsAndStreaks } from './folds-and-streaks.ts';
import { hasRow } from './has-row.ts';
import { isPrinted } from './is-printed.ts';
import { isPunchHole } from './is-punch-hole.ts';

/** Shorter marks are dust and the holes of staples, round or torn. */
const shortestMarkMm = 1.6;
const shortestRoundMm = 1.8;
/** All marks together: less than the digit of a page number is nothing. */
const leastMarksMm2 = 0.8;
/** A faint mark counts for half: the dent of a staple is as faint, and as small. */
const faintWeight = 0.5;
/** Difference from the paper at which a mark is print or ink for sure; fainter ones may shine through from the back. */
const sureContrast = 60;
/** Shadows of the sheet's edge and of the feeder reach this far in. */
const shadowMm = 4;
/** Tiles of a pale picture that make a page no blank one. */
const pictureTiles = 4;

/** Ink of a page without dust, holes, folds and edge shadows, and whether anything is on it. When in doubt it is not blank. */
export function measureBlank({ page, area, paper, components }: PageView): Quality['blank'] {
  const { reduced } = page;
  // Too dark to have paper: a photograph, an open lid. Nothing is known of it, so it is kept.
  if (paper.luma === 0) return { isBlank: false, inkRatio: 1 };
  const mm = reduced.dpi / 25.4;
  const inner = shrinkArea(area, shadowMm * mm);
  const shadows = edgeShadows(area, inner, components, reduced.gray.width);
  const folds = foldsAndStreaks(components.list, area, mm);
  const marks = components.list.filter(
    (component) =>
      isMark(component, mm) &&
      !shadows.has(component) &&
      !folds.has(component) &&
      !isPunchHole(component, area, reduced),
  );
  const inkRatio = area.size > 0 ? Math.min(1, inkOf(marks) / area.size) : 0;
  const least = leastMarksMm2 * mm * mm;
  const sure = inkOf(marks.filter((mark) => mark.peak >= sureContrast));
  if (sure >= least) return { isBlank: false, inkRatio };
  if (countPictures(paper, inner) >= pictureTiles) return { isBlank: false, inkRatio };
  let seen = sure;
  for (const mark of marks) {
    if (seen >= least) break;
    if (mark.peak >= sureContrast || !isPrinted(page, mark, reduced, levelUnder(paper, mark))) continue;
    seen += mark.area * faintWeight;
  }
  return { isBlank: seen < least && !hasRow(components.list, mm), inkRatio };
}

function inkOf(marks: readonly Component[]): number {
  return marks.reduce((sum, mark) => sum + mark.area, 0);
}

function isMark({ left, top, right, bottom }: Component, mm: number): boolean {
  const long = Math.max(right - left, bottom - top) + 1;
  const short = Math.min(right - left, bottom - top) + 1;
  return long >= (short * 1.5 > long ? shortestRoundMm : shortestMarkMm) * mm;
}

/** Green of the paper around the middle of a mark. */
function levelUnder({ tileSize, columns, rows, levels }: Paper, mark: Component): number {
  const column = Math.min(columns - 1, Math.floor((mark.left + mark.right) / 2 / tileSize));
  const row = Math.min(rows - 1, Math.floor((mark.top + mark.bottom) / 2 / tileSize));
  return levels[(row * columns + column) * 3 + 1] as number;
}

/** Tiles of another colour within the page, not at its rim where shadows fall. */
function countPictures(paper: Paper, inner: PageArea): number {
  let count = 0;
  paper.isPicture.forEach((value, tile) => {
    if (value === 0) return;
    const x = (tile % paper.columns) * paper.tileSize;
    const y = Math.floor(tile / paper.columns) * paper.tileSize;
    const isInside = (row: number) =>
      row >= inner.top &&
      row < inner.bottom &&
      x >= (inner.left[row] as number) &&
      x + paper.tileSize <= (inner.right[row] as number);
    if (isInside(y) && isInside(y + paper.tileSize - 1)) count++;
  });
  return count;
}
