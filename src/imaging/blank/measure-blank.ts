import type { Quality } from '../../domain/reading.ts';
import type { Component, Components } from '../ink/components.ts';
import { type PageArea, shrinkArea } from '../page-box/page-area.ts';
import type { Paper } from '../paper/estimate-paper.ts';
import type { Raster } from '../raster.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';
import type { PageView } from '../view.ts';

/** Shorter marks are dust. */
const shortestMarkMm = 1.3;
/** All marks together: less than the digit of a page number is nothing. */
const leastMarksMm2 = 0.8;
/** Difference from the paper at which a mark is print or ink for sure; fainter ones may shine through from the back. */
const sureContrast = 60;
/** What shines through is blurred by the paper: its edges rise less than this over a sixth of a millimetre. */
const sharpRise = 24;
/** Shadows of the sheet's edge and of the feeder reach this far in. */
const shadowMm = 4;
const holeMm = { smallest: 4, largest: 8.5, fromEdge: 22 } as const;
/** Tiles of a pale picture that make a page no blank one. */
const pictureTiles = 4;

/** Ink of a page without dust, punch holes and edge shadows, and whether anything is on it. When in doubt it is not blank. */
export function measureBlank({ page, area, paper, components }: PageView): Quality['blank'] {
  const { reduced } = page;
  // Too dark to have paper: a photograph, an open lid. Nothing is known of it, so it is kept.
  if (paper.luma === 0) return { isBlank: false, inkRatio: 1 };
  const mm = reduced.dpi / 25.4;
  const inner = shrinkArea(area, shadowMm * mm);
  const shadows = edgeShadows(area, inner, components, reduced.gray.width);
  const marks = components.list.filter(
    (component) => !shadows.has(component) && isMark(component, area, reduced, mm),
  );
  const sure = marks.filter((mark) => mark.peak >= sureContrast);
  const inked = marks.reduce((sum, mark) => sum + mark.area, 0);
  const inkRatio = area.size > 0 ? Math.min(1, inked / area.size) : 0;
  const least = leastMarksMm2 * mm * mm;
  const surely = sure.reduce((sum, mark) => sum + mark.area, 0);
  if (surely >= least) return { isBlank: false, inkRatio };
  if (countPictures(paper, inner) >= pictureTiles) return { isBlank: false, inkRatio };
  const faint = marks.filter((mark) => mark.peak < sureContrast && hasSharpEdges(page, mark, reduced));
  const seen = surely + faint.reduce((sum, mark) => sum + mark.area, 0);
  return { isBlank: seen < least, inkRatio };
}

function isMark(component: Component, area: PageArea, reduced: ReducedPage, mm: number): boolean {
  const wide = component.right - component.left + 1;
  const high = component.bottom - component.top + 1;
  if (Math.max(wide, high) < shortestMarkMm * mm) return false;
  return !isPunchHole(component, area, reduced, wide, high, mm);
}

/** Components that touch the rim of the page and nowhere come further in than a shadow does. */
function edgeShadows(area: PageArea, inner: PageArea, components: Components, width: number): Set<Component> {
  const { labels, list } = components;
  const touching = new Set<number>();
  for (let y = area.top; y < area.bottom; y++) {
    const left = y * width + (area.left[y] as number);
    const right = y * width + (area.right[y] as number);
    const isEnd = y < area.top + 2 || y >= area.bottom - 2;
    for (let i = left; i < right; i++) {
      // Two pixels at each end of a row; whole rows at the top and the bottom.
      if (!isEnd && i === left + 2 && right - left > 4) i = right - 2;
      touching.add(labels[i] as number);
    }
  }
  touching.delete(0);
  const shadows = new Set<Component>();
  for (const label of touching) {
    const component = list[label - 1] as Component;
    if (!reachesInto(component, label, labels, inner, width)) shadows.add(component);
  }
  return shadows;
}

function reachesInto(
  component: Component,
  label: number,
  labels: Int32Array,
  inner: PageArea,
  width: number,
): boolean {
  for (let y = component.top; y <= component.bottom; y++) {
    const from = Math.max(component.left, inner.left[y] as number);
    const to = Math.min(component.right + 1, inner.right[y] as number);
    for (let x = from; x < to; x++) if (labels[y * width + x] === label) return true;
  }
  return false;
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

/** Round, filled, gray or black, of a punch's size and near an edge. */
function isPunchHole(
  component: Component,
  area: PageArea,
  reduced: ReducedPage,
  wide: number,
  high: number,
  mm: number,
): boolean {
  if (Math.min(wide, high) < holeMm.smallest * mm || Math.max(wide, high) > holeMm.largest * mm) return false;
  if (Math.min(wide, high) / Math.max(wide, high) < 0.85) return false;
  const fill = component.area / (wide * high);
  if (fill < 0.72 || fill > 0.86) return false;
  const x = Math.floor((component.left + component.right) / 2);
  const y = Math.floor((component.top + component.bottom) / 2);
  const toEdge = Math.min(
    x - (area.left[y] as number),
    (area.right[y] as number) - x,
    y - area.top,
    area.bottom - y,
  );
  if (toEdge > holeMm.fromEdge * mm) return false;
  if (!reduced.rgb) return true;
  const at = (y * reduced.gray.width + x) * 3;
  const rgb = reduced.rgb.subarray(at, at + 3);
  return Math.max(...rgb) - Math.min(...rgb) < 30;
}

/** Print and pencil rise within a stroke's edge; what shines through does not. Looked at in the original's own pixels. */
function hasSharpEdges(page: Raster, mark: Component, { factor, dpi }: ReducedPage): boolean {
  const { data, width, height, channels } = page;
  const reach = Math.max(1, Math.round((dpi * factor) / 150));
  const x0 = Math.max(reach, mark.left * factor - reach);
  const x1 = Math.min(width - reach - 1, (mark.right + 1) * factor + reach);
  const y0 = Math.max(reach, mark.top * factor - reach);
  const y1 = Math.min(height - reach - 1, (mark.bottom + 1) * factor + reach);
  const green = channels === 3 ? 1 : 0;
  // Two neighbours are averaged across the direction looked in: one noisy pixel is no edge.
  const pair = (x: number, y: number, dx: number, dy: number) =>
    (data[(y * width + x) * channels + green] as number) +
    (data[((y + dy) * width + x + dx) * channels + green] as number);
  let sharp = 0;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const across = Math.abs(pair(x + reach, y, 0, 1) - pair(x - reach, y, 0, 1)) / 2;
      const down = Math.abs(pair(x, y + reach, 1, 0) - pair(x, y - reach, 1, 0)) / 2;
      if (Math.max(across, down) >= sharpRise) sharp++;
    }
  }
  return sharp >= mark.area * factor * factor * 0.2;
}
