import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { analysePage, type PageAnalysis } from '../../src/imaging/analyse-page.ts';
import type { DecodedPage } from '../../src/imaging/decode/decode-page.ts';
import type { Raster } from '../../src/imaging/raster.ts';
import { reducePage } from '../../src/imaging/reduce/reduce-page.ts';
import { type Capture, type Captured, capture, type Draw } from './draw-page.ts';

/** A captured page as decoding would give it, without the file in between. */
export function decoded(raster: Raster & { readonly dpi: number }): DecodedPage {
  const { data, width, height, channels, dpi } = raster;
  return { data, width, height, channels, dpi, reduced: reducePage(raster, dpi) };
}

export function analysed(
  draw: Draw,
  options: Partial<Capture> = {},
): PageAnalysis & { readonly page: DecodedPage; readonly captured: Captured } {
  const captured = capture(draw, options);
  const page = decoded(captured);
  return { ...analysePage(page, null, cleanupPresets.standard), page, captured };
}

export function meanColour(raster: Raster, x: number, y: number, width: number, height: number): number[] {
  const sums = [0, 0, 0];
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      for (let c = 0; c < 3; c++) {
        const at = (row * raster.width + column) * raster.channels + (raster.channels === 3 ? c : 0);
        sums[c] = (sums[c] ?? 0) + (raster.data[at] ?? 0);
      }
    }
  }
  return sums.map((sum) => sum / (width * height));
}
