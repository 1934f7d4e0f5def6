import type { FieldEvidence, MatchResult } from '../../domain/rules/expected.ts';
import { formatAmount } from '../../i18n/format.ts';
import type { Text } from '../../i18n/text.ts';

/** A difference in one sentence, with both figures and, for amounts, how far they are apart and whether that may be. */
export function differenceWords(
  evidence: FieldEvidence,
  { currency, expectedId }: Pick<MatchResult, 'currency' | 'expectedId'>,
  text: Text,
): string {
  const { field, expected, scanned } = evidence;
  if (expectedId === null) {
    // Of an invoice that is there twice: the one that came first stands on the left.
    return text('match.evidence.differsFromFirst', {
      field: text(`match.field.${field}`),
      expected: expected ?? '–',
      scanned: scanned ?? '–',
    });
  }
  const left = minorOf(expected);
  const right = minorOf(scanned);
  if (field === 'amount' && left !== null && right !== null) {
    const amount = (minor: number) => formatAmount(minor, text.language, currency || 'CNY');
    return text(evidence.agrees ? 'match.evidence.amountNear' : 'match.evidence.amountDiffers', {
      expected: amount(left),
      scanned: amount(right),
      difference: amount(Math.abs(left - right)),
    });
  }
  return text('match.evidence.differs', {
    field: text(`match.field.${field}`),
    expected: expected ?? '–',
    scanned: scanned ?? '–',
  });
}

/** Evidence writes amounts as `12345.67`: without the point that is minor units, exactly. */
export function minorOf(amount: string | null): number | null {
  return amount !== null && /^-?\d+\.\d{2}$/.test(amount) ? Number(amount.replace('.', '')) : null;
}

/** One side of a field of the evidence as a person reads it; a dash where the side does not say. */
export function sideWords(
  { field }: Pick<FieldEvidence, 'field'>,
  value: string | null,
  currency: string,
  text: Text,
): string {
  const minor = field === 'amount' ? minorOf(value) : null;
  return minor === null ? (value ?? '–') : formatAmount(minor, text.language, currency || 'CNY');
}

/** What of the evidence is worth a word: what differs, also as far as the scheme lets it. */
export function differencesIn(evidence: readonly FieldEvidence[]): readonly FieldEvidence[] {
  return evidence.filter(({ agrees, expected, scanned }) => !agrees || expected !== scanned);
}
