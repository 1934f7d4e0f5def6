import sharp from 'sharp';
import type { CodeFinding, Quality, Recipe } from '../../src/domain/reading.ts';
import { cleanupPresets } from '../../src/domain/rules/cleanup.ts';
import { analysePage } from '../../src/imaging/analyse-page.ts';
import { type DecodedPage, decodePage } from '../../src/imaging/decode/decode-page.ts';
import { encodePage } from '../../src/imaging/encode/encode-page.ts';
import { turnByCodes, withCodeVote } from '../../src/imaging/orient/vote.ts';
import type { Raster } from '../../src/imaging/raster.ts';
import { lumaOf } from '../../src/imaging/render/luma-of.ts';
import { renderPage } from '../../src/imaging/render/render-page.ts';
import { turnRaster } from '../../src/imaging/render/turn-raster.ts';
import { readCodes } from '../../src/recognition/barcode/read-codes.ts';
import type { Captured } from './shots/shoot.ts';

export interface Cleaned {
  readonly page: DecodedPage;
  readonly recipe: Recipe;
  readonly quality: Quality;
  readonly codes: readonly CodeFinding[];
  /** The rendition as it comes out of its own file again, in colour. */
  readonly rendition: Raster & { readonly channels: 3 };
}

/** A captured page the whole way a page worker takes it, from one file to the other. */
export async function cleanPage(captured: Captured, jpegQuality: number): Promise<Cleaned> {
  const { data, width, height, dpi } = captured;
  const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: jpegQuality })
    .toBuffer();
  const decoded = await decodePage(jpeg, dpi);
  if (!decoded.ok) throw new Error(decoded.error.detail);
  const page = decoded.value;
  const { recipe, quality } = analysePage(page, null, cleanupPresets.standard);
  const rendered = renderPage(page, recipe);
  const codes = await readCodes(lumaOf(rendered));
  const turn = turnByCodes(codes, recipe);
  const { bytes } = await encodePage(turnRaster(rendered, turn), recipe.output.value);
  const file = await sharp(bytes).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const rendition = {
    data: file.data,
    width: file.info.width,
    height: file.info.height,
    channels: 3,
  } as const;
  return { page, recipe: withCodeVote(recipe, codes, turn), quality, codes, rendition };
}

/** What a reader finds on the page as captured. */
export async function codesAsCaptured(page: DecodedPage): Promise<readonly CodeFinding[]> {
  return await readCodes(lumaOf({ ...page }));
}
