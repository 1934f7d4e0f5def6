import type { Recipe } from '../../domain/reading.ts';
import { isQuad, keptRectangle, renditionSize } from '../../domain/rules/kept-rectangle.ts';
import type { DecodedPage } from '../decode/decode-page.ts';
import { fillMask } from '../fill/fill-mask.ts';
import { pageKernel } from '../kernel/page-kernel.ts';
import type { Raster } from '../raster.ts';
import { lightMap } from '../tone/light-map.ts';
import { viewPage } from '../view.ts';
import { type Held, sample, type Walk } from './sample.ts';
import { turnRaster } from './turn-raster.ts';
import { walkOver, walkThrough } from './walk.ts';

/** A lean that moves no corner of a page by two pixels is left: turning would only soften the print. */
const leastLean = 0.03;
/** Room beside the rendition for its luma, two quarter turns of it, and what follows it. */
const roomAround = 3.4;
const roomBytes = 8_000_000;

/** The rendition's pixels, one channel unless its recipe asks for colour. */
export interface RenderedPage extends Raster {
  readonly dpi: number;
}

/**
 * Original to rendition in one pass: cut out, straightened, turned, lit, painted over. Bilinear; what lies beyond the
 * original is white. The pixels lie in the page kernel: they are good until the next page is rendered.
 */
export function renderPage(page: DecodedPage, recipe: Recipe): RenderedPage {
  const view = viewPage(page, recipe.crop);
  const light = lightMap(view, recipe);
  const mask = fillMask(view, recipe);
  const walk = walkOf(page, recipe);
  const kernel = pageKernel();
  const at = kernel.hold(page);
  const { width, height } = page;
  const channels = page.channels === 3 && recipe.output.value === 'colour' ? 3 : 1;
  kernel.reserve(width * height + walk.width * walk.height * channels * roomAround + roomBytes);
  const source: Held =
    channels === page.channels
      ? { at, width, height, channels }
      : { at: lumaAt(at, width * height), width, height, channels };
  const rendered = sample(source, walk, light, mask);
  const data = kernel.view(rendered.at, walk.width * walk.height * channels);
  const upright = { data, width: walk.width, height: walk.height, channels, dpi: page.dpi } as const;
  return turnRaster(upright, recipe.quarterTurn.value);
}

function walkOf(page: DecodedPage, recipe: Recipe): Walk {
  const quad = recipe.corners.value;
  if (quad && isQuad(quad)) return walkThrough(quad, renditionSize(recipe, page));
  const isLeaning = Math.abs(recipe.skewDeg.value) >= leastLean;
  const degrees = isLeaning ? recipe.skewDeg.value : 0;
  const kept = keptRectangle({ ...recipe, skewDeg: { ...recipe.skewDeg, value: degrees } }, page);
  return walkOver(kept, degrees, 0);
}

function lumaAt(page: number, count: number): number {
  const kernel = pageKernel();
  const to = kernel.take(count + 128);
  kernel.run.lumaOf(page, count, to);
  return to;
}
