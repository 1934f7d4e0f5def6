import type { Recipe } from '../../../domain/reading.ts';
import { type Homography, invert, squareToQuad } from '../../../domain/rules/homography.ts';
import { keptCorners, renditionSize, type Size } from '../../../domain/rules/kept-rectangle.ts';
import type { QuarterTurn } from '../../../domain/units.ts';

/** CSS transform (origin at the upper left) that lays the original, drawn at its own pixels, as its rendition will lie. */
export function flatTransform(recipe: Recipe, original: Size, scale: number): string {
  const size = renditionSize(recipe, original);
  const toUnit = invert(squareToQuad(keptCorners(recipe, original)));
  const toSize: Homography = [size.width, 0, 0, 0, size.height, 0, 0, 0, 1];
  const turn = turnOf(recipe.quarterTurn.value, size);
  const zoom: Homography = [scale, 0, 0, 0, scale, 0, 0, 0, 1];
  const [a, b, c, d, e, f, g, h, i] = [toSize, turn, zoom].reduce((all, next) => product(next, all), toUnit);
  // A projective map is the same by any factor; CSS wants the last one to be 1.
  const m = [a, d, 0, g, b, e, 0, h, 0, 0, i, 0, c, f, 0, i].map((value) => value / i);
  return `matrix3d(${m.join(',')})`;
}

function turnOf(turn: QuarterTurn, { width, height }: Size): Homography {
  switch (turn) {
    case 0:
      return [1, 0, 0, 0, 1, 0, 0, 0, 1];
    case 90:
      return [0, -1, height, 1, 0, 0, 0, 0, 1];
    case 180:
      return [-1, 0, width, 0, -1, height, 0, 0, 1];
    case 270:
      return [0, 1, 0, -1, 0, width, 0, 0, 1];
  }
}

/** First `after`, then `before`, as matrices are written. */
function product(before: Homography, after: Homography): Homography {
  const [a, b, c, d, e, f, g, h, i] = before;
  const [j, k, l, m, n, o, p, q, r] = after;
  return [
    a * j + b * m + c * p,
    a * k + b * n + c * q,
    a * l + b * o + c * r,
    d * j + e * m + f * p,
    d * k + e * n + f * q,
    d * l + e * o + f * r,
    g * j + h * m + i * p,
    g * k + h * n + i * q,
    g * l + h * o + i * r,
  ];
}
