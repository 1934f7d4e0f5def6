import type { Recipe } from '../../domain/reading.ts';
import type { PageView } from '../view.ts';
import { edgeStrip } from './edge-strip.ts';
import { edgeWalks } from './edge-walk.ts';
import { deepestMm, paintShadows } from './find-shadows.ts';
import { paintTornCorners } from './find-torn-corners.ts';

/** Adds bed and shadows along the edges of what the recipe keeps to a mask over the reduction; how many pixels. */
export function paintBorders(view: PageView, recipe: Recipe, mask: Uint8Array): number {
  if (view.paper.luma === 0) return 0;
  const mm = view.page.reduced.dpi / 25.4;
  const walks = edgeWalks(view, recipe);
  const depth = Math.round(deepestMm * mm);
  if (walks.some((walk) => walk.length < depth * 4)) return 0;
  let painted = 0;
  for (const walk of walks) painted += paintShadows(edgeStrip(view, walk, depth), mm, mask);
  return painted + paintTornCorners(view, walks, mask);
}
