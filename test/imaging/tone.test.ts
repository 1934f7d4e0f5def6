import { describe, expect, it } from 'vitest';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { analysePage } from '../../src/imaging/analyse-page.ts';
import { renderPage } from '../../src/imaging/render/render-page.ts';
import { analysed, decoded, meanColour } from './analyse.ts';
import { capture, type Draw, letter, photo, seal } from './draw-page.ts';

const px = 150 / 25.4;
const withPhoto: Draw = (sheet, random) => {
  letter('han')(sheet, random);
  sheet.fillStyle = '#fafafa';
  sheet.fillRect(80, 180, 130, 117);
  photo(sheet, random, 90, 190, 90, 70);
};

describe('tone', () => {
  it('IMG-40 makes yellowed and unevenly lit paper near white', () => {
    const uneven: Draw = (sheet, random) => {
      const shade = sheet.createLinearGradient(0, 0, 210, 0);
      shade.addColorStop(0, '#d2c49a');
      shade.addColorStop(1, '#efe5cb');
      sheet.fillStyle = shade;
      sheet.fillRect(0, 0, 210, 297);
      sheet.fillStyle = '#1a1a1a';
      letter('han')(sheet, random);
    };
    const { page, recipe } = analysed(uneven, { noise: 4 });
    expect(recipe.tone.value).toBe('whiten');
    const rendered = renderPage(page, recipe);
    for (const x of [5, 190]) {
      const paper = meanColour(rendered, Math.round(x * px), Math.round(285 * px), 60, 40);
      expect(Math.min(...paper)).toBeGreaterThan(248);
    }
  });

  it('IMG-135 evens the light and leaves the paper its colour', () => {
    const uneven: Draw = (sheet, random) => {
      const shade = sheet.createLinearGradient(0, 0, 210, 0);
      shade.addColorStop(0, '#978e74');
      shade.addColorStop(1, '#f0e2b8');
      sheet.fillStyle = shade;
      sheet.fillRect(0, 0, 210, 297);
      sheet.fillStyle = '#1a1a1a';
      letter('han')(sheet, random);
    };
    const page = decoded(capture(uneven));
    const { recipe } = analysePage(page, null, { ...cleanupPresets.standard, tone: 'even' });
    expect(recipe.tone.value).toBe('even');
    const rendered = renderPage(page, { ...recipe, output: { value: 'colour', by: 'auto', confidence: 1 } });
    const [dark, light] = [15, 190].map((x) =>
      meanColour(rendered, Math.round(x * px), Math.round(280 * px), 60, 40),
    ) as [number[], number[]];
    dark.forEach((value, c) => {
      expect(Math.abs(value - (light[c] ?? 0))).toBeLessThan(8);
    });
    expect((light[0] ?? 0) - (light[2] ?? 0)).toBeGreaterThan(40);
  });

  it('IMG-41 photographs keep their colour', () => {
    for (const paper of ['#f2f2f2', '#eadfc0']) {
      const { page, recipe } = analysed(withPhoto, { paper });
      const rendered = renderPage(page, { ...recipe, skewDeg: { ...recipe.skewDeg, value: 0 } });
      let worst = 0;
      for (let y = 195; y < 255; y += 10) {
        for (let x = 95; x < 175; x += 10) {
          const at = [Math.round(x * px), Math.round(y * px), 20, 20] as const;
          const before = meanColour(page, ...at);
          const after = meanColour(rendered, ...at);
          worst = Math.max(worst, ...before.map((value, c) => Math.abs(value - (after[c] ?? 0))));
        }
      }
      expect(worst).toBeLessThan(10);
    }
  });

  it('IMG-42 red seals stay red', () => {
    const { page, recipe, quality } = analysed((sheet, random) => {
      letter('han')(sheet, random);
      seal(sheet, 150, 250, 20);
    });
    expect(quality.colour).toBe('colour');
    const rendered = renderPage(page, { ...recipe, skewDeg: { ...recipe.skewDeg, value: 0 } });
    const at = [Math.round(149 * px), Math.round(249 * px), 10, 10] as const;
    const before = meanColour(page, ...at);
    const after = meanColour(rendered, ...at);
    before.forEach((value, c) => {
      expect(Math.abs(value - (after[c] ?? 0))).toBeLessThan(14);
    });
  });

  it('IMG-43 a page that is all picture, or has no paper, keeps its tones', () => {
    const all: Draw = (sheet, random) => photo(sheet, random, 0, 0, 210, 297);
    expect(analysed(all).recipe.tone.value).toBe('none');
    expect(analysed(() => undefined, { paper: '#000' }).recipe.tone.value).toBe('none');
  });
});
