import sharp, { type Metadata } from 'sharp';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Raster } from '../raster.ts';
import { type ReducedPage, reducePage } from '../reduce/reduce-page.ts';

/** More pixels than an A0 drawing at 200 dpi or an A3 page at 600: whatever asks for more is refused, not tried. */
const pixelLimit = 100_000_000;
const a4WidthInches = 8.27;
const mostDpi = 1200;
const usualDpi = 300;

/** A page in memory: its pixels once at full size, upright by its own EXIF note, and the reduction all analysis runs on. */
export interface DecodedPage extends Raster {
  /** Resolution to believe: as given, unless it would make the page larger than any scanner takes. */
  readonly dpi: number;
  readonly reduced: ReducedPage;
}

export type DecodeError = { readonly type: 'Undecodable'; readonly detail: string };

/** What scanners, cameras and importers make. Drawings that run a renderer on foreign input are none of it. */
const pageFormats: ReadonlySet<string> = new Set([
  'jpeg',
  'png',
  'tiff',
  'webp',
  'gif',
  'heif',
  'jp2k',
  'ppm',
]);

/**
 * An image file to 8-bit sRGB or gray; transparency falls on white. A truncated file is an error, never half a page.
 * Files over 100 megapixels are refused before their pixels are touched. Of a file of many pages the first is taken.
 */
export async function decodePage(bytes: Uint8Array, dpi: number): Promise<Result<DecodedPage, DecodeError>> {
  const options = { limitInputPixels: pixelLimit, failOn: 'error', autoOrient: true } as const;
  let metadata: Metadata;
  let pixels: { data: Buffer; info: { width: number; height: number; channels: number } };
  try {
    metadata = await sharp(bytes, options).metadata();
    if (!pageFormats.has(metadata.format)) {
      return err({ type: 'Undecodable', detail: `${metadata.format} is not a page image` });
    }
    let decoding = sharp(bytes, options);
    if (metadata.hasAlpha) decoding = decoding.flatten({ background: '#ffffff' });
    decoding = decoding.toColourspace(isGray(metadata) ? 'b-w' : 'srgb');
    pixels = await decoding.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true });
  } catch (error) {
    // Everything sharp throws here is about the bytes: there is no other input.
    return err({ type: 'Undecodable', detail: error instanceof Error ? error.message : String(error) });
  }
  const { width, height, channels } = pixels.info;
  if (channels !== 1 && channels !== 3) throw new Error(`decoded to ${channels} channels`);
  const raster: Raster = { data: pixels.data, width, height, channels };
  const believed = believedDpi(raster, dpi);
  return ok({ ...raster, dpi: believed, reduced: reducePage(raster, believed) });
}

function isGray(metadata: Metadata): boolean {
  return metadata.space === 'b-w' || metadata.space === 'grey16';
}

/**
 * Cameras write 72 dpi into everything: at that, a photograph of a page would be a metre wide. Such a page is taken for
 * A4. No scanner of documents goes beyond 1200: what says so, or says nothing, is taken for a scan at the usual 300.
 */
function believedDpi({ width, height }: Raster, dpi: number): number {
  const given = Number.isFinite(dpi) && dpi > 0 && dpi <= mostDpi ? dpi : usualDpi;
  const short = Math.min(width, height);
  const isImpossible = given <= 150 && short / given > 2 * a4WidthInches;
  return Math.min(mostDpi, Math.max(20, isImpossible ? short / a4WidthInches : given));
}
