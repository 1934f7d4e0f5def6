import type { Component } from '../ink/components.ts';
import type { Raster } from '../raster.ts';
import type { ReducedPage } from '../reduce/reduce-page.ts';

/** Print and pencil are blurred by the scanner alone, what shines through also by the paper: between the two, sigma. */
const blurMm = 0.13;
/** Share of its contrast that an edge may be asked to rise by between two neighbours but one. */
const mostAsked = 0.7;
/** Share of the places looked at in a mark that rise like that: a stroke is little but edges. */
const sharpShare = 0.12;
/** Smaller steps are noise. */
const leastRise = 14;

/** Whether a faint mark has the edges of something on this side. Looked at in the original's own pixels, every `factor` rows. */
export function isPrinted(
  { data, width, height, channels }: Raster,
  mark: Component,
  { factor, dpi }: ReducedPage,
  paperLevel: number,
): boolean {
  const reach = Math.max(1, Math.round((dpi * factor) / 300));
  const reachMm = (reach * 25.4) / (dpi * factor);
  const asked = Math.min(mostAsked, normalShare(reachMm / blurMm));
  const x0 = Math.max(reach, mark.left * factor - reach);
  const x1 = Math.min(width - reach - 1, (mark.right + 1) * factor + reach);
  const y0 = Math.max(reach, mark.top * factor);
  const y1 = Math.min(height - reach - 1, (mark.bottom + 1) * factor);
  const green = channels === 3 ? 1 : 0;
  const down = width * channels;
  const far = reach * channels;
  const rises: number[] = [];
  let darkest = 255;
  for (let y = y0; y < y1; y += factor) {
    for (let x = x0; x < x1; x++) {
      // Two neighbours are averaged across the direction looked in: one noisy pixel is no edge.
      const at = y * down + x * channels + green;
      const here = (at0(data, at) + at0(data, at + down)) / 2;
      if (here < darkest) darkest = here;
      const across =
        at0(data, at + far) + at0(data, at + far + down) - at0(data, at - far) - at0(data, at - far + down);
      const along =
        at0(data, at + reach * down) +
        at0(data, at + reach * down + channels) -
        at0(data, at - reach * down) -
        at0(data, at - reach * down + channels);
      const rise = Math.max(Math.abs(across), Math.abs(along)) / 2;
      if (rise >= leastRise) rises.push(rise);
    }
  }
  const needed = Math.max(leastRise, (paperLevel - darkest) * asked);
  const sharp = rises.filter((rise) => rise >= needed).length;
  return sharp >= mark.area * factor * sharpShare;
}

function at0(data: Uint8Array, at: number): number {
  return data[at] as number;
}

/** Share of a normal distribution within so many sigmas of its middle: what a blurred edge rises by there (Abramowitz and Stegun 7.1.27). */
function normalShare(sigmas: number): number {
  const x = sigmas / Math.SQRT2;
  return 1 - 1 / (1 + x * (0.278393 + x * (0.230389 + x * (0.000972 + x * 0.078108)))) ** 4;
}
