import sharp from 'sharp';
import type { ColourKind } from '../../domain/reading.ts';
import { lumaOf } from '../render/luma-of.ts';
import type { RenderedPage } from '../render/render-page.ts';

/** Print shows no ringing at this, and a page of 300 dpi stays under a megabyte. */
const quality = 85;

export interface EncodedImage {
  readonly bytes: Buffer;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
}

/** JPEG; one channel unless the page is in colour. */
export async function encodePage(rendered: RenderedPage, colour: ColourKind): Promise<EncodedImage> {
  const { width, height } = rendered;
  const isGray = colour !== 'colour';
  const data = isGray ? lumaOf(rendered).data : rendered.data;
  const encoding = sharp(data, { raw: { width, height, channels: isGray ? 1 : rendered.channels } });
  const bytes = await encoding
    .toColourspace(isGray ? 'b-w' : 'srgb')
    .jpeg({ quality, mozjpeg: false })
    .toBuffer();
  return { bytes, mime: 'image/jpeg', width, height };
}
