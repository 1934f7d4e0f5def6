import sharp, { type Metadata, type SharpOptions } from 'sharp';
import type { ImportRequest, SpooledImage } from '../../contract/workers.ts';
import { imagePixelsLimit, pagesLimit } from '../limits.ts';
import { detailOf, failure, type ImportStep, pageReply } from '../reply.ts';
import { spoolBytes, spoolCopy } from '../spool.ts';
import { statedDensity } from './density.ts';
import { countTiffPages } from './tiff-pages.ts';

type ImageKind = 'png' | 'jpeg' | 'tiff' | 'webp' | 'gif' | 'avif';

/** Speed before size: the page worker makes the compact rendition. */
const fastPng = { compressionLevel: 2 } as const;
/** Damage ends in an error; a decoder's mere warnings do not. Sizes are checked by us, with an error of their own. */
const careful: SharpOptions = { failOn: 'error', limitInputPixels: false };

// A worker reads each file once; a cache would only keep the file open.
sharp.cache(false);

/**
 * Pages of an image file. A plain JPEG or PNG is taken over byte for byte; all else is decoded without loss to an
 * upright sRGB PNG. Of animations the first picture counts.
 */
export async function* importImage(request: ImportRequest, kind: ImageKind): AsyncIterable<ImportStep> {
  if (kind === 'tiff') {
    yield* importTiff(request);
    return;
  }
  const step = await importPicture(request, 1, kind);
  yield step.type === 'failure' && step.error.type === 'PageDamaged'
    ? failure({ type: 'FileDamaged', name: request.name, detail: step.error.detail })
    : step;
}

async function* importTiff(request: ImportRequest): AsyncIterable<ImportStep> {
  const { path, name } = request;
  const { pages, isWhole } = await countTiffPages(path, pagesLimit);
  if (pages === 0) {
    yield failure({ type: 'FileDamaged', name, detail: 'no page directory' });
    return;
  }
  if (pages > pagesLimit) {
    yield failure({ type: 'FileTooManyPages', name, pages, limit: pagesLimit });
    return;
  }
  for (let pageNumber = 1; pageNumber <= pages; pageNumber++) {
    yield await importPicture(request, pageNumber, 'tiff');
  }
  if (!isWhole) {
    yield failure({
      type: 'PageDamaged',
      name,
      pageNumber: pages + 1,
      detail: 'the file ends before this page',
    });
  }
}

async function importPicture(
  request: ImportRequest,
  pageNumber: number,
  kind: ImageKind,
): Promise<ImportStep> {
  const { path, name } = request;
  const options: SharpOptions = { ...careful, page: pageNumber - 1, pages: 1 };
  let picture: { readonly metadata: Metadata; readonly png: Decoded | null };
  try {
    const metadata = await sharp(path, options).metadata();
    const { width, height } = metadata;
    if (width * height > imagePixelsLimit) {
      return failure({ type: 'ImageTooLarge', name, width, height, limitPixels: imagePixelsLimit });
    }
    if (isPlain(kind, metadata)) {
      // Decoded once, small, to know that it is whole.
      await sharp(path, options).resize(64, 64, { fit: 'fill' }).raw().toBuffer();
      picture = { metadata, png: null };
    } else picture = { metadata, png: await decode(path, options, metadata) };
  } catch (thrown) {
    return failure({ type: 'PageDamaged', name, pageNumber, detail: detailOf(thrown) });
  }
  const { metadata, png } = picture;
  const image: SpooledImage = png
    ? await spoolBytes(request.spoolFolder, png.bytes, {
        mime: 'image/png',
        width: png.width,
        height: png.height,
      })
    : await spoolCopy(request.spoolFolder, path, {
        mime: kind === 'png' ? 'image/png' : 'image/jpeg',
        width: metadata.width,
        height: metadata.height,
      });
  const density = statedDensity(metadata.density, image.width, image.height);
  return pageReply({ pageNumber, ...density, method: 'decoded', image, warnings: [] });
}

/** Upright, 8 bits, gray or RGB, opaque: any program downstream shows it the same. */
function isPlain(kind: ImageKind, metadata: Metadata): boolean {
  return (
    (kind === 'jpeg' || kind === 'png') &&
    (metadata.channels === 1 || metadata.channels === 3) &&
    metadata.depth === 'uchar' &&
    (metadata.space === 'srgb' || metadata.space === 'b-w') &&
    (metadata.orientation ?? 1) === 1
  );
}

interface Decoded {
  readonly bytes: Buffer;
  readonly width: number;
  readonly height: number;
}

async function decode(path: string, options: SharpOptions, metadata: Metadata): Promise<Decoded> {
  const upright = sharp(path, options).autoOrient();
  const opaque = metadata.hasAlpha ? upright.flatten({ background: 'white' }) : upright;
  const withDensity = metadata.density === undefined ? opaque : opaque.withDensity(metadata.density);
  const isGray = metadata.space === 'b-w' || metadata.space === 'grey16';
  const { data, info } = await withDensity
    .toColourspace(isGray ? 'b-w' : 'srgb')
    .png(fastPng)
    .toBuffer({ resolveWithObject: true });
  return { bytes: data, width: info.width, height: info.height };
}
