import type { Language } from './text.ts';

/* Numbers, amounts, sizes and instants as a language writes them; only here do raw values become text. */

/** `1234567` fen as `12,345.67`; without a currency sign, because columns of amounts carry it once. */
export function formatAmount(minor: number, language: Language, currency = 'CNY'): string {
  const digits = fractionDigits(currency);
  return numberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(
    minor / 10 ** digits,
  );
}

/** With its sign: `¥12,345.67`. */
export function formatMoney(minor: number, currency: string, language: Language): string {
  return numberFormat(language, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }).format(
    minor / 10 ** fractionDigits(currency),
  );
}

export function formatPercent(ratio: number, language: Language): string {
  return numberFormat(language, { style: 'percent', maximumFractionDigits: 0 }).format(ratio);
}

export function formatNumber(value: number, language: Language, maximumFractionDigits = 2): string {
  return numberFormat(language, { maximumFractionDigits }).format(value);
}

/** Bytes in powers of 1000, as disks are sold and systems show them. */
export function formatBytes(bytes: number, language: Language): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
  // English has no short word for it but `byte`, which stands beside no `MB`.
  if (power === 0) return `${formatNumber(bytes, language, 0)} B`;
  const value = bytes / 1000 ** power;
  return numberFormat(language, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/** How long to wait, never less than it is: seconds below a minute, minutes from there. */
export function formatWait(ms: number, language: Language): string {
  const isShort = ms < 60_000;
  const words = numberFormat(language, {
    style: 'unit',
    unit: isShort ? 'second' : 'minute',
    unitDisplay: language === 'zh-CN' ? 'short' : 'long',
  }).format(Math.ceil(ms / (isShort ? 1000 : 60_000)));
  // Figures stand apart from Chinese words everywhere in the window.
  return words.replace(/(\d)(?=\p{Script=Han})/u, '$1 ');
}

export function formatTime(at: number): string {
  return dateFormat({ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(at);
}

/* Days as invoices and fields have them, 2026-03-04, in either language: what is compared looks the same. */

export function formatDay(at: number): string {
  return dateFormat({ year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
}

export function formatDateTime(at: number): string {
  return dateFormat({
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** Words one after the other, as the language joins them: `a、b`, `a, b`. */
export function listed(words: readonly string[], language: Language): string {
  return words.join(language === 'zh-CN' ? '、' : ', ');
}

/** An invoice number where the whole of it stands elsewhere. */
export function lastFour(number: string): string {
  return number.length > 4 ? `…${number.slice(-4)}` : number;
}

const numberFormats = new Map<string, Intl.NumberFormat>();
function numberFormat(language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = language + JSON.stringify(options);
  const known = numberFormats.get(key) ?? new Intl.NumberFormat(language, options);
  numberFormats.set(key, known);
  return known;
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
function dateFormat(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  // Swedish writes dates in the order of ISO 8601.
  const known = dateFormats.get(key) ?? new Intl.DateTimeFormat('sv-SE', options);
  dateFormats.set(key, known);
  return known;
}

function fractionDigits(currency: string): number {
  return numberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}
