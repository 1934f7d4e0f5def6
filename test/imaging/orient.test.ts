import { describe, expect, it } from 'vitest';
import type { CodeFinding, Recipe } from '../../src/domain/reading.ts';
import { neutralRecipe } from '../../src/domain/rules/recipe.ts';
import type { Corners } from '../../src/domain/units.ts';
import { turnByCodes, turnCorners, withCodeVote } from '../../src/imaging/orient/vote.ts';
import { analysed } from './analyse.ts';
import { type Draw, letter, line, photo, seal, table } from './draw-page.ts';

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

  it('IMG-81 the columns of a list, which say the same in every row, make it sure of no wrong turn', () => {
    const names = ['电池', '档案盒', '复印纸', '中性笔', '计算器', '文件夹', '订书机', '白板笔'];
    const places = ['行政部', '研发中心', '市场部', '销售部'];
    const columns = [15, 30, 70, 100, 130, 150, 172, 195];
    const list: Draw = (sheet, random) => {
      const one = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)] as T;
      sheet.strokeStyle = '#222';
      sheet.lineWidth = 0.3;
      sheet.font = '3.4px Han';
      for (let row = 0; row <= 25; row++) line(sheet, 15, 40 + row * 9, 195, 40 + row * 9);
      for (const x of columns) line(sheet, x, 40, x, 265);
      for (let row = 0; row < 25; row++) {
        const day = `2026-03-${10 + Math.floor(random() * 20)}`;
        const count = String(1 + Math.floor(random() * 9));
        const amounts = [(random() * 90).toFixed(2), (random() * 900).toFixed(2)];
        const cells = [String(row + 1), one(names), one(places), day, count, ...amounts];
        for (const [i, cell] of cells.entries())
          sheet.fillText(cell, (columns[i] as number) + 3, 46 + row * 9);
      }
    };
    for (const turn of [0, 270] as const) {
      for (let k = 0; k < 6; k++) {
        const how = { turn, dpi: 200, seed: 500 + k * 7 + turn, skewDeg: k - 2.5, noise: 4 };
        const { value, confidence } = analysed(list, how).recipe.quarterTurn;
        expect(confidence === 0 ? 0 : value, `list ${k} turned by ${turn}`).toBe(
          confidence === 0 ? 0 : (360 - turn) % 360,
        );
      }
    }
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
  ...neutralRecipe,
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
