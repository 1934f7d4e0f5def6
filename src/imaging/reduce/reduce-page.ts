import { pageKernel } from '../kernel/page-kernel.ts';
import type { Plane, Raster } from '../raster.ts';

/** Fine enough for text of 6 points, small enough that every analysis is a matter of milliseconds. */
const targetDpi = 75;
/** Sums of so many rows still fit in 16 bits. */
const largestFactor = 256;

/** The page at about 75 dpi: each pixel the mean of a square of `factor` source pixels; rests at right and bottom fall away. */
export interface ReducedPage {
  readonly gray: Plane;
  /** Interleaved RGB of the same size; null for a gray source. */
  readonly rgb: Uint8Array | null;
  /** Level of the darkest source pixel of each square: dust that a mean does not show. Green, for a source in colour. */
  readonly darkest: Uint8Array;
  readonly factor: number;
  readonly dpi: number;
  /** The whole original in these pixels, the fraction that fell away included. */
  readonly frame: { readonly width: number; readonly height: number };
}

export function reducePage(page: Raster, dpi: number): ReducedPage {
  const wanted = Math.max(1, Math.min(largestFactor, Math.round(dpi / targetDpi)));
  const factor = Math.min(wanted, page.width, page.height);
  const width = Math.floor(page.width / factor);
  const height = Math.floor(page.height / factor);
  const frame = { width: page.width / factor, height: page.height / factor };
  const planes = reduceBy(page, factor, width, height);
  return { ...planes, factor, dpi: dpi / factor, frame };
}

function reduceBy(
  page: Raster,
  factor: number,
  width: number,
  height: number,
): Pick<ReducedPage, 'gray' | 'rgb' | 'darkest'> {
  const kernel = pageKernel();
  const from = kernel.hold(page);
  const mark = kernel.mark();
  const count = width * height;
  const isColour = page.channels === 3;
  const gray = kernel.take(count);
  const darkest = kernel.take(count);
  const rgb = isColour ? kernel.take(count * 3) : 0;
  const scratch = kernel.take(page.width * 3 * page.channels + 256);
  if (isColour) kernel.run.reduceColour(from, page.width, page.height, factor, rgb, gray, darkest, scratch);
  else kernel.run.reduceGray(from, page.width, page.height, factor, gray, darkest, scratch);
  const reduced = {
    gray: { data: kernel.view(gray, count).slice(), width, height },
    rgb: isColour ? kernel.view(rgb, count * 3).slice() : null,
    darkest: kernel.view(darkest, count).slice(),
  };
  kernel.release(mark);
  return reduced;
}
