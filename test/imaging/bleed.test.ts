import { describe, expect, it } from 'vitest';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { analysePage } from '../../src/imaging/analyse-page.ts';
import { renderPage } from '../../src/imaging/render/render-page.ts';
import { decoded } from './analyse.ts';
import { type Captured, capture, type Draw, letter, paragraph, randomFrom } from './draw-page.ts';

const dpi = 300;

/** A page through which the mirrored back shows: blurred by the paper, and with the little of its contrast that is left. */
function throughPaper(front: Draw, back: Draw, share: number): Captured {
  const sheet = capture(front, { dpi, seed: 3 });
  const behind = capture(
    (context, random) => {
      context.translate(210, 0);
      context.scale(-1, 1);
      back(context, random);
    },
    { dpi, seed: 8, blur: 4, noise: 0 },
  );
  const data = sheet.data.map((level, i) => level * (1 - share * (1 - (behind.data[i] as number) / 250)));
  return { ...sheet, data };
}

/** Levels under white in the second half of the page, where only the back has print; white paper stays under 3. */
function shadeBelow({
  data,
  width,
  height,
  channels,
}: {
  data: Uint8Array;
  width: number;
  height: number;
  channels: number;
}) {
  let dark = 0;
  let count = 0;
  for (let y = Math.floor(height * 0.6); y < height * 0.9; y++) {
    for (let x = Math.floor(width * 0.15); x < width * 0.85; x++, count++) {
      if ((data[(y * width + x) * channels] as number) < 245) dark++;
    }
  }
  return dark / count;
}

const top: Draw = (sheet, random) =>
  paragraph(sheet, random, { script: 'han', x: 22, y: 30, width: 165, lines: 16, size: 4, pitch: 7 });
const full: Draw = letter('latin');
const faintNotes =
  (colour: string): Draw =>
  (sheet, random) => {
    top(sheet, random);
    sheet.fillStyle = colour;
    paragraph(sheet, randomFrom(5), {
      script: 'latin',
      x: 22,
      y: 170,
      width: 165,
      lines: 12,
      size: 4,
      pitch: 8,
    });
  };

describe('what shines through', () => {
  it('IMG-138 is painted over beside sharp print, which stays', () => {
    const page = decoded(
      throughPaper(
        top,
        (s, r) =>
          paragraph(s, r, { script: 'han', x: 22, y: 40, width: 165, lines: 30, size: 4.4, pitch: 7.6 }),
        0.16,
      ),
    );
    const { recipe } = analysePage(page, null, cleanupPresets.standard);
    expect(recipe.bleed.value).toBe('remove');
    const keep = { ...recipe, bleed: { value: 'keep', by: 'manual', confidence: 1 } } as const;
    const before = shadeBelow(renderPage(page, keep));
    const after = shadeBelow(renderPage(page, recipe));
    expect(before).toBeGreaterThan(0.02);
    expect(after).toBeLessThan(before / 10);
  });

  it('IMG-139 pencil, pale print, a carbon copy and a page without bleed stay as they are', () => {
    const drawn: readonly Draw[] = [top, full, faintNotes('#c8c8c8'), faintNotes('#dcdcdc')];
    for (const draw of drawn) {
      const { recipe } = analysePage(decoded(capture(draw, { dpi, seed: 4 })), null, cleanupPresets.standard);
      expect(recipe.bleed.value).toBe('keep');
    }
    // A copy is soft all over, and has no sharp print beside it.
    const copy = capture(full, { dpi, blur: 4, seed: 6 });
    const data = copy.data.map((level) => 250 - (250 - level) * 0.2);
    expect(analysePage(decoded({ ...copy, data }), null, cleanupPresets.standard).recipe.bleed.value).toBe(
      'keep',
    );
  });
});
