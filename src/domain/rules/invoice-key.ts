import type { AmountBasis } from '../invoice.ts';
import type { LocalDate, MinorUnits } from '../units.ts';
import { toHalfWidth } from './half-width.ts';
import { familyOf, type InvoiceFamily } from './invoice-family.ts';
import { formatMinor } from './money.ts';

/** What of an invoice, expected or scanned, may tell it from others. */
export interface KeyFacts {
  readonly code: string | null;
  readonly number: string;
  readonly paperNumber?: string | null | undefined;
  readonly type?: string;
  readonly date?: LocalDate | null;
  readonly amountMinor?: MinorUnits | null;
  readonly amountBasis?: AmountBasis;
  readonly totalMinor?: MinorUnits | null;
  readonly sellerName?: string | null;
}

/**
 * What tells one invoice from every other, or null where the paper does not say: such ones are compared, never keyed.
 * The medium is no part of it: a file and a printout of one invoice have one key.
 */
export function invoiceKey(invoice: KeyFacts): string | null {
  return invoiceKeys(invoice)[0] ?? null;
}

/** Every key of an invoice, the first one first: a digitalised invoice on paper carries code and 8 digits beside its 20. */
export function invoiceKeys(invoice: KeyFacts): readonly string[] {
  const number = plainNumber(invoice.number);
  const code = invoice.code === null ? '' : plainNumber(invoice.code);
  const isUsable = number.length <= longestPart && !/\p{Cc}/u.test(number);
  const keys = [
    isUsable ? keyRules[familyOf({ ...invoice, number })](invoice, number, code) : null,
    codedKey(code, plainNumber(invoice.paperNumber ?? '')),
  ];
  return keys.filter((key) => key !== null);
}

/** A number as it is compared: half-width, without blanks. */
export function plainNumber(text: string): string {
  return toHalfWidth(text).replace(/\s/g, '');
}

/** Keys stand in an index, which takes no text of any length. */
const longestPart = 100;

type KeyRule = (invoice: KeyFacts, number: string, code: string) => string | null;

const byCode: KeyRule = (_invoice, number, code) => codedKey(code, number);

const keyRules: Readonly<Record<InvoiceFamily, KeyRule>> = {
  digital: (_invoice, number, code) => (/^\d{20}$/.test(number) ? number : codedKey(code, number)),
  vat: byCode,
  coded: byCode,
  other: byCode,
  // The printed number comes back after some time: only with day and fare it is one ticket.
  train(invoice, number) {
    const fare = grossOf(invoice);
    const isWhole = number !== '' && invoice.date && fare !== null;
    return isWhole ? `train:${number.toUpperCase()}:${invoice.date}:${formatMinor(fare)}` : null;
  },
  air(_invoice, number) {
    const digits = number.replaceAll('-', '');
    return /^\d{13}$/.test(digits) ? `air:${digits}` : null;
  },
  fiscal: (_invoice, number, code) =>
    /^\d{8}$/.test(code) && /^\d{10}$/.test(number) ? `fiscal:${code}-${number}` : null,
  customs: (_invoice, number) =>
    /^[\dA-Z-]{18,30}$/i.test(number) ? `customs:${number.toUpperCase()}` : null,
  // A seller numbers its own invoices only.
  foreign(invoice, number) {
    const seller = toHalfWidth(invoice.sellerName ?? '')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .toLowerCase()
      .slice(0, longestPart);
    return seller === '' || number === '' ? null : `foreign:${seller}:${number.toUpperCase()}`;
  },
};

function codedKey(code: string, number: string): string | null {
  return /^(\d{10}|\d{12})$/.test(code) && /^\d{8}$/.test(number) ? `${code}-${number}` : null;
}

/** The amount with tax, where it is stated. */
export function grossOf(invoice: Pick<KeyFacts, 'amountMinor' | 'amountBasis' | 'totalMinor'>) {
  const { amountMinor = null, amountBasis, totalMinor = null } = invoice;
  return amountBasis === 'gross' && amountMinor !== null ? amountMinor : totalMinor;
}
