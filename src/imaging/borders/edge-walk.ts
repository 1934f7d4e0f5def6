import type { Recipe } from '../../domain/reading.ts';
import { keptCorners } from '../../domain/rules/kept-rectangle.ts';
import type { Point } from '../../domain/units.ts';
import type { PageView } from '../view.ts';

/** One edge of what is kept, in pixels of the reduction: where it begins, and unit steps along it and into the page. */
export interface EdgeWalk {
  readonly start: Point;
  readonly along: Point;
  readonly inward: Point;
  readonly length: number;
}

/** Top, right, bottom and left edge of what the recipe keeps. */
export function edgeWalks({ page }: PageView, recipe: Recipe): EdgeWalk[] {
  const { factor } = page.reduced;
  const corners = keptCorners(recipe, page);
  return corners.map((from, i) => {
    const to = corners[(i + 1) % 4] as Point;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
    // Corners run clockwise, y down: inside is to the right of each edge.
    const inward = { x: -along.y, y: along.x };
    return { start: { x: from.x / factor, y: from.y / factor }, along, inward, length: length / factor };
  });
}
