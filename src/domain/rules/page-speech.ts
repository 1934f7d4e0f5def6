import type { DocumentKind, Reading } from '../reading.ts';
import type { Page } from '../tree/records.ts';
import { isContent } from '../tree/views.ts';

/** What the pages of a document say together. */
export interface Speech {
  readonly kind: DocumentKind;
  /** Read from the first page that names one. */
  readonly billNumber: string | null;
}

/** A document is what its first page that speaks says; deleted, blank and separator pages do not speak. */
export function speechOf(pages: readonly Page[]): Speech {
  const speaking = pages.filter(isContent);
  return {
    kind: speaking.map(kindOf).find((kind) => kind !== 'attachment') ?? 'attachment',
    billNumber: speaking.find((page) => page.reading?.billNumber != null)?.reading?.billNumber ?? null,
  };
}

/** A person who types an invoice says more than what was read. */
function kindOf(page: Page): DocumentKind {
  return page.typed === null ? (page.reading?.kind ?? 'attachment') : 'invoice';
}

/** Nothing on it counts as content, so it opens, closes and fills nothing. A page nobody read yet counts. */
export function isSilent(pages: readonly Page[]): boolean {
  return !pages.some(isContent);
}

/** Whatever carries a code is content, however white it is. */
export function markOf(reading: Reading): Page['mark'] {
  if (reading.kind !== 'attachment') return 'content';
  if (reading.patches.length > 0) return 'separator';
  return reading.quality.blank.isBlank && reading.codes.length === 0 ? 'blank' : 'content';
}
