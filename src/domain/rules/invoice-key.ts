import { toHalfWidth } from './half-width.ts';

/**
 * What tells one invoice from every other: the 20-digit number alone on fully digitalised ones (数电票, on any medium),
 * code and number on legacy VAT invoices. Null where the paper carries neither: such ones are compared, never keyed.
 */
export function invoiceKey(invoice: {
  readonly code: string | null;
  readonly number: string;
}): string | null {
  const number = plainNumber(invoice.number);
  if (/^\d{20}$/.test(number)) return number;
  const code = invoice.code === null ? '' : plainNumber(invoice.code);
  return /^(\d{10}|\d{12})$/.test(code) && /^\d{8}$/.test(number) ? `${code}-${number}` : null;
}

/** A number as it is compared: half-width, without blanks. */
export function plainNumber(text: string): string {
  return toHalfWidth(text).replace(/\s/g, '');
}
