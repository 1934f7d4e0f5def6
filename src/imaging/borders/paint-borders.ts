import type { Recipe } from '../../domain/reading.ts';
import type { PageView } from '../view.ts';
import { edgeStrip } from './edge-strip.ts';
import { edgeWalks } from './edge-walk.ts';
import { deepestMm, paintShadows } from './find-shadows.ts';
import { paintTornCorners } from './find-torn-corners.ts';

/** What was found last of a page: the analysis asks whether there is something, the rendering paints it. */
const last = new WeakMap<
  PageView,
  { readonly key: string; readonly borders: Uint8Array; readonly painted: number }
>();

/** Adds bed and shadows along the edges of what the recipe keeps to a mask over the reduction; how many pixels. */
export function paintBorders(view: PageView, recipe: Recipe, mask: Uint8Array): number {
  const key = JSON.stringify([recipe.crop.value, recipe.skewDeg.value, recipe.corners.value]);
  let found = last.get(view);
  if (found?.key !== key) {
    const borders = new Uint8Array(mask.length);
    found = { key, borders, painted: findBorders(view, recipe, borders) };
    last.set(view, found);
  }
  const { borders, painted } = found;
  if (painted > 0)
    for (let i = 0; i < mask.length; i++) mask[i] = Math.max(mask[i] as number, borders[i] as number);
  return painted;
}

function findBorders(view: PageView, recipe: Recipe, mask: Uint8Array): number {
  if (view.paper.luma === 0) return 0;
  const mm = view.page.reduced.dpi / 25.4;
  const walks = edgeWalks(view, recipe);
  const depth = Math.round(deepestMm * mm);
  if (walks.some((walk) => walk.length < depth * 4)) return 0;
  let painted = 0;
  for (const walk of walks) painted += paintShadows(edgeStrip(view, walk, depth), mm, mask);
  return painted + paintTornCorners(view, walks, mask);
}
