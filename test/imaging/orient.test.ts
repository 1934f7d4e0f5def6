import { describe, expect, it } from 'vitest';
import type { CodeFinding, Recipe } from '../../src/domain/reading.ts';
import type { Corners } from '../../src/domain/units.ts';
import { turnByCodes, turnCorners, withCodeVote } from '../../src/imaging/orient/vote.ts';
import { analysed } from './analyse.ts';
import { type Draw, letter, photo, seal, table } from './draw-page.ts';

const turns = [0, 90, 180, 270] as const;

describe('quarter turns', () => {
  it('IMG-30 turns text pages upright or abstains, and is never sure of a wrong turn', () => {
    const draws: Draw[] = [letter('han'), letter('latin'), table('han'), letter('han'), letter('latin')];
    let right = 0;
    let count = 0;
    for (const [i, draw] of draws.entries()) {
      for (const turn of turns) {
        const { recipe } = analysed(draw, { turn, seed: 200 + count, skewDeg: ((i * 7) % 5) - 2, noise: 6 });
        const { value, confidence } = recipe.quarterTurn;
        const wanted = (360 - turn) % 360;
        if (confidence > 0) expect(value, `page ${i} turned by ${turn}`).toBe(wanted);
        else expect(value).toBe(0);
        if (value === wanted) right++;
        count++;
      }
    }
    expect(right / count).toBeGreaterThanOrEqual(0.8);
  });

  it('IMG-31 abstains where there is no text', () => {
    const draws: Draw[] = [
      () => undefined,
      (sheet, random) => photo(sheet, random, 20, 20, 170, 200),
      (sheet) => seal(sheet, 100, 100, 20),
    ];
    for (const draw of draws) {
      expect(analysed(draw).recipe.quarterTurn).toEqual({ value: 0, by: 'auto', confidence: 0 });
    }
  });
});

const upright: Corners = [
  { x: 10, y: 20 },
  { x: 60, y: 20 },
  { x: 60, y: 70 },
  { x: 10, y: 70 },
];
const code = (corners: Corners): CodeFinding => ({ format: 'QRCode', text: 'x', corners });
const recipe = (value: 0 | 90 | 180 | 270, confidence: number, by: 'auto' | 'manual' = 'auto'): Recipe => ({
  quarterTurn: { value, by, confidence },
  skewDeg: { value: 0, by: 'auto', confidence: 1 },
  crop: { value: null, by: 'auto', confidence: 0 },
  tone: { value: 'none', by: 'auto', confidence: 1 },
});

describe('codes say which way is up', () => {
  it('IMG-32 asks for the turn that makes the code read from left to right', () => {
    for (const turn of turns) {
      const seen = code(turnCorners(upright, turn, 200, 300));
      const asked = turnByCodes([seen], recipe(0, 0));
      expect(asked).toBe((360 - turn) % 360);
      const [w, h] = turn === 90 || turn === 270 ? [300, 200] : [200, 300];
      expect(turnCorners(seen.corners, asked, w, h)).toEqual(upright);
    }
  });

  it('IMG-33 a code that lies across lines of text that were seen does not turn the page; one upside down does', () => {
    expect(turnByCodes([code(turnCorners(upright, 90, 200, 300))], recipe(0, 0.9))).toBe(0);
    expect(turnByCodes([code(turnCorners(upright, 180, 200, 300))], recipe(0, 0.9))).toBe(180);
    expect(turnByCodes([code(turnCorners(upright, 180, 200, 300))], recipe(0, 1, 'manual'))).toBe(0);
    expect(turnByCodes([code(upright), code(turnCorners(upright, 180, 200, 300))], recipe(0, 0.2))).toBe(0);
  });

  it('IMG-34 adds the turn of the codes to the recipe, or confirms it', () => {
    const over = turnCorners(upright, 180, 200, 300);
    expect(withCodeVote(recipe(90, 0.4), [code(over)], 180).quarterTurn).toEqual({
      value: 270,
      by: 'auto',
      confidence: 0.95,
    });
    expect(withCodeVote(recipe(0, 0), [code(upright)], 0).quarterTurn).toEqual({
      value: 0,
      by: 'auto',
      confidence: 0.95,
    });
    expect(withCodeVote(recipe(90, 0.4), [], 0).quarterTurn.confidence).toBe(0.4);
  });
});
