import type { InvoiceFields } from '../invoice.ts';
import type { EvidenceField, SourceConflict } from './expected.ts';
import { familyOf } from './invoice-family.ts';
import { grossOf, invoiceKeys, plainNumber } from './invoice-key.ts';
import { formatMinor } from './money.ts';

/**
 * Where two machine sources of one page (QR, XML, OFD, text, OCR) disagree about an invoice of it: in a field, or in the
 * number of the only one there is. What a person typed is no source: they had the page in view. Told at the first reading
 * of an invoice only.
 */
export function conflictsAt(
  invoices: readonly InvoiceFields[],
  invoice: InvoiceFields,
): readonly SourceConflict[] {
  const readings = invoices.filter((one) => one === invoice || isSameInvoice(one, invoice));
  if (readings[0] !== invoice) return [];
  return [...fieldConflicts(readings), ...(invoice.source === 'manual' ? [] : numberConflicts(invoices))];
}

/** Fields that the sources of one invoice give differently. Net is held against net and gross against gross. */
export function fieldConflicts(readings: readonly InvoiceFields[]): readonly SourceConflict[] {
  const bySource = [...Map.groupBy(readings, ({ source }) => source)].flatMap(([source, [first]]) =>
    source === 'manual' || first === undefined ? [] : [first],
  );
  return bySource.flatMap((one, at) => bySource.slice(at + 1).flatMap((other) => fieldsApart(one, other)));
}

/** Whether two readings speak of one invoice: by a key, or by the number where a source does not give the code. */
export function isSameInvoice(one: InvoiceFields, other: InvoiceFields): boolean {
  const keys = invoiceKeys(one);
  if (invoiceKeys(other).some((key) => keys.includes(key))) return true;
  const number = plainNumber(one.number);
  if (number === '' || number !== plainNumber(other.number) || one.source === other.source) return false;
  return one.code === null || other.code === null || plainNumber(one.code) === plainNumber(other.code);
}

function fieldsApart(one: InvoiceFields, other: InvoiceFields): readonly SourceConflict[] {
  const pairs: readonly (readonly [EvidenceField, string | null, string | null])[] = [
    ['date', one.date, other.date],
    ['amount', netText(one), netText(other)],
    ['amount', grossText(one), grossText(other)],
  ];
  return pairs.flatMap(([field, value, otherValue]) =>
    value === null || otherValue === null || value === otherValue
      ? []
      : [{ field, source: one.source, value, otherSource: other.source, otherValue }],
  );
}

/**
 * A page with one invoice by its QR and one by another source carries one invoice: two numbers are then a QR that does
 * not belong to the print. Where more were read, or a kind that has no QR, they may be two receipts on one sheet.
 */
export function numberConflicts(invoices: readonly InvoiceFields[]): readonly SourceConflict[] {
  const read = invoices.filter(({ source }) => source !== 'manual');
  const [one, other] = read;
  if (read.length !== 2 || one === undefined || other === undefined) return [];
  const byQr = [one, other].filter(({ source }) => source === 'qr');
  const haveQr = [one, other].every((invoice) => ['digital', 'vat'].includes(familyOf(invoice)));
  if (byQr.length !== 1 || !haveQr || isSameInvoice(one, other)) return [];
  const number = plainNumber(one.number);
  const field = number === plainNumber(other.number) ? 'code' : 'number';
  const value = (invoice: InvoiceFields) =>
    plainNumber((field === 'code' ? invoice.code : null) ?? invoice.number);
  return [
    { field, source: one.source, value: value(one), otherSource: other.source, otherValue: value(other) },
  ];
}

function netText({ amountBasis, amountMinor, currency }: InvoiceFields): string | null {
  return amountBasis === 'net' && amountMinor !== null ? moneyText(amountMinor, currency) : null;
}

function grossText(invoice: InvoiceFields): string | null {
  const gross = grossOf(invoice);
  return gross === null ? null : moneyText(gross, invoice.currency);
}

/** With its currency where that is not the usual one: so an amount in another currency is another amount. */
function moneyText(minor: number, currency: string): string {
  return currency === 'CNY' ? formatMinor(minor) : `${currency} ${formatMinor(minor)}`;
}
