import { pictureWidths } from '../../contract/picture-widths.ts';
import type { PageId } from '../../domain/ids.ts';
import type { Page } from '../../domain/tree/records.ts';

/** Address of a page's pixels, versioned by hash so that a cached picture is never a stale one. */
export function pictureUrl(
  page: Pick<Page, 'id' | 'original' | 'rendition'>,
  variant: PictureVariant,
): string {
  const image = imageOf(page, variant);
  return `pages/${encodeURIComponent(page.id satisfies PageId)}/${image.variant}?v=${image.sha256}`;
}

/** Null where it is no longer here. */
export function thumbnailUrl(page: Pick<Page, 'id' | 'original' | 'rendition' | 'clearedAt'>): string | null {
  return page.clearedAt === null ? pictureUrl(page, 'thumbnail') : null;
}

/**
 * The page as it is now, no larger than needed for so many pixels on the screen: a page has nine million of its own,
 * which take a tenth of a second to unpack and 35 MB to keep.
 */
export function screenUrl(page: Pick<Page, 'id' | 'original' | 'rendition'>, screenWidth: number): string {
  const image = page.rendition?.image ?? page.original;
  const url = pictureUrl(page, 'rendition');
  const width = pictureWidths.find((one) => one >= screenWidth);
  // What would save little is not made anew.
  return width === undefined || width > image.width * 0.8 ? url : `${url}&width=${width}`;
}

export type PictureVariant = 'original' | 'rendition' | 'thumbnail';

/** Before the rendition is made, a page shows as it came. */
function imageOf(page: Pick<Page, 'original' | 'rendition'>, variant: PictureVariant) {
  if (page.rendition === null || variant === 'original')
    return { variant: 'original', sha256: page.original.sha256 };
  const image = variant === 'thumbnail' ? page.rendition.thumbnail : page.rendition.image;
  return { variant, sha256: image.sha256 };
}
