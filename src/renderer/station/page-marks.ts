import { neighboursOf } from '../../domain/rules/neighbours.ts';
import { defaultQualityPolicy, hintsOf, openFaultsOf, type QualityHint } from '../../domain/rules/quality.ts';
import type { QualityFault } from '../../domain/rules/quality-fault.ts';
import { isPageReady } from '../../domain/rules/rendition.ts';
import type { Page, Tree } from '../../domain/tree/records.ts';

/** What a page is marked with in the tree: red holds its bill back, amber is worth a look. */
export type PageMark =
  | { readonly tone: 'bad'; readonly reason: QualityFault | 'Parked' | 'Damaged' }
  | { readonly tone: 'warn'; readonly reason: QualityHint };

/** Red ones first. Nothing for a page in the bin, or one that is right. */
export function marksOf(tree: Tree, page: Page): readonly PageMark[] {
  if (page.isDeleted) return [];
  if (page.damaged === 'original') return [{ tone: 'bad', reason: 'Damaged' }];
  if (isGivenUp(page)) return [{ tone: 'bad', reason: 'Parked' }];
  const neighbours = neighboursOf(tree, page);
  return [
    ...openFaultsOf(page, defaultQualityPolicy, neighbours).map(
      (reason) => ({ tone: 'bad', reason }) as const,
    ),
    ...hintsOf(page, neighbours).map((reason) => ({ tone: 'warn', reason }) as const),
  ];
}

/** Given up after its tries, and nothing to send in its place. */
export function isGivenUp(page: Page): boolean {
  if (page.parked === null) return false;
  return page.mark === 'content' ? !isPageReady(page) : page.reading === null;
}
