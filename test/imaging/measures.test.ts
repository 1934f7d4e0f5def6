import { describe, expect, it } from 'vitest';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { analysePage } from '../../src/imaging/analyse-page.ts';
import { analysed, decoded } from './analyse.ts';
import { capture, letter, signature, table } from './draw-page.ts';

describe('measures', () => {
  it('IMG-50 tells sharp from blurred print, in any resolution', () => {
    const part = { widthMm: 130, heightMm: 120 };
    for (const dpi of [150, 250]) {
      const sharp = analysed(letter('han'), { dpi, ...part }).quality.sharpness;
      const soft = analysed(letter('han'), { dpi, blur: (dpi / 300) * 5 + 1, ...part }).quality.sharpness;
      expect(sharp.isBlurred).toBe(false);
      expect(soft.isBlurred, `${dpi} dpi`).toBe(true);
      expect(soft.value).toBeLessThan(sharp.value * 0.7);
    }
  });

  it('IMG-51 says nothing against the focus of a page without print', () => {
    expect(analysed(() => undefined).quality.sharpness).toEqual({ value: 0, isBlurred: false });
  });

  it('IMG-52 yellowed paper is not colour, a signature in blue ink is', () => {
    expect(analysed(letter('han'), { paper: '#e6d9b4' }).quality.colour).toBe('gray');
    expect(analysed(letter('latin')).quality.colour).toBe('gray');
    const signed = analysed((sheet, random) => {
      letter('latin')(sheet, random);
      sheet.lineWidth = 0.6;
      for (const y of [255, 265, 275]) signature(sheet, random, 40, y);
    });
    expect(signed.quality.colour).toBe('colour');
  });

  it('IMG-53 black and white pixels alone make a bitonal page', () => {
    const page = capture(table('han'), { noise: 0, paper: '#fff' });
    const data = new Uint8Array(page.width * page.height);
    for (let i = 0; i < data.length; i++) data[i] = (page.data[i * 3] ?? 0) < 128 ? 0 : 255;
    const bitonal = decoded({ data, width: page.width, height: page.height, channels: 1, dpi: page.dpi });
    expect(analysePage(bitonal, null, cleanupPresets.standard).quality.colour).toBe('bitonal');
  });
});
