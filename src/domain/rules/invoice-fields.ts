import type { InvoiceFields } from '../invoice.ts';
import { err, ok, type Result } from '../result.ts';
import type { LocalDate, MinorUnits } from '../units.ts';
import { plainNumber } from './invoice-key.ts';
import { dayAfter, parseLocalDate } from './local-date.ts';
import { formatMinor, parseMinor } from './money.ts';

/** In the order they are typed in; the last two only stand on invoices with 8 digits. */
export const typedFields = ['number', 'code', 'date', 'amount', 'type', 'total', 'checkCode'] as const;
export type TypedField = (typeof typedFields)[number];

/** The fields of one invoice as a person types them. All but the number may be empty: the paper does not say, or not legibly. */
export type TypedInvoice = { readonly [F in TypedField]: string };

export const fieldReasons = [
  'NumberDigits',
  'CodeMissing',
  'CodeDigits',
  'NoSuchDay',
  'DateAhead',
  'NotAnAmount',
  'TotalBelowNet',
  'CheckCodeDigits',
  'TypeUnknown',
  'TypeOfOtherNumber',
] as const;
export type FieldReason = (typeof fieldReasons)[number];

/** What is wrong with one field. */
export interface FieldFault {
  readonly field: TypedField;
  readonly reason: FieldReason;
}

/** Kinds a person can choose; `digital-` ones carry 20 digits, `vat-` ones 8. */
export const invoiceTypes = [
  ...['digital-ordinary', 'digital-special', 'digital-rail', 'digital-air', 'digital-motor'],
  ...['digital-used-car', 'digital-paper-ordinary', 'digital-paper-special', 'digital-paper-motor'],
  'digital-paper-used-car',
  ...['vat-ordinary', 'vat-special', 'vat-e-ordinary', 'vat-e-special', 'vat-roll', 'vat-toll'],
  ...['vat-motor', 'vat-used-car'],
] as const;
const unknownType = 'unknown';

export const emptyInvoice: TypedInvoice = {
  number: '',
  code: '',
  date: '',
  amount: '',
  total: '',
  checkCode: '',
  type: unknownType,
};

/** Fully digitalised invoices (数电票) carry one amount, with tax, and no check code. */
export function isDigitalNumber(number: string): boolean {
  return /^\d{20}$/.test(plainNumber(number));
}

/** Whether a kind goes with a number; a number that is not whole yet goes with every kind. */
export function fitsNumber(type: string, number: string): boolean {
  if (isDigitalNumber(number)) return !type.startsWith('vat-');
  return !/^\d{8}$/.test(plainNumber(number)) || !type.startsWith('digital-');
}

/**
 * What a person typed as the fields of an invoice, or everything that is wrong with it in the order of the fields. What
 * cannot be typed (seller, buyer, currency) stays as it was read. `today`: where the person sits; dates may be a day ahead.
 */
export function invoiceFromTyped(
  typed: TypedInvoice,
  today: LocalDate,
  before: InvoiceFields | null,
): Result<InvoiceFields, readonly [FieldFault, ...FieldFault[]]> {
  const number = plainNumber(typed.number);
  const code = plainNumber(typed.code);
  const isDigital = isDigitalNumber(number);
  const checkCode = isDigital ? '' : plainNumber(typed.checkCode);
  const date = parseLocalDate(typed.date);
  const amountMinor = parseAmount(typed.amount);
  const totalMinor = isDigital ? amountMinor : parseAmount(typed.total);

  const faults: FieldFault[] = [];
  const check = (field: TypedField, reason: FieldReason | null) => {
    if (reason !== null) faults.push({ field, reason });
  };
  check('number', isDigital || /^\d{8}$/.test(number) ? null : 'NumberDigits');
  check('code', codeFault(code, number));
  check('date', dateFault(typed.date, date, today));
  check('amount', isEmpty(typed.amount) || amountMinor !== null ? null : 'NotAnAmount');
  check('type', typeFault(typed.type, number, before));
  if (!isDigital) check('total', totalFault(typed.total, amountMinor, totalMinor));
  check('checkCode', /^(\d{20})?$/.test(checkCode) ? null : 'CheckCodeDigits');
  const [first, ...others] = faults;
  if (first !== undefined) return err([first, ...others]);

  return ok({
    type: typed.type,
    code: code === '' ? null : code,
    number,
    date,
    amountMinor,
    amountBasis: isDigital ? 'gross' : 'net',
    totalMinor,
    currency: before?.currency ?? 'CNY',
    checkCode: checkCode === '' ? null : checkCode,
    sellerName: before?.sellerName ?? null,
    buyerName: before?.buyerName ?? null,
    source: 'manual',
    confidence: 1,
  });
}

/** The fields of an invoice as they would be typed. */
export function typedFrom(invoice: InvoiceFields): TypedInvoice {
  const amount = (minor: MinorUnits | null) => (minor === null ? '' : formatMinor(minor));
  return {
    number: invoice.number,
    code: invoice.code ?? '',
    date: invoice.date ?? '',
    amount: amount(invoice.amountMinor),
    total: amount(invoice.totalMinor),
    checkCode: invoice.checkCode ?? '',
    type: invoice.type,
  };
}

/** Two decimals at most, also where further ones are zeros: nobody prints a third, so one was slipped in. */
function parseAmount(text: string): MinorUnits | null {
  return /[.．]\s*\S{3}/.test(text) ? null : parseMinor(text);
}

function codeFault(code: string, number: string): FieldReason | null {
  // A digitalised invoice on paper may carry a code beside its number.
  if (code === '') return /^\d{8}$/.test(number) ? 'CodeMissing' : null;
  return /^(\d{10}|\d{12})$/.test(code) ? null : 'CodeDigits';
}

function dateFault(text: string, date: LocalDate | null, today: LocalDate): FieldReason | null {
  if (isEmpty(text)) return null;
  if (date === null) return 'NoSuchDay';
  return date > dayAfter(today) ? 'DateAhead' : null;
}

/** Tax has the sign of the amount: the total of a red invoice is the further below zero. */
function totalFault(text: string, net: MinorUnits | null, total: MinorUnits | null): FieldReason | null {
  if (isEmpty(text)) return null;
  if (total === null) return 'NotAnAmount';
  if (net === null) return null;
  return (net < 0 ? total <= net : total >= net) ? null : 'TotalBelowNet';
}

function typeFault(type: string, number: string, before: InvoiceFields | null): FieldReason | null {
  const isKnown = [...invoiceTypes, unknownType, before?.type].includes(type);
  if (!isKnown) return 'TypeUnknown';
  return fitsNumber(type, number) ? null : 'TypeOfOtherNumber';
}

function isEmpty(text: string): boolean {
  return text.trim() === '';
}
