import sharp, { type Sharp } from 'sharp';
import { pictureWidths } from '../contract/picture-widths.ts';

const pixelLimit = 100_000_000;

/** The width asked for: null for the page as it is, undefined for one that is not given out. */
export function widthOf(asked: string | undefined): number | null | undefined {
  return asked === undefined ? null : pictureWidths.find((width) => String(width) === asked);
}

/** As JPEG, upright as a browser shows it, and never enlarged. Null where the file is gone or is no image after all. */
export async function smallerPicture(path: string, width: number): Promise<Uint8Array<ArrayBuffer> | null> {
  return encoded(sharp(path, { limitInputPixels: pixelLimit }), (picture) =>
    picture
      .autoOrient()
      .resize({ width, withoutEnlargement: true })
      .flatten({ background: '#fff' })
      .jpeg({ quality: 85 }),
  );
}

/** Without loss, for what no browser draws. Null where the file is gone or is no image after all. */
export async function pngPicture(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  return encoded(sharp(path, { limitInputPixels: pixelLimit }), (picture) =>
    picture.png({ compressionLevel: 1 }),
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
