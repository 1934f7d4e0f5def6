import type { SKRSContext2D } from '@napi-rs/canvas';
import { describe, expect, it } from 'vitest';
import { findHoles } from '../../src/imaging/holes/find-holes.ts';
import { renderPage } from '../../src/imaging/render/render-page.ts';
import { viewPage } from '../../src/imaging/view.ts';
import { analysed, decoded, meanColour } from './analyse.ts';
import { type Capture, capture, type Draw, letter } from './draw-page.ts';

function disc(sheet: SKRSContext2D, x: number, y: number, radius: number, colour: string): void {
  sheet.fillStyle = colour;
  sheet.beginPath();
  sheet.arc(x, y, radius, 0, Math.PI * 2);
  sheet.fill();
}

const punched =
  (radius: number, colour: string, along: readonly number[]): Draw =>
  (sheet, random) => {
    letter('han')(sheet, random);
    for (const y of along) disc(sheet, 12, y, radius, colour);
  };

const holesOf = (draw: Draw, options: Partial<Capture>) =>
  findHoles(viewPage(decoded(capture(draw, options)), null)).length;

const bed = { marginMm: 4, colour: '#222222' };

describe('punch holes', () => {
  it('IMG-130 finds and fills holes of two, three and four, of every size, whatever shows through them', () => {
    expect(holesOf(punched(3, '#222222', [108.5, 188.5]), { bed, skewDeg: 2 })).toBe(2);
    expect(holesOf(punched(2.75, '#808080', [28.5, 108.5, 188.5, 268.5]), { dpi: 200 })).toBe(4);
    expect(holesOf(punched(4, '#000', [40.5, 148.5, 256.5]), { paper: '#efe6cc' })).toBe(3);
    // No edge of a crooked sheet is seen: its holes are in line with its print.
    expect(holesOf(punched(3, '#222222', [108.5, 188.5]), { skewDeg: 3.5 })).toBe(2);
    const { page, recipe } = analysed(punched(3, '#000', [108.5, 188.5]));
    expect(recipe.holes.value).toBe('fill');
    const rendered = renderPage(page, { ...recipe, crop: { value: null, by: 'auto', confidence: 0 } });
    const mm = 150 / 25.4;
    const side = Math.round(6 * mm);
    const hole = meanColour(rendered, Math.round(9 * mm), Math.round(105.5 * mm), side, side);
    expect(Math.min(...hole)).toBeGreaterThan(245);
  });

  it('IMG-131 finds the holes of a sheet on a white bed by their shadows, and those under the shadow of an edge', () => {
    const ringed: Draw = (sheet, random) => {
      letter('han')(sheet, random);
      for (const y of [108.5, 188.5]) {
        sheet.save();
        sheet.beginPath();
        sheet.arc(12, y, 3, 0, Math.PI * 2);
        sheet.clip();
        sheet.strokeStyle = 'rgba(0, 0, 0, 0.45)';
        sheet.lineWidth = 0.9;
        sheet.beginPath();
        sheet.arc(12.35, y + 0.35, 3.1, 0, Math.PI * 2);
        sheet.stroke();
        sheet.restore();
      }
    };
    expect(holesOf(ringed, {})).toBe(2);
    const shaded: Draw = (sheet, random) => {
      const shade = sheet.createLinearGradient(0, 0, 11, 0);
      shade.addColorStop(0, 'rgba(0, 0, 0, 0.5)');
      shade.addColorStop(1, 'rgba(0, 0, 0, 0)');
      sheet.fillStyle = shade;
      sheet.fillRect(0, 0, 11, 297);
      punched(3, '#000', [108.5, 188.5])(sheet, random);
    };
    expect(holesOf(shaded, {})).toBe(2);
  });

  it('IMG-132 takes no print for a hole: logos, bullets, marks of forms, letters, circles, stamps', () => {
    const prints: Draw[] = [
      (sheet) => disc(sheet, 12, 100, 3, '#111'),
      (sheet) => [12, 198].forEach((x) => void [12, 285].forEach((y) => void disc(sheet, x, y, 3, '#111'))),
      (sheet) => {
        for (let y = 40; y < 260; y += 10) disc(sheet, 12, y, 2.8, '#111');
      },
      (sheet) => {
        for (const y of [60, 140]) disc(sheet, 12, y, 3, '#cc3333');
      },
      (sheet) => {
        sheet.font = '9px DejaVu Sans';
        for (let y = 30; y < 280; y += 20) sheet.fillText('O', 9, y);
      },
      (sheet) => {
        sheet.lineWidth = 0.5;
        for (let y = 40; y < 250; y += 10) {
          sheet.beginPath();
          sheet.arc(12, y, 3, 0, Math.PI * 2);
          sheet.stroke();
        }
      },
    ];
    for (const print of prints) {
      const draw: Draw = (sheet, random) => {
        letter('han')(sheet, random);
        print(sheet, random);
      };
      expect(holesOf(draw, {})).toBe(0);
      expect(holesOf(draw, { bed, skewDeg: 1.5 })).toBe(0);
    }
  });
});
