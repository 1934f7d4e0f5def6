import { describe, expect, it } from 'vitest';
import type { Recipe } from '../../src/domain/reading.ts';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { neutralRecipe } from '../../src/domain/rules/recipe.ts';
import type { QuarterTurn } from '../../src/domain/units.ts';
import { analysePage } from '../../src/imaging/analyse-page.ts';
import { renderPage } from '../../src/imaging/render/render-page.ts';
import { turnRaster } from '../../src/imaging/render/turn-raster.ts';
import { analysed, decoded } from './analyse.ts';
import { capture, letter, randomFrom } from './draw-page.ts';

const recipe = (turn: QuarterTurn, skew: number, crop: Recipe['crop']['value'] = null): Recipe => ({
  ...neutralRecipe,
  quarterTurn: { value: turn, by: 'auto', confidence: 1 },
  skewDeg: { value: skew, by: 'auto', confidence: 1 },
  crop: { value: crop, by: 'auto', confidence: 1 },
  tone: { value: 'none', by: 'auto', confidence: 1 },
});

/** Renditions lie in the kernel until the next one: what is compared later is copied out. */
const kept = <R extends { readonly data: Uint8Array }>(raster: R): R => ({
  ...raster,
  data: raster.data.slice(),
});

function noisePage(width: number, height: number, channels: 1 | 3) {
  const random = randomFrom(9);
  const data = Uint8Array.from({ length: width * height * channels }, () => Math.floor(random() * 256));
  return decoded({ data, width, height, channels, dpi: 150 });
}

describe('render', () => {
  it('IMG-70 without crop, turn and lean every pixel is as captured', () => {
    for (const channels of [1, 3] as const) {
      const page = noisePage(123, 77, channels);
      const rendered = renderPage(page, recipe(0, 0));
      expect(Buffer.from(rendered.data).equals(Buffer.from(page.data))).toBe(true);
    }
  });

  it('IMG-71 quarter turns are exact, by the recipe or afterwards, and four make none', () => {
    for (const channels of [1, 3] as const) {
      const page = noisePage(150, 97, channels);
      let turned = kept(renderPage(page, recipe(0, 0)));
      for (const turn of [90, 180, 270, 0] as const) {
        turned = kept(turnRaster(turned, 90));
        const rendered = renderPage(page, recipe(turn, 0));
        expect([rendered.width, rendered.height]).toEqual([turned.width, turned.height]);
        expect(Buffer.from(rendered.data).equals(Buffer.from(turned.data))).toBe(true);
      }
    }
  });

  it('IMG-72 the rendition of a crooked page is straight', () => {
    for (const skewDeg of [3.3, -7.1]) {
      const { page, recipe: found } = analysed(letter('han'), { skewDeg, seed: 21 });
      const again = analysePage(decoded(renderPage(page, found)), null, cleanupPresets.standard);
      expect(Math.abs(again.recipe.skewDeg.value)).toBeLessThan(0.06);
    }
  });

  it('IMG-73 nothing of a page is lost when it is straightened whole', () => {
    const page = capture(letter('latin'), { skewDeg: 0, noise: 0 });
    const corners = { ...page, data: page.data.slice() };
    for (const [x, y] of [
      [0, 0],
      [page.width - 12, 0],
      [0, page.height - 12],
      [page.width - 12, page.height - 12],
    ]) {
      for (let dy = 0; dy < 12; dy++) {
        const from = (((y as number) + dy) * page.width + (x as number)) * 3;
        corners.data.fill(0, from, from + 36);
      }
    }
    const rendered = renderPage(decoded(corners), recipe(0, 5));
    const dark = (data: Uint8Array) => data.reduce((sum, value) => sum + (255 - value), 0);
    expect(dark(rendered.data) / dark(corners.data)).toBeCloseTo(1, 2);
  });

  it('IMG-74 settings of a person stay, and what comes after them is computed under them', () => {
    const page = decoded(capture(letter('han'), { skewDeg: 2, bed: { marginMm: 8, colour: '#000' } }));
    const automatic = analysePage(page, null, cleanupPresets.standard).recipe;
    const wanted: Recipe = {
      ...automatic,
      quarterTurn: { value: 270, by: 'manual', confidence: 1 },
      skewDeg: { value: 0, by: 'manual', confidence: 1 },
      tone: { value: 'none', by: 'manual', confidence: 1 },
      crop: { value: { x: 0, y: 0, width: 9, height: 9 }, by: 'auto', confidence: 1 },
    };
    const { recipe: kept } = analysePage(page, wanted, cleanupPresets.standard);
    expect(kept.quarterTurn).toEqual(wanted.quarterTurn);
    expect(kept.skewDeg).toEqual(wanted.skewDeg);
    expect(kept.tone).toEqual(wanted.tone);
    // Straight, the crop is the sheet's own bounding box: as large, to the pixels rounding takes.
    const wide = [kept, automatic].map(({ crop }) => crop.value?.width ?? 0);
    expect(Math.abs((wide[0] ?? 0) - (wide[1] ?? 0))).toBeLessThanOrEqual(4);
    const drawn = {
      value: { x: 300, y: 300, width: 500, height: 400 },
      by: 'manual',
      confidence: 1,
    } as const;
    expect(analysePage(page, { ...automatic, crop: drawn }, cleanupPresets.standard).recipe.crop).toEqual(
      drawn,
    );
  });
});
