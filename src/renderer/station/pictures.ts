import { pictureWidths } from '../../contract/picture-widths.ts';
import type { PageId } from '../../domain/ids.ts';
import type { Page } from '../../domain/tree/records.ts';

/** Address of a page's pixels, versioned by hash so that a cached picture is never a stale one. */
export function pictureUrl(page: ShownPage, variant: PictureVariant): string {
  const image = imageOf(page, variant);
  return `pages/${encodeURIComponent(page.id satisfies PageId)}/${image.variant}?v=${image.sha256}`;
}

/** A page small, for so many pixels on the screen across; null where it is no longer here. */
export function thumbnailUrl(page: ShownPage & Pick<Page, 'clearedAt'>, screenWidth: number): string | null {
  return page.clearedAt === null ? noLarger(page, 'thumbnail', screenWidth) : null;
}

/** The page as it is now, for so many pixels on the screen across. */
export function screenUrl(page: ShownPage, screenWidth: number): string {
  return noLarger(page, 'rendition', screenWidth);
}

export type PictureVariant = 'original' | 'rendition' | 'thumbnail';

type ShownPage = Pick<Page, 'id' | 'original' | 'rendition'>;

/**
 * No larger than needed: a page has nine million pixels, which take a tenth of a second to unpack and 35 MB to keep, and
 * of thumbnails in lines of a list the browser keeps hundreds unpacked.
 */
function noLarger(page: ShownPage, variant: PictureVariant, screenWidth: number): string {
  const url = pictureUrl(page, variant);
  const width = pictureWidths.find((one) => one >= screenWidth);
  // What would save little is not made anew.
  return width === undefined || width > imageOf(page, variant).width * 0.8 ? url : `${url}&width=${width}`;
}

/** Before the rendition is made, a page shows as it came. */
function imageOf(page: Pick<Page, 'original' | 'rendition'>, variant: PictureVariant) {
  if (page.rendition === null || variant === 'original')
    return { variant: 'original', sha256: page.original.sha256, width: page.original.width };
  const { sha256, width } = variant === 'thumbnail' ? page.rendition.thumbnail : page.rendition.image;
  return { variant, sha256, width };
}
