import { describe, expect, it } from 'vitest';
import { neutralRecipe } from '../../src/domain/rules/recipe.ts';
import { fillMask } from '../../src/imaging/fill/fill-mask.ts';
import { renderPage } from '../../src/imaging/render/render-page.ts';
import { viewPage } from '../../src/imaging/view.ts';
import { analysed, meanColour } from './analyse.ts';
import { type Draw, letter, paragraph, photo } from './draw-page.ts';

const mm = 150 / 25.4;
const text = letter('han');

const shaded: Draw = (sheet, random) => {
  text(sheet, random);
  const shade = sheet.createLinearGradient(0, 0, 3.5, 0);
  shade.addColorStop(0, 'rgba(0, 0, 0, 0.7)');
  shade.addColorStop(0.4, 'rgba(0, 0, 0, 0.2)');
  shade.addColorStop(1, 'rgba(0, 0, 0, 0)');
  sheet.fillStyle = shade;
  sheet.fillRect(0, 0, 3.5, 297);
};

const torn: Draw = (sheet, random) => {
  text(sheet, random);
  sheet.fillStyle = '#303030';
  sheet.beginPath();
  sheet.moveTo(210, 0);
  sheet.lineTo(185, 0);
  sheet.lineTo(198, 9);
  sheet.lineTo(210, 18);
  sheet.fill();
};

describe('borders', () => {
  it('IMG-133 clears shadows along the edges and torn corners that show the bed', () => {
    const shadow = analysed(shaded);
    expect(shadow.recipe.borders.value).toBe('clear');
    const rendered = renderPage(shadow.page, {
      ...shadow.recipe,
      crop: { value: null, by: 'auto', confidence: 0 },
    });
    const rim = meanColour(rendered, 1, Math.round(60 * mm), Math.round(3 * mm), Math.round(150 * mm));
    expect(Math.min(...rim)).toBeGreaterThan(247);

    for (const bed of [null, { marginMm: 5, colour: '#303030' }]) {
      const { page, recipe } = analysed(torn, { bed, skewDeg: bed ? 2 : 0 });
      expect(recipe.borders.value).toBe('clear');
      const whole = renderPage(page, recipe);
      const side = Math.round(8 * mm);
      const corner = meanColour(whole, whole.width - side, 0, side, side);
      expect(Math.min(...corner)).toBeGreaterThan(245);
    }
  });

  it('IMG-134 takes no frame, rule, picture or text at the edge for a border', () => {
    const prints: Draw[] = [
      text,
      (sheet) => {
        sheet.strokeStyle = '#222';
        sheet.lineWidth = 0.8;
        sheet.strokeRect(2, 2, 206, 293);
      },
      (sheet, random) => photo(sheet, random, 0, 200, 210, 97),
      (sheet, random) =>
        paragraph(sheet, random, {
          script: 'latin',
          x: 0.5,
          y: 20,
          width: 206,
          lines: 4,
          size: 4,
          pitch: 60,
        }),
      (sheet) => {
        for (let y = 20; y < 280; y += 12) sheet.fillRect(0, y, 12, 0.4);
      },
    ];
    for (const print of prints) {
      const both: Draw = (sheet, random) => {
        text(sheet, random);
        print(sheet, random);
      };
      const { page, recipe } = analysed(both, { dpi: 100 });
      expect(recipe.borders.value).toBe('keep');
      expect(fillMask(viewPage(page, null), { ...recipe, specks: neutralRecipe.specks })).toBeNull();
    }
  });
});
