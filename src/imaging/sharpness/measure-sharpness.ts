import type { Quality } from '../../domain/reading.ts';
import { isGroundColoured } from '../colour/is-ground-coloured.ts';
import type { PageArea } from '../page-box/page-area.ts';
import type { Paper } from '../paper/estimate-paper.ts';
import type { Raster } from '../raster.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';

const rowsLookedAt = 110;
/** Shadows of the sheet's edge are soft. */
const rimMm = 5;
/** With less paper than this it is a photograph, and may be soft where it likes. */
const leastPaper = 0.3;
/** Edges of less contrast are noise, shading or what shines through. */
const leastContrast = 40;
/** Steps smaller than this are noise within an edge, not its end. */
const noise = 3;
/** Fewer edges say nothing of the focus. */
const leastEdges = 60;
/** Wider ones, in pixels at 300 dpi, are shades. */
const widestAt300 = 24;
/** Of all edges the sharper ones tell: soft pictures and shades lie on sharp pages, nothing sharp on blurred ones. */
const edgeShare = 0.35;
/** Width of an edge, in pixels at 300 dpi and in its own, from which print is hard to read: a blur of sigma 3 at 300 dpi, a quarter of a millimetre. */
const blurredAt300 = 4.5;
const blurredPixels = 2.4;

/**
 * Focus by the width of the edges of print: contrast over steepest step, of the sharper third of all edges met along some rows.
 * `value` is its inverse at 300 dpi: the share of an edge's contrast gained in one pixel, about 0.5 when sharp; 0 where
 * there is too little print to tell.
 */
export function measureSharpness(
  page: Raster,
  reduced: ReducedPage,
  area: PageArea,
  paper: Paper,
): Quality['sharpness'] {
  if (paper.confidence < leastPaper || isGroundColoured(paper)) return { value: 0, isBlurred: false };
  const histogram = new Uint32Array(256);
  const { factor } = reduced;
  const tile = paper.tileSize * factor;
  const dpi = reduced.dpi * factor;
  // Finer pixels show more noise and no more of the edges.
  const stride = Math.max(1, Math.round(dpi / 300));
  const rim = Math.round((rimMm * dpi) / 25.4);
  const step = Math.max(1, Math.floor(page.height / rowsLookedAt));
  for (let y = area.top * factor + rim; y < area.bottom * factor - rim; y += step) {
    const row = Math.floor(y / factor);
    const from = (area.left[row] as number) * factor + rim;
    const to = (area.right[row] as number) * factor - rim;
    const tiles = Math.min(paper.rows - 1, Math.floor(y / tile)) * paper.columns;
    const isPicture = (x: number) =>
      paper.isPicture[tiles + Math.min(paper.columns - 1, Math.floor(x / tile))] === 1;
    collectWidths(page, y, from, to, stride, isPicture, histogram);
  }
  histogram.fill(0, Math.ceil(((widestAt300 * dpi) / 300 / stride) * widthScale));
  const count = histogram.reduce((sum, n) => sum + n, 0);
  if (count < leastEdges) return { value: 0, isBlurred: false };
  let seen = 0;
  let width = 0;
  while (seen < count * edgeShare) seen += histogram[width++] as number;
  const pixels = (width / widthScale) * stride;
  const at300 = (pixels * 300) / dpi;
  return { value: Math.min(1, 1 / at300), isBlurred: at300 > blurredAt300 && pixels > blurredPixels };
}

const widthScale = 8;

function collectWidths(
  page: Raster,
  y: number,
  from: number,
  to: number,
  stride: number,
  isPicture: (x: number) => boolean,
  histogram: Uint32Array,
): void {
  const { data, width, channels } = page;
  let at = (y * width + from) * channels + (channels === 3 ? 1 : 0);
  let previous = data[at] as number;
  let start = previous;
  let steepest = 0;
  let direction = 0;
  let flat = 0;
  for (let x = from + stride; x < to; x += stride) {
    at += channels * stride;
    const value = data[at] as number;
    const rise = value - previous;
    const sign = rise > noise ? 1 : rise < -noise ? -1 : 0;
    flat = sign === 0 ? flat + 1 : 0;
    if ((sign !== 0 && sign !== direction) || flat === 3) {
      const contrast = Math.abs(previous - start);
      if (contrast >= leastContrast && steepest > 0 && !isPicture(x)) {
        const bin = Math.min(255, Math.round((contrast / steepest) * widthScale));
        histogram[bin] = (histogram[bin] as number) + 1;
      }
      start = previous;
      steepest = 0;
      direction = sign;
    }
    steepest = Math.max(steepest, Math.abs(rise));
    previous = value;
  }
}
