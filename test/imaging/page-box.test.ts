import { describe, expect, it } from 'vitest';
import { keptRectangle } from '../../src/domain/rules/kept-rectangle.ts';
import { neutralRecipe } from '../../src/domain/rules/recipe.ts';
import { renderPage } from '../../src/imaging/render/render-page.ts';
import { analysed, meanColour } from './analyse.ts';
import { type Draw, letter, paragraph, photo } from './draw-page.ts';

describe('page box', () => {
  it('IMG-10 cuts a sheet out of a dark or gray bed within 3 pixels at 300 dpi', () => {
    const draws: Draw[] = [letter('han'), (sheet, random) => photo(sheet, random, 0, 0, 210, 180)];
    const errors: number[] = [];
    for (const colour of ['#000', '#181818', '#b0b0b0', '#8a8a8a']) {
      for (const skewDeg of [0, 0.6, -2.3, 8]) {
        const draw = draws[errors.length % 2] as Draw;
        const { recipe, captured } = analysed(draw, { skewDeg, bed: { marginMm: 8, colour }, noise: 4 });
        const crop = recipe.crop.value;
        expect(crop).not.toBeNull();
        if (!crop) continue;
        const { sheet } = captured;
        const scale = 300 / captured.dpi;
        errors.push(
          scale *
            Math.max(
              Math.abs(crop.x - sheet.x),
              Math.abs(crop.y - sheet.y),
              Math.abs(crop.x + crop.width - sheet.x - sheet.width),
              Math.abs(crop.y + crop.height - sheet.y - sheet.height),
            ),
        );
        expect(recipe.crop.confidence).toBeGreaterThan(0.6);
      }
    }
    expect(errors).toHaveLength(16);
    expect(Math.max(...errors)).toBeLessThanOrEqual(3);
  });

  it('IMG-11 leaves no bed in the rendition of a sheet that lay crooked', () => {
    const { recipe, page } = analysed(letter('latin'), { skewDeg: 6, bed: { marginMm: 8, colour: '#000' } });
    const rendered = renderPage(page, recipe);
    expect(rendered.width).toBeCloseTo((210 / 25.4) * 150, -1);
    expect(rendered.height).toBeCloseTo((297 / 25.4) * 150, -1);
    for (const [x, y] of [
      [4, 4],
      [rendered.width - 24, 4],
      [4, rendered.height - 24],
      [rendered.width - 24, rendered.height - 24],
    ]) {
      expect(Math.min(...meanColour(rendered, x as number, y as number, 20, 20))).toBeGreaterThan(240);
    }
  });

  it('IMG-12 keeps the whole of a page whose edges are not seen', () => {
    for (const skewDeg of [0, 2]) {
      const { recipe } = analysed(letter('han'), { skewDeg });
      expect(recipe.crop).toMatchObject({ value: null, by: 'auto', confidence: 0 });
    }
  });

  it('IMG-13 cuts a small receipt out of a white bed by its content, with a margin and low confidence', () => {
    const receipt: Draw = (sheet, random) =>
      paragraph(sheet, random, { script: 'han', x: 20, y: 30, width: 60, lines: 14, size: 3.4, pitch: 5.5 });
    const { recipe, captured } = analysed(receipt);
    const crop = recipe.crop.value;
    const px = captured.dpi / 25.4;
    expect(recipe.crop.confidence).toBeLessThan(0.5);
    expect(crop?.x).toBeLessThan(18 * px);
    expect(crop?.y).toBeLessThan(26 * px);
    expect((crop?.x ?? 0) + (crop?.width ?? 0)).toBeGreaterThan(80 * px);
    expect(crop?.width).toBeLessThan(105 * px);
  });

  it('IMG-14 cuts off nothing that lies beside the sheet', () => {
    const two: Draw = (sheet, random) => {
      sheet.fillStyle = '#000';
      sheet.fillRect(0, 0, 210, 297);
      sheet.fillStyle = '#f8f8f8';
      sheet.fillRect(10, 10, 90, 160);
      sheet.fillRect(120, 40, 70, 110);
      sheet.fillStyle = '#222';
      paragraph(sheet, random, { script: 'han', x: 15, y: 25, width: 75, lines: 15, size: 3.4, pitch: 6 });
      paragraph(sheet, random, { script: 'han', x: 124, y: 50, width: 60, lines: 12, size: 3.4, pitch: 6 });
    };
    const { recipe, captured } = analysed(two, { paper: '#000' });
    const crop = recipe.crop.value ?? { x: 0, y: 0, width: captured.width, height: captured.height };
    const px = captured.dpi / 25.4;
    expect(crop.x).toBeLessThanOrEqual(10 * px + 1);
    expect(crop.x + crop.width).toBeGreaterThanOrEqual(190 * px - 1);
    expect(crop.y + crop.height).toBeGreaterThanOrEqual(170 * px - 1);
  });

  it('IMG-15 a crop a person drew is kept to its last corner', () => {
    const setting = <T>(value: T, by: 'auto' | 'manual') => ({ value, by, confidence: 1 });
    const box = { x: 100, y: 200, width: 500, height: 700 };
    const recipe = {
      ...neutralRecipe,
      quarterTurn: setting(0 as const, 'auto'),
      skewDeg: setting(4, 'auto'),
      crop: setting(box, 'manual'),
      tone: setting('none' as const, 'auto'),
    };
    const kept = keptRectangle(recipe, { width: 1240, height: 1754 });
    expect(kept.width).toBeGreaterThan(box.width);
    expect(kept.height).toBeGreaterThan(box.height);
  });
});
