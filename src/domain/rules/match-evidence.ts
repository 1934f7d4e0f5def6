import type { AmountBasis, InvoiceFields } from '../invoice.ts';
import type { MinorUnits } from '../units.ts';
import type { EvidenceField, ExpectedInvoice, FieldEvidence } from './expected.ts';
import { familyOf, type InvoiceFamily } from './invoice-family.ts';
import { grossOf, plainNumber } from './invoice-key.ts';
import { formatMinor } from './money.ts';
import type { CompareRules } from './scheme.ts';

/** An invoice as it is put beside another, whichever side it stands on. */
export type Compared = Pick<
  ExpectedInvoice,
  'type' | 'code' | 'number' | 'paperNumber' | 'date' | 'netMinor' | 'totalMinor' | 'currency' | 'checkCode'
>;

/** A scanned invoice as it is put beside another. */
export function comparedOf(scanned: InvoiceFields): Compared {
  const { amountBasis, amountMinor } = scanned;
  return {
    ...scanned,
    netMinor: amountBasis === 'net' ? amountMinor : null,
    totalMinor: grossOf(scanned),
  };
}

/**
 * Field by field what both sides state; a field one side does not state is left out, as is the code where the number
 * alone is the key.
 */
export function evidenceOf(
  expected: Compared,
  scanned: InvoiceFields,
  rules: CompareRules,
): readonly FieldEvidence[] {
  const shared = numbersOf(expected).find((one) => numbersOf(scanned).includes(one));
  const number = evidence(
    'number',
    shared ?? plainNumber(expected.number),
    shared ?? plainNumber(scanned.number),
  );
  const hasCodes =
    expected.code !== null && scanned.code !== null && isKnownByCode(expected.type, number.expected ?? '');
  const code = hasCodes ? [evidence('code', plainNumber(expected.code), plainNumber(scanned.code))] : [];
  return [number, ...code, ...confirmingEvidence(expected, scanned, rules)];
}

/** A ticket, an itinerary, a customs payment, an invoice from abroad: whatever stands there as a code is no part of the name. */
const withoutCode: ReadonlySet<InvoiceFamily> = new Set(['train', 'air', 'customs', 'foreign']);

function isKnownByCode(type: string, number: string): boolean {
  return !/^\d{20}$/.test(number) && !withoutCode.has(familyOf({ type, number }));
}

/** A digitalised invoice on paper goes by two numbers, and a side may know it by either. */
function numbersOf({ number, paperNumber }: Pick<Compared, 'number' | 'paperNumber'>): readonly string[] {
  return [number, paperNumber ?? ''].map(plainNumber).filter((one) => one !== '');
}

/**
 * What date, amount and check code say of two invoices that may be one: `exact` where what both state is the same,
 * `near` where amounts differ as far as they may, `silent` where there is nothing to go by.
 */
export function supportFor(
  expected: Compared,
  scanned: InvoiceFields,
  rules: CompareRules,
): 'exact' | 'near' | 'silent' | 'contrary' {
  const fields = confirmingEvidence(expected, scanned, rules);
  if (fields.length === 0) return 'silent';
  if (fields.some((field) => !field.agrees)) return 'contrary';
  return fields.every((field) => field.expected === field.scanned) ? 'exact' : 'near';
}

function confirmingEvidence(
  expected: Compared,
  scanned: InvoiceFields,
  rules: CompareRules,
): readonly FieldEvidence[] {
  const date =
    expected.date === null || scanned.date === null ? [] : [evidence('date', expected.date, scanned.date)];
  return [...date, ...amountEvidence(expected, scanned, rules), ...checkCodeEvidence(expected, scanned)];
}

function amountEvidence(
  expected: Compared,
  scanned: InvoiceFields,
  rules: CompareRules,
): readonly FieldEvidence[] {
  const told = amountCompared(expected, scanned, rules);
  return told === null ? [] : [told.evidence];
}

/**
 * Which amounts of two invoices are compared, and what that says. Net is compared with net and gross with gross, the
 * basis the paper carries first, or as the scheme says for the kind; if one of two differs, that one is told. Null where
 * the two share no amount.
 */
export function amountCompared(
  expected: Compared,
  scanned: InvoiceFields,
  rules: CompareRules,
): { readonly basis: AmountBasis; readonly evidence: FieldEvidence } | null {
  const found = comparedOf(scanned);
  const isSameCurrency = expected.currency === scanned.currency;
  const show = (amount: MinorUnits, currency: string) =>
    isSameCurrency ? formatMinor(amount) : `${currency} ${formatMinor(amount)}`;
  const compared = basesOf(expected, scanned, rules).flatMap((basis) => {
    const wanted = amountOf(expected, basis);
    const given = amountOf(found, basis);
    if (wanted === null || given === null) return [];
    const evidence: FieldEvidence = {
      field: 'amount',
      expected: show(wanted, expected.currency),
      scanned: show(given, scanned.currency),
      agrees: isSameCurrency && Math.abs(wanted - given) <= rules.toleranceMinor,
    };
    return [{ basis, evidence }];
  });
  return (
    compared.find(({ evidence }) => !evidence.agrees) ??
    compared.find(({ evidence }) => evidence.expected !== evidence.scanned) ??
    compared[0] ??
    null
  );
}

function basesOf(expected: Compared, scanned: InvoiceFields, rules: CompareRules): readonly AmountBasis[] {
  const named = familyOf({ type: expected.type, number: plainNumber(expected.number) });
  const family =
    named === 'other' ? familyOf({ type: scanned.type, number: plainNumber(scanned.number) }) : named;
  const choice = rules.compare[family] ?? 'stated';
  if (choice === 'none') return [];
  if (choice !== 'stated') return [choice];
  return scanned.amountBasis === 'net' ? ['net', 'gross'] : ['gross', 'net'];
}

function amountOf(side: Compared, basis: AmountBasis): MinorUnits | null {
  return basis === 'net' ? side.netMinor : side.totalMinor;
}

/** The last six figures: what invoices are checked by in public, too. */
function checkCodeEvidence(expected: Compared, scanned: InvoiceFields): readonly FieldEvidence[] {
  const wanted = plainNumber(expected.checkCode ?? '').slice(-6);
  const given = plainNumber(scanned.checkCode ?? '').slice(-6);
  return wanted.length === 6 && given.length === 6 ? [evidence('checkCode', wanted, given)] : [];
}

function evidence(field: EvidenceField, expected: string, scanned: string): FieldEvidence {
  return { field, expected, scanned, agrees: expected === scanned };
}
