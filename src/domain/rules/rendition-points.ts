import type { Recipe } from '../reading.ts';
import type { Point } from '../units.ts';
import { invert, mapPoint, squareToQuad } from './homography.ts';
import { keptCorners, renditionSize, type Size } from './kept-rectangle.ts';
import { turned, turnedBack } from './quarter-turn.ts';

/** Where a point of the original lies in its rendition, quarter turn included; both in pixels, from the outer edge of the first. */
export function toRendition(point: Point, recipe: Recipe, original: Size): Point {
  const size = renditionSize(recipe, original);
  const { x, y } = mapPoint(invert(squareToQuad(keptCorners(recipe, original))), point);
  return turned({ x: x * size.width, y: y * size.height }, size, recipe.quarterTurn.value);
}

/** The point of the original that a point of its rendition shows. */
export function toOriginal(point: Point, recipe: Recipe, original: Size): Point {
  const size = renditionSize(recipe, original);
  const { x, y } = turnedBack(point, size, recipe.quarterTurn.value);
  return mapPoint(squareToQuad(keptCorners(recipe, original)), { x: x / size.width, y: y / size.height });
}

/** Whole pixels of the rendition as it is shown. */
export function shownSize(recipe: Recipe, original: Size): Size {
  const { width, height } = renditionSize(recipe, original);
  const isSideways = recipe.quarterTurn.value === 90 || recipe.quarterTurn.value === 270;
  return isSideways ? { width: height, height: width } : { width, height };
}
