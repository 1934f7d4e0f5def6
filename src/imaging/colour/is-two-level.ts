import type { Raster } from '../raster.ts';

const rowStep = 8;
const black = 8;
const white = 247;
/** Pixels in between, as a share of the black ones. Print captured in gray has as many as it has edges: a tenth and more. */
const mixedShare = 0.02;

/** Whether a page has black and white pixels and none between, by every eighth row and no further than to the first that tells. */
export function isTwoLevel({ data, width, height, channels }: Raster): boolean {
  // More than even a page all black would excuse.
  const most = Math.ceil(height / rowStep) * width * mixedShare;
  let mixed = 0;
  let dark = 0;
  for (let y = 0; y < height && mixed <= most; y += rowStep) {
    const end = (y + 1) * width * channels;
    for (let i = y * width * channels; i < end; i += channels) {
      const value = data[i] as number;
      if (value <= black) dark++;
      else if (value < white) mixed++;
    }
  }
  return mixed <= dark * mixedShare;
}
