import { describe, expect, it } from 'vitest';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { analysePage } from '../../src/imaging/analyse-page.ts';
import type { Skew } from '../../src/imaging/deskew/find-skew.ts';
import { viewPage } from '../../src/imaging/view.ts';
import { decoded } from './analyse.ts';
import {
  type Capture,
  capture,
  type Draw,
  letter,
  line,
  paragraph,
  photo,
  randomFrom,
  seal,
  signature,
  table,
} from './draw-page.ts';

function skewOf(draw: Draw, options: Partial<Capture>): Skew {
  return viewPage(decoded(capture(draw, options)), null).skew;
}

const amount = (random: () => number) => (random() * 10 ** (1 + random() * 5)).toFixed(2);

/** Names and amounts in rows, without a single rule. */
const openTable: Draw = (sheet, random) => {
  for (let row = 0; row < 24; row++) {
    sheet.font = '3.2px "DejaVu Sans"';
    sheet.textAlign = 'left';
    sheet.fillText('travel hotel taxi meals'.slice(0, 6 + Math.floor(random() * 16)), 20, 40 + row * 8);
    sheet.textAlign = 'right';
    for (let column = 0; column < 4; column++)
      sheet.fillText(amount(random), 100 + column * 28, 40 + row * 8);
  }
};

const fewLines: Draw = (sheet, random) =>
  paragraph(sheet, random, { script: 'han', x: 30, y: 120, width: 130, lines: 3, size: 4, pitch: 8 });

const picturesAndSeals: Draw = (sheet, random) => {
  paragraph(sheet, random, { script: 'latin', x: 22, y: 30, width: 165, lines: 12, size: 4, pitch: 7 });
  photo(sheet, random, 40, 150, 110, 80);
  seal(sheet, 150, 130, 20);
};

function grid(sheet: Parameters<Draw>[0], rows: number): void {
  sheet.strokeStyle = '#222';
  sheet.lineWidth = 0.3;
  for (let row = 0; row <= rows; row++) line(sheet, 15, 35 + row * 12, 195, 35 + row * 12);
  for (const x of [15, 45, 105, 135, 195]) line(sheet, x, 35, x, 35 + rows * 12);
}

function leaning(sheet: Parameters<Draw>[0], degrees: number, draw: () => void): void {
  sheet.save();
  sheet.translate(105, 100);
  sheet.rotate((-degrees * Math.PI) / 180);
  sheet.translate(-105, -100);
  draw();
  sheet.restore();
}

describe('lines', () => {
  it('IMG-120 finds the skew of any print within 0.03 degrees at p95 and 0.1 at worst', () => {
    const random = randomFrom(77);
    const draws: Draw[] = [
      letter('han'),
      letter('latin'),
      table('han'),
      openTable,
      fewLines,
      picturesAndSeals,
    ];
    const errors: number[] = [];
    for (let i = 0; i < 24; i++) {
      const skewDeg = (random() - 0.5) * 30;
      const skew = skewOf(draws[i % draws.length] as Draw, {
        skewDeg,
        dpi: [150, 200][i % 2] as number,
        seed: 700 + i,
        turn: i % 5 === 4 ? 90 : 0,
        noise: random() * 12,
        bed: i % 3 === 1 ? { marginMm: 6, colour: '#111' } : null,
      });
      expect(skew.axis).toBe(i % 5 === 4 ? 'columns' : 'rows');
      errors.push(Math.abs(skew.degrees - skewDeg));
    }
    errors.sort((a, b) => a - b);
    expect(errors[Math.floor(errors.length * 0.95)]).toBeLessThanOrEqual(0.03);
    expect(errors.at(-1)).toBeLessThanOrEqual(0.1);
  });

  it('IMG-121 is not drawn towards exactly 0 from either side', () => {
    for (const skewDeg of [-0.12, -0.06, -0.03, 0.03, 0.06, 0.12]) {
      const { degrees } = skewOf(letter('latin'), { skewDeg, seed: 31 });
      expect(Math.abs(degrees - skewDeg)).toBeLessThan(0.012);
    }
  });

  it('IMG-122 takes the rules of a form that is filled in by a leaning hand', () => {
    const form: Draw = (sheet, random) => {
      grid(sheet, 12);
      for (let row = 0; row < 12; row++) {
        leaning(sheet, 4, () => {
          signature(sheet, random, 50, 43 + row * 12);
          signature(sheet, random, 140, 43 + row * 12);
        });
      }
    };
    for (const skewDeg of [0, -6.5, 11]) {
      expect(Math.abs(skewOf(form, { skewDeg, seed: 8 }).degrees - skewDeg)).toBeLessThan(0.03);
    }
  });

  it('IMG-123 takes the print of a form that is filled in crookedly by a machine', () => {
    const form: Draw = (sheet, random) => {
      grid(sheet, 8);
      leaning(sheet, 1.5, () => {
        const block = { script: 'han', x: 20, y: 42, width: 165, lines: 14, size: 4, pitch: 8 } as const;
        paragraph(sheet, random, block);
      });
    };
    expect(skewOf(form, { skewDeg: 3, seed: 9 }).degrees).toBeCloseTo(4.5, 1);
  });

  it('IMG-124 straightens an empty form by its rules, and does not say which way its text would run', () => {
    const skew = skewOf((sheet) => grid(sheet, 14), { skewDeg: -7.3, seed: 10 });
    expect(skew.degrees).toBeCloseTo(-7.3, 1);
    expect(skew.axisConfidence).toBe(0);
  });

  it('IMG-125 sees lines that run from top to bottom, and does not take columns of figures for them', () => {
    const vertical: Draw = (sheet) => {
      sheet.font = '4.5px Han';
      for (let column = 0; column < 16; column++) {
        for (let row = 0; row < 40; row++)
          sheet.fillText(
            '国年月日元角分合计金额'.charAt((row * 7 + column * 3) % 11),
            185 - column * 10,
            30 + row * 5.2,
          );
      }
    };
    const written = skewOf(vertical, { skewDeg: 2, seed: 12 });
    expect(written.axis).toBe('columns');
    expect(written.axisConfidence).toBeGreaterThan(0.5);
    const figures: Draw = (sheet, random) => {
      sheet.font = '3.2px "DejaVu Sans"';
      sheet.textAlign = 'right';
      for (let row = 0; row < 30; row++) sheet.fillText(amount(random), 120, 40 + row * 5.5);
    };
    const listed = skewOf(figures, { skewDeg: 2, seed: 13 });
    expect(listed.axis === 'rows' || listed.axisConfidence < 0.3).toBe(true);
  });

  it('IMG-126 finds the skew of columns of text whose lines do not meet', () => {
    const columns: Draw = (sheet, random) => {
      for (const [x, y] of [
        [14, 25],
        [76, 26.3],
        [138, 27.1],
      ] as const) {
        paragraph(sheet, random, { script: 'han', x, y, width: 56, lines: 40, size: 2.6, pitch: 4.6 });
      }
    };
    for (const skewDeg of [0, 5.2, -9.7]) {
      expect(Math.abs(skewOf(columns, { skewDeg, seed: 14, dpi: 200 }).degrees - skewDeg)).toBeLessThan(0.15);
    }
  });

  it('IMG-127 does not act upon a word or two, whatever it says it sees', () => {
    const word: Draw = (sheet) => {
      sheet.font = '9px Han';
      sheet.fillText('附件', 90, 140);
    };
    const page = decoded(capture(word, { skewDeg: 9, seed: 15 }));
    expect(viewPage(page, null).skew.confidence).toBeLessThan(0.3);
    expect(analysePage(page, null, cleanupPresets.standard).recipe.skewDeg.value).toBe(0);
  });
});
