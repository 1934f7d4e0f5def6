import type { MatchResult, MatchVerdict } from './expected.ts';

/** How many invoices stand on each side of a match, and how many results of each verdict there are. */
export interface MatchCounts {
  readonly expected: number;
  readonly scanned: number;
  readonly verdicts: Readonly<Record<MatchVerdict, number>>;
}

/** Each result counts once, as each invoice stands in one. */
export function countMatches(results: readonly MatchResult[]): MatchCounts {
  const verdicts = { matched: 0, missing: 0, extra: 0, ambiguous: 0, duplicate: 0, mismatch: 0 };
  for (const { verdict } of results) verdicts[verdict] += 1;
  return {
    expected: results.filter(({ expectedId }) => expectedId !== null).length,
    scanned: results.filter(({ documentId }) => documentId !== null).length,
    verdicts,
  };
}
