import { describe, expect, it } from 'vitest';
import { analysed } from './analyse.ts';
import { type Draw, letter, line, paragraph, photo, randomFrom, seal, table } from './draw-page.ts';

const blankSheet: Draw = () => undefined;

/** Text with everything on it that runs another way. */
const crowded: Draw = (sheet, random) => {
  paragraph(sheet, random, { script: 'han', x: 22, y: 30, width: 165, lines: 10, size: 4, pitch: 7 });
  photo(sheet, random, 90, 180, 100, 80);
  seal(sheet, 60, 150, 20);
  sheet.strokeStyle = '#111';
  sheet.lineWidth = 0.6;
  line(sheet, 10, 120, 200, 131);
  line(sheet, 10, 270, 80, 180);
};

describe('skew', () => {
  it('IMG-1 finds the skew of text and tables within 0.05 degrees at p95, 0.15 at worst', () => {
    const random = randomFrom(7);
    const draws: Draw[] = [letter('han'), letter('latin'), table('han'), table('latin')];
    const errors: number[] = [];
    for (let i = 0; i < 20; i++) {
      const skewDeg = (random() - 0.5) * 24;
      const { recipe } = analysed(draws[i % draws.length] as Draw, {
        skewDeg,
        dpi: [100, 120, 150][i % 3] as number,
        seed: 100 + i,
        noise: random() * 10,
        bed: i % 4 === 1 ? { marginMm: 6, colour: '#080808' } : null,
      });
      errors.push(Math.abs(recipe.skewDeg.value - skewDeg));
    }
    errors.sort((a, b) => a - b);
    expect(errors[Math.floor(errors.length * 0.95)]).toBeLessThanOrEqual(0.05);
    expect(errors.at(-1)).toBeLessThanOrEqual(0.15);
  });

  it('IMG-2 has no bias at exactly 0 degrees', () => {
    const found = [1, 2, 3, 4, 5, 6].map(
      (seed) => analysed(seed % 2 ? letter('latin') : letter('han'), { seed }).recipe.skewDeg.value,
    );
    const mean = found.reduce((a, b) => a + b, 0) / found.length;
    expect(Math.abs(mean)).toBeLessThan(0.015);
    expect(Math.max(...found.map(Math.abs))).toBeLessThan(0.04);
  });

  it('IMG-3 is not captured by rules, photographs and stamps that run another way', () => {
    for (const skewDeg of [0, 2.4, -5.5]) {
      const { recipe } = analysed(crowded, { skewDeg, seed: 11 });
      expect(recipe.skewDeg.value).toBeCloseTo(skewDeg, 1);
    }
  });

  it('IMG-4 leaves a page without lines of text as it is, and says so', () => {
    const draws: Draw[] = [
      blankSheet,
      (sheet) => seal(sheet, 100, 140, 20),
      (sheet, random) => photo(sheet, random, 30, 60, 150, 120),
      (sheet, random) => {
        for (let i = 0; i < 400; i++) sheet.fillRect(random() * 200, random() * 290, 0.6, 0.6);
      },
    ];
    for (const draw of draws) {
      const { recipe } = analysed(draw, { seed: 5, skewDeg: 0 });
      expect(recipe.skewDeg.value).toBe(0);
      expect(recipe.skewDeg.confidence).toBeLessThan(0.3);
    }
  });

  it('IMG-5 takes the skew of the sheet from its edges where nothing is printed', () => {
    const { recipe } = analysed(blankSheet, { skewDeg: 3.2, bed: { marginMm: 8, colour: '#000' } });
    expect(recipe.skewDeg.value).toBeCloseTo(3.2, 1);
  });

  it('IMG-6 straightens the copy of a sheet that lay crooked by its print', () => {
    for (const lean of [-5.5, 6]) {
      const copy: Draw = (sheet, random) => {
        sheet.translate(105, 148);
        sheet.rotate((lean * Math.PI) / 180);
        sheet.translate(-105, -148);
        table('han')(sheet, random);
      };
      const bed = { marginMm: 8, colour: '#0a0a0a' };
      const { recipe } = analysed(copy, { skewDeg: -4, seed: 3, bed });
      expect(recipe.skewDeg.value).toBeCloseTo(-4 - lean, 1);
    }
  });
});
