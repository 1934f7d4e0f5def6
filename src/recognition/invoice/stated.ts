import type { InvoiceFields } from '../../domain/invoice.ts';
import type { StatedInvoice } from '../../domain/reading.ts';
import { invoiceFromTyped, type TypedField, type TypedInvoice } from '../../domain/rules/invoice-fields.ts';
import { plainNumber } from '../../domain/rules/invoice-key.ts';
import { formatMinor, parseMinor } from '../../domain/rules/money.ts';
import type { MinorUnits } from '../../domain/units.ts';
import { statedKindName } from './stated-kinds.ts';

/** The file carries its fields as text of their own: nothing had to be recognised. */
const plainConfidence = 0.99;
/** A field made no sense, or the sums do not come out. */
const doubtfulConfidence = 0.8;
/** A file may be read long after it was written: only days that are none are refused. */
const lastDay = '9999-12-30';

/** Names of each field, the one that counts most first: tags and XML of older invoices, XML of digitalised ones, plain data. */
const names = {
  number: ['InvoiceNo', 'InvoiceNumber', '发票号码'],
  code: ['InvoiceCode', '发票代码'],
  date: ['IssueDate', 'IssueTime', 'RequestTime', '开票日期'],
  checkCode: ['InvoiceCheckCode', '校验码'],
  net: ['TaxExclusiveTotalAmount', 'TotalAmWithoutTax', '合计金额'],
  tax: ['TaxTotalAmount', 'TotalTaxAm', '合计税额'],
  gross: ['TaxInclusiveTotalAmount', 'TotalTax-includedAmount', '价税合计'],
  seller: ['SellerName', '销售方名称'],
  buyer: ['BuyerName', '购买方名称'],
  title: ['Title'],
} as const;

/**
 * Fields of a Chinese invoice from what its file states, by the rules that hold for one typed in: what breaks them is left
 * out and the rest is doubtful. Null for a file that names no invoice by number.
 */
export function parseStatedInvoice(stated: StatedInvoice): InvoiceFields | null {
  const says = (field: keyof typeof names) => textOf(stated, names[field]);
  const number = plainNumber(says('number'));
  const code = plainNumber(says('code'));
  const isDigital = /^\d{20}$/.test(number);
  const sums = sumsOf(says('net'), says('tax'), says('gross'));
  const amount = (minor: MinorUnits | null) => (minor === null ? '' : formatMinor(minor));
  const typed: TypedInvoice = {
    number,
    code,
    date: says('date').replace(/[T\s]+\d{1,2}:.*$/, ''),
    amount: amount(isDigital ? sums.gross : sums.net),
    total: isDigital ? '' : amount(sums.gross),
    checkCode: says('checkCode'),
    type: statedKindName(number, code, says('title')),
  };
  const kept = withoutFaults(typed);
  if (!kept) return null;
  const { fields, isWhole } = kept;
  return {
    ...fields,
    sellerName: says('seller') || null,
    buyerName: says('buyer') || null,
    source: 'ofd',
    confidence: isWhole && sums.isSound ? plainConfidence : doubtfulConfidence,
  };
}

function textOf(stated: StatedInvoice, candidates: readonly string[]): string {
  for (const name of candidates) {
    const text = stated[name]?.trim() ?? '';
    if (text !== '') return text;
  }
  return '';
}

/** What is left when fields that break a rule are taken out; null if that is the number or what else makes the key. */
function withoutFaults(
  typed: TypedInvoice,
): { readonly fields: InvoiceFields; readonly isWhole: boolean } | null {
  const first = invoiceFromTyped(typed, lastDay, null);
  if (first.ok) return { fields: first.value, isWhole: true };
  const wrong: readonly TypedField[] = first.error.map(({ field }) => field);
  if (wrong.includes('number') || wrong.includes('code')) return null;
  const blank = Object.fromEntries(wrong.map((field) => [field, field === 'type' ? 'unknown' : '']));
  const second = invoiceFromTyped({ ...typed, ...blank }, lastDay, null);
  return second.ok ? { fields: second.value, isWhole: false } : null;
}

interface Sums {
  readonly net: MinorUnits | null;
  readonly gross: MinorUnits | null;
  /** False where all three are stated and do not add up, or one cannot be read. */
  readonly isSound: boolean;
}

/** Plain data states net and tax only: their sum is the gross amount. */
function sumsOf(netText: string, taxText: string, grossText: string): Sums {
  const net = amountIn(netText);
  const tax = amountIn(taxText);
  const stated = amountIn(grossText);
  const sum = net !== null && tax !== null ? net + tax : null;
  const isRead = (net !== null || netText === '') && (stated !== null || grossText === '');
  return {
    net,
    gross: stated ?? sum,
    isSound: isRead && (stated === null || sum === null || stated === sum),
  };
}

function amountIn(text: string): MinorUnits | null {
  return text === '' ? null : parseMinor(text.replaceAll(/[¥￥\s]/g, ''));
}
