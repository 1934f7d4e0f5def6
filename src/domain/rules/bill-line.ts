import type { MinorUnits } from '../units.ts';
import { decisionOf } from './decisions.ts';
import type { MatchResult, MatchVerdict } from './expected.ts';
import { countMatches } from './match-counts.ts';

/** What a list says of the match of one bill. */
export interface LineFacts {
  readonly counts: Record<MatchVerdict, number>;
  readonly expected: number;
  /** Expected ones found on paper (签收). */
  readonly signed: number;
  readonly byHand: number;
  readonly amounts: { currency: string; expectedMinor: MinorUnits; signedMinor: MinorUnits }[];
}

export function lineFacts(results: readonly MatchResult[]): LineFacts {
  const { expected, verdicts } = countMatches(results);
  const amounts = new Map<string, LineFacts['amounts'][number]>();
  for (const result of results) {
    if (result.expectedId === null || result.amountMinor === null) continue;
    const { currency } = result;
    const sum = amounts.get(currency) ?? { currency, expectedMinor: 0, signedMinor: 0 };
    sum.expectedMinor += result.amountMinor;
    if (isSigned(result)) sum.signedMinor += result.amountMinor;
    amounts.set(currency, sum);
  }
  return {
    counts: { ...verdicts },
    expected,
    signed: results.filter(isSigned).length,
    byHand: results.filter((result) => decisionOf(result) !== null).length,
    amounts: [...amounts.values()],
  };
}

/** The invoice lies there on paper and is the expected one. */
export function isSigned({ verdict, expectedId, documentId }: MatchResult): boolean {
  return verdict === 'matched' && expectedId !== null && documentId !== null;
}
