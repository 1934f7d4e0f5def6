import type { FieldEvidence } from '../../domain/rules/expected.ts';
import { formatAmount } from '../../i18n/format.ts';
import type { Text } from '../../i18n/text.ts';

/** A difference in one sentence, with both figures and, for amounts, how far they are apart. */
export function differenceWords(evidence: FieldEvidence, currency: string, text: Text): string {
  const { field, expected, scanned } = evidence;
  const left = minorOf(expected);
  const right = minorOf(scanned);
  if (field === 'amount' && left !== null && right !== null) {
    const amount = (minor: number) => formatAmount(minor, text.language, currency || 'CNY');
    return text('match.evidence.amountDiffers', {
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
function minorOf(amount: string | null): number | null {
  return amount !== null && /^-?\d+\.\d{2}$/.test(amount) ? Number(amount.replace('.', '')) : null;
}
