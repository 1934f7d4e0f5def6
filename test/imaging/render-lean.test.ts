import { describe, expect, it } from 'vitest';
import { neutralRecipe } from '../../src/domain/rules/recipe.ts';
import { toOriginal } from '../../src/domain/rules/rendition-points.ts';
import { renderPage } from '../../src/imaging/render/render-page.ts';
import { decoded } from './analyse.ts';

/** A slope of gray that bends nowhere: every point between pixels is known exactly. */
function slope(width: number, height: number, channels: 1 | 3) {
  const data = new Uint8Array(width * height * channels);
  for (let i = 0; i < data.length; i++) {
    const pixel = Math.floor(i / channels);
    data[i] = Math.round(20 + (pixel % width) * 0.9 + Math.floor(pixel / width) * 0.1);
  }
  return decoded({ data, width, height, channels, dpi: 150 });
}

describe('rendering a leaning page', () => {
  it('IMG-170 every pixel of the rendition shows its own point of the original, at any lean and turn', () => {
    for (const channels of [1, 3] as const) {
      const page = slope(230, 210, channels);
      for (const degrees of [0.4, -0.4, 1.3, -1.3, 6, -6, 14, -14]) {
        for (const turn of [0, 90, 180, 270] as const) {
          const recipe = {
            ...neutralRecipe,
            crop: { value: { x: 20, y: 20, width: 190, height: 170 }, by: 'auto', confidence: 1 },
            skewDeg: { value: degrees, by: 'auto', confidence: 1 },
            quarterTurn: { value: turn, by: 'auto', confidence: 1 },
          } as const;
          const rendered = renderPage(page, recipe);
          let worst = 0;
          for (let y = 0; y < rendered.height; y++) {
            for (let x = 0; x < rendered.width; x++) {
              const at = toOriginal({ x: x + 0.5, y: y + 0.5 }, recipe, page);
              const wanted = 20 + (at.x - 0.5) * 0.9 + (at.y - 0.5) * 0.1;
              const seen = rendered.data[(y * rendered.width + x) * channels] ?? 0;
              worst = Math.max(worst, Math.abs(seen - wanted));
            }
          }
          // Rounding of the source, of the way and of the result; half a pixel of size where the crop is no whole number.
          expect(worst, `${channels} channels, ${degrees} degrees, turned ${turn}`).toBeLessThan(2);
        }
      }
    }
  });
});
