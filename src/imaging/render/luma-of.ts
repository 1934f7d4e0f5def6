import type { Plane, Raster } from '../raster.ts';
import { toLuma } from '../reduce/reduce-page.ts';

/** Luma of a rendition at full size; the pixels themselves where they are gray already. */
export function lumaOf(rendered: Raster): Plane {
  const { data, width, height, channels } = rendered;
  return { data: channels === 1 ? data : toLuma(data), width, height };
}
