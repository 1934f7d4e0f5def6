import type { Page } from '../../../domain/tree/records.ts';

/**
 * The page in view and the next of its document, as they lie; at the last page it and the one before, so that both stay
 * where they are. One alone where the document has no other.
 */
export function pairOf(pages: readonly Page[], page: Page): readonly Page[] {
  const at = pages.findIndex((one) => one.id === page.id);
  if (at < 0 || pages.length < 2) return [page];
  const first = Math.min(at, pages.length - 2);
  return pages.slice(first, first + 2);
}
