import { describe, expect, it } from 'vitest';
import { renderPage } from '../../src/imaging/render/render-page.ts';
import { analysed, meanColour } from './analyse.ts';
import { type Capture, type Draw, letter, line, paragraph, table } from './draw-page.ts';

interface Shadow {
  readonly widthMm: number;
  readonly colour: string;
  /** Top, right, bottom, left. */
  readonly on: readonly [boolean, boolean, boolean, boolean];
}

const allRound = [true, true, true, true] as const;

/** The sheet of 210 x 297 mm with the shadow its edges cast on a white bed. */
const onWhiteBed =
  (draw: Draw, { widthMm, colour, on }: Shadow): Draw =>
  (sheet, random) => {
    sheet.strokeStyle = colour;
    sheet.lineWidth = widthMm;
    if (on[0]) line(sheet, 0, 0, 210, 0);
    if (on[1]) line(sheet, 210, 0, 210, 297);
    if (on[2]) line(sheet, 0, 297, 210, 297);
    if (on[3]) line(sheet, 0, 0, 0, 297);
    sheet.strokeStyle = '#1a1a1a';
    draw(sheet, random);
  };

const scans: readonly { readonly shadow: Shadow; readonly how: Partial<Capture> }[] = [
  { shadow: { widthMm: 0.15, colour: '#9a9ea4', on: allRound }, how: bed('#f4f5f5', '#fcfcfa', 0, 150) },
  { shadow: { widthMm: 0.3, colour: '#c0c0c0', on: allRound }, how: bed('#ffffff', '#fdfdfd', 0.4, 300) },
  { shadow: { widthMm: 0.5, colour: '#cccccc', on: allRound }, how: bed('#fafafa', '#fafafa', -2, 200) },
  { shadow: { widthMm: 0.6, colour: '#8c8c8c', on: allRound }, how: bed('#e9e9e9', '#f8f8f8', 6, 200) },
  { shadow: { widthMm: 0.25, colour: '#8e8e8e', on: allRound }, how: bed('#f0f2f4', '#fdfdfb', -6, 150) },
  {
    shadow: { widthMm: 0.4, colour: '#a8a8a8', on: [false, true, true, true] },
    how: bed('#f6f6f6', '#fcfcfc', 3.3, 300),
  },
  {
    shadow: { widthMm: 0.4, colour: '#a0a0a4', on: [true, true, false, true] },
    how: bed('#f3f4f4', '#eadfc0', -1.2, 150),
  },
  { shadow: { widthMm: 0.3, colour: '#9c9ca0', on: allRound }, how: bed('#f4f5f5', '#e6dab8', 2.4, 200) },
];

function bed(colour: string, paper: string, skewDeg: number, dpi: number): Partial<Capture> {
  return { bed: { marginMm: dpi === 300 ? 12 : 4, colour }, paper, skewDeg, dpi, noise: 3 };
}

const pageNumber: Draw = (sheet) => {
  sheet.font = '3px "DejaVu Sans"';
  sheet.fillText('7', 104, 291);
};

const frame =
  (colour: string, widthMm: number, inset: number, within: Draw = () => undefined): Draw =>
  (sheet, random) => {
    sheet.strokeStyle = colour;
    sheet.lineWidth = widthMm;
    sheet.strokeRect(inset, inset, 210 - 2 * inset, 297 - 2 * inset);
    within(sheet, random);
  };

describe('sheets on a white bed', () => {
  it('IMG-75 the shadow of the edge is no content: an empty sheet is blank, one with a page number is not', () => {
    for (const [i, { shadow, how }] of scans.entries()) {
      const empty = analysed(
        onWhiteBed(() => undefined, shadow),
        { ...how, seed: 300 + i },
      ).quality.blank;
      expect(empty, `scan ${i}`).toEqual({ isBlank: true, inkRatio: 0 });
      const numbered = analysed(onWhiteBed(pageNumber, shadow), { ...how, seed: 320 + i }).quality.blank;
      expect(numbered.isBlank, `scan ${i} with a page number`).toBe(false);
    }
  });

  it('IMG-76 cuts the sheet out just inside the shadow and straightens it by its edges', () => {
    const draws = [letter('han'), table('latin'), letter('latin')];
    for (const [i, { shadow, how }] of scans.entries()) {
      if (shadow.on.includes(false)) continue;
      const drawn = onWhiteBed(draws[i % 3] as Draw, shadow);
      const { recipe, quality, captured, page } = analysed(drawn, { ...how, seed: 340 + i });
      expect(quality.blank.isBlank).toBe(false);
      expect(recipe.crop.confidence, `scan ${i}`).toBeGreaterThan(0.5);
      expect(Math.abs(recipe.skewDeg.value - (how.skewDeg ?? 0)), `lean of scan ${i}`).toBeLessThan(0.04);
      const rendered = renderPage(page, recipe);
      const px = captured.dpi / 25.4;
      // No more than a millimetre of paper goes with the shadow on each side, none of the bed stays.
      expect(rendered.width, `width of scan ${i}`).toBeGreaterThan(208 * px);
      expect(rendered.width, `width of scan ${i}`).toBeLessThan(210.5 * px);
      expect(rendered.height).toBeGreaterThan(295 * px);
      expect(rendered.height).toBeLessThan(297.5 * px);
      const rim = Math.round(1.5 * px);
      const [w, h] = [rendered.width, rendered.height];
      for (let k = 0; k < rim; k += 1) {
        const rows = [
          meanColour(rendered, 100, k, w - 200, 1),
          meanColour(rendered, 100, h - 1 - k, w - 200, 1),
        ];
        const columns = [
          meanColour(rendered, k, 100, 1, h - 200),
          meanColour(rendered, w - 1 - k, 100, 1, h - 200),
        ];
        for (const mean of [...rows, ...columns])
          expect(Math.min(...mean), `scan ${i}, ${k} in`).toBeGreaterThan(235);
      }
    }
  });

  it('IMG-77 a sheet longer than the scan is cut along the two edges that are seen, whatever rules it carries', () => {
    const long: Draw = (sheet, random) => {
      sheet.fillStyle = '#f3f4f4';
      sheet.fillRect(0, 0, 210, 297);
      sheet.fillStyle = '#fcfcfc';
      sheet.fillRect(20, -30, 170, 360);
      sheet.strokeStyle = '#a6a6a6';
      sheet.lineWidth = 0.3;
      line(sheet, 20, -30, 20, 330);
      line(sheet, 190, -30, 190, 330);
      sheet.strokeStyle = '#222';
      for (let y = 40; y <= 240; y += 10) line(sheet, 35, y, 175, y);
      sheet.fillStyle = '#1a1a1a';
      paragraph(sheet, random, { script: 'han', x: 38, y: 47, width: 130, lines: 20, size: 3.6, pitch: 10 });
    };
    for (const skewDeg of [0, 2.5, -4]) {
      const { recipe, captured, quality } = analysed(long, { paper: '#f3f4f4', skewDeg, dpi: 200 });
      const px = captured.dpi / 25.4;
      expect(quality.blank.isBlank).toBe(false);
      const crop = recipe.crop.value;
      expect(crop, `lean ${skewDeg}`).not.toBeNull();
      const reach = 297 * Math.abs(Math.tan((skewDeg * Math.PI) / 180)) * px;
      expect(crop?.width).toBeGreaterThan(168 * px);
      expect(crop?.width).toBeLessThan(171 * px + reach + 20);
      expect(crop?.height).toBeGreaterThan(295 * px);
    }
  });

  it('IMG-78 printed frames and rules are no edges: nothing is cut off, and they stay content', () => {
    const kept: Record<string, Draw> = {
      'dark frame': frame('#222', 0.3, 15),
      'dark hairline': frame('#111', 0.15, 20, letter('han')),
      'faint frame, page number outside': frame('#c4c4c4', 0.4, 12, pageNumber),
      'faint frame far in': frame('#c4c4c4', 0.4, 48),
      'ruled table': table('han'),
      'one faint rule': (sheet) => {
        sheet.strokeStyle = '#bbb';
        sheet.lineWidth = 0.4;
        line(sheet, 20, 30, 190, 30);
      },
      'two faint rules': (sheet) => {
        sheet.strokeStyle = '#bbb';
        sheet.lineWidth = 0.4;
        line(sheet, 20, 15, 190, 15);
        line(sheet, 20, 282, 190, 282);
      },
    };
    for (const [name, draw] of Object.entries(kept)) {
      for (const [skewDeg, dpi] of [
        [0, 150],
        [1.7, 200],
      ] as const) {
        const { recipe, quality } = analysed(draw, { skewDeg, dpi, seed: 11 });
        // A small thing on a wide bed may be cut out with a margin; what is a page stays whole.
        if (recipe.crop.value) {
          expect(name).toBe('faint frame far in');
          expect(recipe.crop.confidence).toBeLessThan(0.5);
          expect(recipe.crop.value.x).toBeLessThan((46 * dpi) / 25.4);
        }
        expect(quality.blank.isBlank, name).toBe(false);
      }
    }
  });

  it('IMG-79 what lies beside the sheet keeps the whole scan', () => {
    const besides: Draw = (sheet) => {
      sheet.font = '4px "DejaVu Sans"';
      sheet.fillText('B 12', 80, -4);
    };
    const { shadow } = scans[0] as (typeof scans)[number];
    const how: Partial<Capture> = {
      ...bed('#f4f5f5', '#fcfcfa', 1, 150),
      bed: { marginMm: 15, colour: '#f4f5f5' },
    };
    const seen = analysed(onWhiteBed(letter('han'), shadow), how).recipe.crop;
    expect(seen.confidence).toBeGreaterThan(0.5);
    const whole = analysed(onWhiteBed(besides, shadow), how);
    expect(whole.recipe.crop.value).toBeNull();
    expect(whole.quality.blank.isBlank).toBe(false);
  });

  it('IMG-80 print that drifts from the paper by less than half a millimetre is straightened with it, more is not', () => {
    const leaning =
      (degrees: number, widthMm: number): Draw =>
      (sheet, random) => {
        sheet.rotate((-degrees * Math.PI) / 180);
        const width = widthMm - 16;
        paragraph(sheet, random, { script: 'han', x: 6, y: 20, width, lines: 14, size: 3.2, pitch: 6 });
      };
    const black: Partial<Capture> = { bed: { marginMm: 8, colour: '#080808' }, dpi: 200, skewDeg: 1.1 };
    for (const [widthMm, heightMm, degrees, wanted] of [
      [70, 160, 0.25, 1.1],
      [210, 297, 0.1, 1.1],
      [210, 297, 0.6, 1.7],
      [70, 160, 1.2, 2.3],
    ] as const) {
      const { recipe } = analysed(leaning(degrees, widthMm), { ...black, widthMm, heightMm });
      const off = Math.abs(recipe.skewDeg.value - wanted);
      expect(off, `${degrees} on ${widthMm} mm`).toBeLessThan(wanted === 1.1 ? 0.03 : 0.12);
    }
  });
});
