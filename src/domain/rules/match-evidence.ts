import type { AmountBasis, InvoiceFields } from '../invoice.ts';
import type { MinorUnits } from '../units.ts';
import type { ExpectedInvoice, FieldEvidence } from './expected.ts';
import { plainNumber } from './invoice-key.ts';
import { formatMinor } from './money.ts';

/** Field by field what both sides state; a field one side does not state is left out, as is the code where the number alone is the key. */
export function evidenceOf(expected: ExpectedInvoice, scanned: InvoiceFields): readonly FieldEvidence[] {
  const number = evidence('number', plainNumber(expected.number), plainNumber(scanned.number));
  const hasCodes = expected.code !== null && scanned.code !== null && !/^\d{20}$/.test(number.expected ?? '');
  const code = hasCodes ? [evidence('code', plainNumber(expected.code), plainNumber(scanned.code))] : [];
  return [number, ...code, ...confirmingEvidence(expected, scanned)];
}

/** Whether date or amount, where both sides state them, differ. */
export function contradicts(expected: ExpectedInvoice, scanned: InvoiceFields): boolean {
  return confirmingEvidence(expected, scanned).some((field) => !field.agrees);
}

/** Whether date or amount speak for it. */
export function hasSupport(expected: ExpectedInvoice, scanned: InvoiceFields): boolean {
  return confirmingEvidence(expected, scanned).some((field) => field.agrees);
}

function confirmingEvidence(expected: ExpectedInvoice, scanned: InvoiceFields): readonly FieldEvidence[] {
  const date =
    expected.date === null || scanned.date === null ? [] : [evidence('date', expected.date, scanned.date)];
  return [...date, ...amountEvidence(expected, scanned)];
}

/** Net is compared with net and gross with gross, the basis the paper carries first; if one of two differs, that one is told. */
function amountEvidence(expected: ExpectedInvoice, scanned: InvoiceFields): readonly FieldEvidence[] {
  const bases: readonly AmountBasis[] = scanned.amountBasis === 'net' ? ['net', 'gross'] : ['gross', 'net'];
  const compared = bases.flatMap((basis) => {
    const wanted = basis === 'net' ? expected.netMinor : expected.totalMinor;
    const found = amountOf(scanned, basis);
    if (wanted === null || found === null) return [];
    const isSameCurrency = expected.currency === scanned.currency;
    const show = (amount: MinorUnits, currency: string) =>
      isSameCurrency ? formatMinor(amount) : `${currency} ${formatMinor(amount)}`;
    return [evidence('amount', show(wanted, expected.currency), show(found, scanned.currency))];
  });
  const told = compared.find((field) => !field.agrees) ?? compared[0];
  return told === undefined ? [] : [told];
}

function amountOf(scanned: InvoiceFields, basis: AmountBasis): MinorUnits | null {
  if (scanned.amountBasis === basis && scanned.amountMinor !== null) return scanned.amountMinor;
  return basis === 'gross' ? scanned.totalMinor : null;
}

function evidence(field: FieldEvidence['field'], expected: string, scanned: string): FieldEvidence {
  return { field, expected, scanned, agrees: expected === scanned };
}
