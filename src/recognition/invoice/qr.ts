import type { InvoiceFields } from '../../domain/invoice.ts';
import { toHalfWidth } from '../../domain/rules/half-width.ts';
import { parseMinor } from '../../domain/rules/money.ts';
import type { LocalDate } from '../../domain/units.ts';
import { qrKindName } from './kinds.ts';

/** A QR carries number, date and amount by itself, guarded by its error correction. */
const plainConfidence = 0.99;
/** A field was unreadable or in another place than usual. */
const doubtfulConfidence = 0.8;

/**
 * Fields of a Chinese VAT invoice from the text of its QR: `version,kind,code,number,amount,date,check code,crc`.
 * Null for any other text. The CRC is not checked: its algorithm is not public.
 */
export function parseInvoiceQr(text: string): InvoiceFields | null {
  const fields = splitFields(text);
  const [version, kind] = fields;
  if (version !== '01' || kind === undefined || !/^\d{2}$/.test(kind)) return null;
  // Seen described, not in the wild: the empty code field left out, so that the number stands in its place.
  const isShifted = /^\d{20}$/.test(fields[2] ?? '') && parseMinor(fields[3] ?? '') !== null;
  const [code = '', number = '', amount = '', date = '', checkCode = ''] = isShifted
    ? ['', ...fields.slice(2)]
    : fields.slice(2);
  if (!isShifted && (fields.length < 6 || fields.length > 8)) return null;
  if (isShifted && fields.length > 8) return null;

  const isDigital = /^\d{20}$/.test(number);
  if (!isDigital && !(/^\d{8}$/.test(number) && /^(\d{10}|\d{12})$/.test(code))) return null;
  const amountMinor = parseMinor(amount);
  const readDate = compactToDate(date);
  return {
    type: qrKindName(kind),
    // A digitalised invoice on paper may carry a code beside its 20-digit number.
    code: /^(\d{10}|\d{12})$/.test(code) ? code : null,
    number,
    date: readDate,
    amountMinor,
    amountBasis: isDigital ? 'gross' : 'net',
    totalMinor: isDigital ? amountMinor : null,
    currency: 'CNY',
    checkCode: /^\d{20}$/.test(checkCode) ? checkCode : null,
    sellerName: null,
    buyerName: null,
    source: 'qr',
    confidence: isShifted || readDate === null || amountMinor === null ? doubtfulConfidence : plainConfidence,
  };
}

function splitFields(text: string): string[] {
  const plain = toHalfWidth(text).trim();
  return (plain.endsWith(',') ? plain.slice(0, -1) : plain).split(',').map((field) => field.trim());
}

/** `20260318` to `2026-03-18`; null if there is no such day. */
function compactToDate(text: string): LocalDate | null {
  if (!/^\d{8}$/.test(text)) return null;
  const [year, month, day] = [Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6))];
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return isReal ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : null;
}
