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

export type PictureVariant = 'original' | 'rendition' | 'thumbnail';

/** Before the rendition is made, a page shows as it came. */
function imageOf(page: Pick<Page, 'original' | 'rendition'>, variant: PictureVariant) {
  if (page.rendition === null || variant === 'original')
    return { variant: 'original', sha256: page.original.sha256 };
  const image = variant === 'thumbnail' ? page.rendition.thumbnail : page.rendition.image;
  return { variant, sha256: image.sha256 };
}
