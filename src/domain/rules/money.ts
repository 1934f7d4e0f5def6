import type { MinorUnits } from '../units.ts';
import { toHalfWidth } from './half-width.ts';

/**
 * Decimal text as minor units, digit by digit, never through a float: `12`, `64.9`, `0.01`, `-5.00`, `¥12,345.67`.
 * Null for anything else: thousands separators out of step, more decimals than the currency has (unless zeros), or an
 * amount too large to be exact.
 */
export function parseMinor(text: string, decimals = 2): MinorUnits | null {
  const plain = toHalfWidth(text).trim().replaceAll('￥', '¥');
  const found = /^(-?)¥?\s?(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d+))?$/.exec(plain);
  if (found === null) return null;
  const [, sign = '', innerSign = '', whole = '', fraction = ''] = found;
  if (sign !== '' && innerSign !== '') return null;
  if (/[1-9]/.test(fraction.slice(decimals))) return null;
  const digits = whole.replaceAll(',', '') + fraction.slice(0, decimals).padEnd(decimals, '0');
  const minor = Number(digits);
  if (!Number.isSafeInteger(minor)) return null;
  return minor !== 0 && sign + innerSign === '-' ? -minor : minor;
}

/** Minor units as plain decimal text, `12345.67`: no grouping, no currency sign. */
export function formatMinor(minor: MinorUnits, decimals = 2): string {
  const sign = minor < 0 ? '-' : '';
  const digits = String(Math.abs(minor)).padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}
