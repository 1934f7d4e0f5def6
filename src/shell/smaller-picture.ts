import sharp, { type Sharp } from 'sharp';
import { pictureWidths } from '../contract/picture-widths.ts';

const pixelLimit = 100_000_000;

/** The width asked for: null for the page as it is, undefined for one that is not given out. */
export function widthOf(asked: string | undefined): number | null | undefined {
  return asked === undefined ? null : pictureWidths.find((width) => String(width) === asked);
}

/** Types a browser only ever draws. Anything else an original may be (a PDF, markup) goes out as plain bytes. */
export const drawable = new Set([
  'image/png',
  'image/jpeg',
  'image/webp',
  'image/avif',
  'image/gif',
  'image/bmp',
]);

/** Page images no browser draws: they go out as PNG, which loses nothing. */
export const drawnAsPng = new Set(['image/tiff', 'image/jp2']);

/** The picture at this path, or of these bytes, as JPEG, upright as a browser shows it, and never enlarged. Null where the file is gone or is no image after all. */
export async function smallerPicture(
  picture: string | Uint8Array,
  width: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  return encoded(sharp(picture, { limitInputPixels: pixelLimit }), (whole) =>
    whole
      .autoOrient()
      .resize({ width, withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 85 }),
  );
}

/** Without loss, for what no browser draws. Null where the file is gone or is no image after all. */
export async function pngPicture(picture: string | Uint8Array): Promise<Uint8Array<ArrayBuffer> | null> {
  return encoded(sharp(picture, { limitInputPixels: pixelLimit }), (whole) =>
    whole.png({ compressionLevel: 1 }),
  );
}

/** The page's own work tells the operator why an image cannot be read. */
async function encoded(
  picture: Sharp,
  how: (picture: Sharp) => Sharp,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const { data } = await how(picture).toBuffer({ resolveWithObject: true });
    return new Uint8Array(data);
  } catch {
    return null;
  }
}
