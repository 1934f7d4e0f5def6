import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Recipe } from '../../src/domain/reading.ts';
import { isQuad, keptCorners, type Size } from '../../src/domain/rules/kept-rectangle.ts';
import { neutralRecipe } from '../../src/domain/rules/recipe.ts';
import { toRendition } from '../../src/domain/rules/rendition-points.ts';
import type { Box, Point, QuarterTurn, Setting } from '../../src/domain/units.ts';
import {
  changeOf,
  cornersOfDraft,
  type Draft,
  draftOf,
  edgeHandles,
  type Handle,
  handlesOf,
  leant,
  moved,
  reshaped,
} from '../../src/renderer/features/viewer/adjust-draft.ts';
import {
  afterKey,
  type Hand,
  seenHandle,
  turnedStep,
} from '../../src/renderer/features/viewer/adjust-keys.ts';
import { flatTransform } from '../../src/renderer/features/viewer/lay-flat.ts';

const original: Size = { width: 2480, height: 3508 };
const turns: readonly QuarterTurn[] = [0, 90, 180, 270];

const setting = <T>(value: T, by: Setting<T>['by']): Setting<T> => ({ value, by, confidence: 1 });
const recipes = fc
  .record({
    degrees: fc.double({ min: -15, max: 15, noNaN: true }),
    crop: fc.option(
      fc.record({
        x: fc.integer({ min: 0, max: 400 }),
        y: fc.integer({ min: 0, max: 400 }),
        width: fc.integer({ min: 1600, max: 2000 }),
        height: fc.integer({ min: 2000, max: 3000 }),
      }),
    ),
    by: fc.constantFrom('auto' as const, 'manual' as const),
    turn: fc.constantFrom(...turns),
  })
  .map(
    ({ degrees, crop, by, turn }): Recipe => ({
      ...neutralRecipe,
      skewDeg: setting(degrees, by),
      crop: setting<Box | null>(crop, by),
      quarterTurn: setting(turn, 'auto'),
    }),
  );
const steps = fc.record({
  x: fc.integer({ min: -300, max: 300 }),
  y: fc.integer({ min: -300, max: 300 }),
});
const apart = (a: Point, b: Point) => Math.hypot(a.x - b.x, a.y - b.y);

function applied(recipe: Recipe, draft: Draft): Recipe {
  const change = Object.entries(changeOf(draft)).map(([value, set]) => [value, setting(set, 'manual')]);
  return { ...recipe, ...Object.fromEntries(change) };
}

describe('drawing by hand', () => {
  it('CLEANUI-1 what is drawn is what is kept, to a pixel, whatever was kept before', () => {
    fc.assert(
      fc.property(recipes, steps, fc.integer({ min: -40, max: 40 }), (recipe, by, tenths) => {
        let draft = draftOf(recipe, original);
        for (const handle of handlesOf(draft))
          draft = moved(draft, handle, { x: by.x / 8, y: by.y / 8 }, original);
        draft = leant(draft, tenths / 10, original);
        const drawn = cornersOfDraft(draft);
        const kept = keptCorners(applied(recipe, draft), original);
        for (const [at, corner] of kept.entries()) expect(apart(corner, drawn[at] as Point)).toBeLessThan(1);
      }),
    );
  });

  it('CLEANUI-2 an edge moves alone, also where the page leans', () => {
    fc.assert(
      fc.property(recipes, steps, fc.constantFrom(...edgeHandles), (recipe, by, handle) => {
        const before = draftOf(recipe, original);
        const after = moved(before, handle, by, original);
        const opposite = (edgeHandles.indexOf(handle) + 2) % 4;
        const ends = [opposite, (opposite + 1) % 4];
        for (const at of ends)
          expect(apart(cornersOfDraft(before)[at] as Point, cornersOfDraft(after)[at] as Point)).toBeLessThan(
            1e-6,
          );
      }),
    );
  });

  it('CLEANUI-3 arrows go as they look on the screen, however the page is turned', () => {
    const draft = draftOf(
      { ...neutralRecipe, crop: setting({ x: 400, y: 400, width: 900, height: 900 }, 'auto') },
      original,
    );
    const middle = (hand: Hand) => hand.draft.shape === 'rectangle' && hand.draft.rectangle.centre;
    for (const turn of turns) {
      const press = { key: 'ArrowRight', ctrlKey: false, metaKey: false, shiftKey: true, altKey: false };
      const hand = { draft, chosen: 'whole' as const };
      const after = afterKey(hand, press, { original, turn });
      const [a, b] = [middle(hand), after && middle(after)];
      if (!a || !b) throw new Error('the whole frame has a middle');
      const seen = turnedStep({ x: b.x - a.x, y: b.y - a.y }, turn);
      expect(apart(seen, { x: 10, y: 0 }), String(turn)).toBeLessThan(1e-6);
    }
  });

  it('CLEANUI-4 brackets turn by a tenth of a degree, with Shift by one; a page kept whole stays whole', () => {
    const press = { ctrlKey: false, metaKey: false, altKey: false };
    let hand: Hand = { draft: draftOf(neutralRecipe, original), chosen: 'whole' };
    hand = afterKey(hand, { ...press, key: '[', shiftKey: false }, { original, turn: 0 }) ?? hand;
    hand = afterKey(hand, { ...press, key: '{', shiftKey: true }, { original, turn: 0 }) ?? hand;
    expect(changeOf(hand.draft)).toEqual({ corners: null, crop: null, skewDeg: 1.1 });
    const kept = keptCorners(applied(neutralRecipe, hand.draft), original);
    for (const [at, corner] of kept.entries())
      expect(apart(corner, cornersOfDraft(hand.draft)[at] as Point)).toBeLessThan(1);
  });

  it('CLEANUI-5 four free corners always bound a page and never leave the original', () => {
    const pulls = fc.array(fc.tuple(fc.nat({ max: 4 }), steps), { maxLength: 30 });
    fc.assert(
      fc.property(recipes, pulls, (recipe, all) => {
        let draft = reshaped(draftOf(recipe, original), original);
        for (const [at, by] of all) {
          const handles = handlesOf(draft);
          draft = moved(
            draft,
            handles[at % handles.length] as Handle,
            { x: by.x * 9, y: by.y * 9 },
            original,
          );
        }
        const corners = cornersOfDraft(draft);
        if (draft.shape !== 'corners') return;
        expect(isQuad(corners)).toBe(true);
        for (const { x, y } of corners) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(original.width);
          expect(y).toBeGreaterThanOrEqual(0);
          expect(y).toBeLessThanOrEqual(original.height);
        }
        expect(changeOf(draft)).toEqual({ corners });
      }),
    );
  });

  it('CLEANUI-6 the preview lays every point where the rendition will have it', () => {
    const corners = [
      { x: 200, y: 150 },
      { x: 2300, y: 320 },
      { x: 2400, y: 3400 },
      { x: 90, y: 3200 },
    ] as const;
    const points = fc.record({ x: fc.integer({ min: 0, max: 2480 }), y: fc.integer({ min: 0, max: 3508 }) });
    const laid = fc
      .tuple(recipes, fc.boolean())
      .map(([recipe, isFlat]) => (isFlat ? { ...recipe, corners: setting(corners, 'manual') } : recipe));
    fc.assert(
      fc.property(laid, points, (recipe, point) => {
        const m = flatTransform(recipe, original, 0.25).slice('matrix3d('.length, -1).split(',').map(Number);
        const row = (at: number) => (m[at] ?? 0) * point.x + (m[4 + at] ?? 0) * point.y + (m[12 + at] ?? 0);
        const seen = { x: row(0) / row(3), y: row(1) / row(3) };
        const right = toRendition(point, recipe, original);
        expect(apart(seen, { x: right.x * 0.25, y: right.y * 0.25 })).toBeLessThan(0.01);
      }),
    );
  });

  it('CLEANUI-7 handles are called as they are seen; Tab comes by each and back', () => {
    expect(seenHandle('top', 90)).toBe('right');
    expect(seenHandle('topLeft', 180)).toBe('bottomRight');
    expect(seenHandle('turn', 270)).toBe('turn');
    const press = { key: 'Tab', ctrlKey: false, metaKey: false, shiftKey: false, altKey: false };
    for (const draft of [
      draftOf(neutralRecipe, original),
      reshaped(draftOf(neutralRecipe, original), original),
    ]) {
      const visited: Handle[] = [];
      let hand: Hand = { draft, chosen: 'whole' };
      do {
        visited.push(hand.chosen);
        hand = afterKey(hand, press, { original, turn: 0 }) ?? hand;
      } while (hand.chosen !== 'whole');
      expect(visited.toSorted()).toEqual([...handlesOf(draft)].sort());
    }
  });
});
