import type { Recipe } from '../../domain/reading.ts';
import { keptRectangle } from '../../domain/rules/kept-rectangle.ts';
import type { DecodedPage } from '../decode/decode-page.ts';
import type { Raster } from '../raster.ts';
import { type GainMap, gainMap } from '../tone/gain-map.ts';
import { viewPage } from '../view.ts';
import { sample } from './sample.ts';
import { walkOver } from './walk.ts';

/** A lean that moves no corner of a page by two pixels is left: turning would only soften the print. */
const leastLean = 0.03;

/** The rendition's pixels. */
export interface RenderedPage extends Raster {
  readonly dpi: number;
}

/**
 * Original to rendition in one pass: cut out, straightened, turned, paper whitened. Bilinear; what lies beyond the
 * original is white. Without a lean pixels are copied, not interpolated.
 */
export function renderPage(page: DecodedPage, recipe: Recipe): RenderedPage {
  const isLeaning = Math.abs(recipe.skewDeg.value) >= leastLean;
  const degrees = isLeaning ? recipe.skewDeg.value : 0;
  const kept = keptRectangle({ ...recipe, skewDeg: { ...recipe.skewDeg, value: degrees } }, page);
  const walk = walkOver(kept, degrees, recipe.quarterTurn.value);
  const gains = recipe.tone.value === 'none' ? null : gainsOf(page, recipe);
  const data = sample(page, walk, gains);
  return { data, width: walk.width, height: walk.height, channels: page.channels, dpi: page.dpi };
}

function gainsOf(page: DecodedPage, recipe: Recipe): GainMap {
  return gainMap(viewPage(page, recipe.crop).paper, page.reduced.factor);
}
