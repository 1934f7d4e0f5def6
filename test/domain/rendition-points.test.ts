import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recipe, RecipeChange } from '../../src/domain/reading.ts';
import { isQuad, keptCorners, renditionSize } from '../../src/domain/rules/kept-rectangle.ts';
import { neutralRecipe } from '../../src/domain/rules/recipe.ts';
import { shownSize, toOriginal, toRendition } from '../../src/domain/rules/rendition-points.ts';
import type { Corners, Point, QuarterTurn } from '../../src/domain/units.ts';

const original = { width: 2480, height: 3508 };

function recipeOf(change: RecipeChange, by: 'auto' | 'manual' = 'auto'): Recipe {
  const set = Object.entries(change).map(([name, value]) => [name, { value, by, confidence: 1 }]);
  return { ...neutralRecipe, ...Object.fromEntries(set) };
}

const turn = fc.constantFrom<QuarterTurn>(0, 90, 180, 270);
const near = (x: number, y: number) =>
  fc.record({
    x: fc.double({ min: x - 500, max: x + 500, noNaN: true }),
    y: fc.double({ min: y - 500, max: y + 500, noNaN: true }),
  });
const quad: fc.Arbitrary<Corners> = fc
  .tuple(near(700, 800), near(1900, 800), near(1900, 2700), near(700, 2700))
  .filter(isQuad);
const rectangle = fc.record({
  skewDeg: fc.double({ min: -30, max: 30, noNaN: true }),
  crop: fc.option(
    fc.record({
      x: fc.integer({ min: 0, max: 1000 }),
      y: fc.integer({ min: 0, max: 1000 }),
      width: fc.integer({ min: 1, max: 1480 }),
      height: fc.integer({ min: 1, max: 2508 }),
    }),
  ),
  quarterTurn: turn,
});
const anyRecipe = fc.oneof(
  fc
    .tuple(rectangle, fc.constantFrom('auto' as const, 'manual' as const))
    .map(([change, by]) => recipeOf(change, by)),
  fc.record({ corners: quad, quarterTurn: turn }).map((change) => recipeOf(change)),
);

function expectAt(point: Point, wanted: Point, digits = 4): void {
  expect(point.x).toBeCloseTo(wanted.x, digits);
  expect(point.y).toBeCloseTo(wanted.y, digits);
}

describe('points of the original and of the rendition', () => {
  it('IMG-110 are each other’s inverses, whatever is cut, straightened and turned', () => {
    fc.assert(
      fc.property(
        anyRecipe,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (recipe, u, v) => {
          const size = shownSize(recipe, original);
          const point = { x: u * size.width, y: v * size.height };
          expectAt(toRendition(toOriginal(point, recipe, original), recipe, original), point);
        },
      ),
    );
  });

  it('IMG-111 put the kept corners into the corners of the rendition, which the quarter turn moves on', () => {
    fc.assert(
      fc.property(anyRecipe, (recipe) => {
        const { width, height } = shownSize(recipe, original);
        const corners: Corners = [
          { x: 0, y: 0 },
          { x: width, y: 0 },
          { x: width, y: height },
          { x: 0, y: height },
        ];
        const kept = keptCorners(recipe, original);
        kept.forEach((corner, i) => {
          const after = (i + recipe.quarterTurn.value / 90) % 4;
          expectAt(toRendition(corner, recipe, original), corners[after] as Point);
        });
      }),
    );
  });

  it('IMG-111 a quad stands for skew and crop; one that is folded or flat is not used', () => {
    const corners: Corners = [
      { x: 210, y: 305 },
      { x: 2300, y: 260 },
      { x: 2250, y: 3300 },
      { x: 180, y: 3200 },
    ];
    const crop = { x: 5, y: 5, width: 100, height: 100 };
    const recipe = recipeOf({ corners, skewDeg: 7, crop });
    expect(keptCorners(recipe, original)).toEqual(corners);
    expect(renditionSize(recipe, original)).toEqual({ width: 2081, height: 2968 });
    const [a, b, c, d] = corners;
    for (const none of [[a, c, b, d], [b, a, d, c], [a, a, c, d], null] as (Corners | null)[]) {
      const kept = keptCorners(recipeOf({ corners: none }), original);
      expect(kept[0]).toEqual({ x: 0, y: 0 });
      expect(kept[2]).toEqual({ x: 2480, y: 3508 });
    }
  });
});
