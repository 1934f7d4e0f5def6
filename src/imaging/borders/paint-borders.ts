import type { Recipe } from '../../domain/reading.ts';
import type { PageView } from '../view.ts';
import { edgeStrip } from './edge-strip.ts';
import { edgeWalks } from './edge-walk.ts';
import { deepestMm, paintShadows } from './find-shadows.ts';
import { paintTornCorners } from './find-torn-corners.ts';

/** Bed and shadows along the edges of what a recipe keeps, on the grid of the reduction. */
interface Borders {
  /** 255 where one is. */
  readonly mask: Uint8Array;
  /** How many pixels. */
  readonly count: number;
}

/** What was found last of a page: the analysis asks whether there is something, the rendering paints it. */
const last = new WeakMap<PageView, { readonly key: string; readonly borders: Borders }>();

/** Looks along the edges of what the recipe keeps. Remembered with the page's view. */
export function findBorders(view: PageView, recipe: Recipe): Borders {
  const key = JSON.stringify([recipe.crop.value, recipe.skewDeg.value, recipe.corners.value]);
  const known = last.get(view);
  if (known?.key === key) return known.borders;
  const { width, height } = view.page.reduced.gray;
  const mask = new Uint8Array(width * height);
  const borders = { mask, count: markBorders(view, recipe, mask) };
  last.set(view, { key, borders });
  return borders;
}

/** Adds the borders to a mask over the reduction; how many pixels. */
export function paintBorders(view: PageView, recipe: Recipe, mask: Uint8Array): number {
  const borders = findBorders(view, recipe);
  borders.mask.forEach((border, i) => {
    if (border > 0) mask[i] = border;
  });
  return borders.count;
}

function markBorders(view: PageView, recipe: Recipe, mask: Uint8Array): number {
  if (view.paper.luma === 0) return 0;
  const mm = view.page.reduced.dpi / 25.4;
  const walks = edgeWalks(view, recipe);
  const depth = Math.round(deepestMm * mm);
  if (walks.some((walk) => walk.length < depth * 4)) return 0;
  let painted = 0;
  for (const walk of walks) painted += paintShadows(edgeStrip(view, walk, depth), mm, mask);
  return painted + paintTornCorners(view, walks, mask);
}
