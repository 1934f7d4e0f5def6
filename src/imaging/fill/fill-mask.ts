import type { Recipe } from '../../domain/reading.ts';
import { paintBleed } from '../bleed/paint-bleed.ts';
import { paintBorders } from '../borders/paint-borders.ts';
import { paintHoles } from '../holes/paint-holes.ts';
import { paintSpecks } from '../specks/paint-specks.ts';
import type { PageView } from '../view.ts';

/**
 * What is painted over with paper, on the grid of the reduction: 0 keeps a square of `factor` source pixels, 255 paints
 * it, between them it is blended. Borders, punch holes, specks and what shines through all end here, so that the one
 * pass over the full-size page knows of one thing only.
 */
export interface FillMask {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Side of a square in source pixels. */
  readonly factor: number;
}

/** The mask a recipe asks for; null where nothing is painted over. */
export function fillMask(view: PageView, recipe: Recipe): FillMask | null {
  const { factor, gray } = view.page.reduced;
  const data = new Uint8Array(gray.width * gray.height);
  let count = 0;
  if (recipe.borders.value === 'clear') count += paintBorders(view, recipe, data);
  if (recipe.holes.value === 'fill') count += paintHoles(view, data);
  if (recipe.bleed.value === 'remove') count += paintBleed(view, data);
  if (recipe.specks.value !== 'keep') count += paintSpecks(view, recipe.specks.value, data);
  return count > 0 ? { data, width: gray.width, height: gray.height, factor } : null;
}
