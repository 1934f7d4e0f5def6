import sharp from 'sharp';
import type { ColourKind } from '../../domain/reading.ts';
import { lumaOf } from '../render/luma-of.ts';
import type { RenderedPage } from '../render/render-page.ts';
import { encodeBitonal } from './encode-bitonal.ts';

/** Print shows no ringing at this, and a page of 300 dpi stays under a megabyte. */
const quality = 85;

export interface EncodedImage {
  readonly bytes: Buffer;
  readonly mime: 'image/jpeg' | 'image/png';
  readonly width: number;
  readonly height: number;
}

/** JPEG, one channel unless the page is in colour; PNG of one bit a pixel for a bitonal one. Both say their resolution. */
export async function encodePage(rendered: RenderedPage, colour: ColourKind): Promise<EncodedImage> {
  const { width, height, dpi } = rendered;
  if (colour === 'bitonal') {
    return { bytes: await encodeBitonal(lumaOf(rendered), dpi), mime: 'image/png', width, height };
  }
  const isGray = colour === 'gray' || rendered.channels === 1;
  const data = isGray ? lumaOf(rendered).data : rendered.data;
  // Huffman tables made for the page would take as long again as all the rest, for a few percent of its size.
  const bytes = await sharp(data, { raw: { width, height, channels: isGray ? 1 : 3 } })
    .toColourspace(isGray ? 'b-w' : 'srgb')
    .jpeg({ quality, mozjpeg: false, optimiseCoding: false })
    .withDensity(dpi)
    .toBuffer();
  return { bytes, mime: 'image/jpeg', width, height };
}
