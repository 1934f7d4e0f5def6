import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { measureSharpness } from '../../src/imaging/sharpness/measure-sharpness.ts';
import { viewPage } from '../../src/imaging/view.ts';
import { decoded } from './analyse.ts';
import { type Capture, capture, type Draw, letter, photo, table } from './draw-page.ts';

/** Focus of a page blurred by `sigma` pixels at 300 dpi. */
async function focusOf(draw: Draw, dpi: number, sigma: number, how: Partial<Capture> = {}) {
  const { data, ...shape } = capture(draw, { dpi, widthMm: 110, heightMm: 100, noise: 4, ...how });
  const { width, height } = shape;
  const spread = (sigma * dpi) / 300;
  const image = sharp(data, { raw: { width, height, channels: 3 } });
  const blurred = spread >= 0.3 ? await image.blur(spread).raw().toBuffer() : data;
  const view = viewPage(decoded({ ...shape, data: blurred }), null);
  return measureSharpness(view.page, view.page.reduced, view.area, view.paper);
}

describe('sharpness', () => {
  it('IMG-159 print is told blurred from a quarter of a millimetre on, alike from 150 to 600 dpi', async () => {
    for (const dpi of [150, 200, 300, 600]) {
      const draw = table('han');
      const values: number[] = [];
      for (const sigma of [0, 1.2, 2, 4]) {
        const { value, isBlurred } = await focusOf(draw, dpi, sigma);
        expect(isBlurred, `sigma ${sigma} at ${dpi} dpi`).toBe(sigma > 3);
        values.push(value);
      }
      expect(values, `${dpi} dpi`).toEqual(values.toSorted((a, b) => b - a));
      expect(values[2], `${dpi} dpi`).toBeGreaterThan(0.23);
      expect(values[2], `${dpi} dpi`).toBeLessThan(0.35);
    }
  });

  it('IMG-160 soft pictures, shadows and pale paper do not make a sharp page blurred; photographs are not judged', async () => {
    const soft: Draw = (sheet, random) => {
      letter('han')(sheet, random);
      const shade = sheet.createRadialGradient(60, 50, 2, 60, 50, 40);
      shade.addColorStop(0, 'rgba(40, 60, 120, 0.8)');
      shade.addColorStop(1, 'rgba(40, 60, 120, 0)');
      sheet.fillStyle = shade;
      sheet.fillRect(10, 10, 90, 80);
    };
    expect((await focusOf(soft, 200, 0)).isBlurred).toBe(false);
    expect((await focusOf(letter('latin'), 200, 0, { paper: '#b8b4a8' })).isBlurred).toBe(false);
    const full: Draw = (sheet, random) => photo(sheet, random, -10, -90, 140, 200);
    expect((await focusOf(full, 200, 4)).isBlurred).toBe(false);
    const little: Draw = (sheet) => sheet.fillText('7', 60, 60);
    expect(await focusOf(little, 200, 4)).toEqual({ value: 0, isBlurred: false });
  });
});
