import type { RawOption } from './libsane.ts';

/** One option of a device, in words. Values are text as scanimage shows them: `yes`, `300`, `ADF Duplex`, `1,2,3`. */
export interface SaneOption {
  readonly index: number;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly type: 'switch' | 'whole' | 'fixed' | 'text' | 'button';
  readonly unit: 'px' | 'bit' | 'mm' | 'dpi' | '%' | 'µs' | null;
  /** Bytes of the value in memory. */
  readonly size: number;
  readonly isActive: boolean;
  readonly isSettable: boolean;
  readonly isReadable: boolean;
  readonly canBeAutomatic: boolean;
  /** Empty where the values are not listed. */
  readonly choices: readonly string[];
  readonly range: { readonly least: number; readonly most: number; readonly step: number } | null;
}

const types = ['switch', 'whole', 'fixed', 'text', 'button'] as const;
const units = [null, 'px', 'bit', 'mm', 'dpi', '%', 'µs'] as const;
const caps = { softSelect: 1, softDetect: 4, automatic: 16, inactive: 32 };
const fixedOne = 65_536;
const wordBytes = 4;

/** Null for groups and whatever has no name or a type of its own. */
export function readOption(index: number, raw: RawOption): SaneOption | null {
  const type = types[raw.type];
  if (!type || !raw.name) return null;
  const number = (word: number) => (type === 'fixed' ? fixedNumber(word) : word);
  return {
    index,
    name: raw.name,
    title: raw.title ?? raw.name,
    description: raw.description ?? '',
    type,
    unit: units[raw.unit] ?? null,
    size: raw.size,
    isActive: (raw.cap & caps.inactive) === 0,
    isSettable: (raw.cap & caps.softSelect) !== 0,
    isReadable: (raw.cap & caps.softDetect) !== 0 && type !== 'button',
    canBeAutomatic: (raw.cap & caps.automatic) !== 0,
    choices: raw.strings ?? raw.words?.map((word) => String(number(word))) ?? [],
    range: raw.range && {
      least: number(raw.range.least),
      most: number(raw.range.most),
      step: number(raw.range.step),
    },
  };
}

/** The value's place in memory, empty. Backends write whole words even for sizes they announce as nothing. */
export function emptyValue(option: SaneOption): Buffer {
  return Buffer.alloc(Math.max(option.size, wordBytes));
}

export function valueText(option: SaneOption, value: Buffer): string {
  switch (option.type) {
    case 'switch':
      return value.readInt32LE(0) === 0 ? 'no' : 'yes';
    case 'whole':
      return wordsOf(option, value).join(',');
    case 'fixed':
      return wordsOf(option, value).map(fixedNumber).join(',');
    case 'text': {
      const end = value.indexOf(0);
      return value.toString('utf8', 0, end < 0 ? value.length : end);
    }
    case 'button':
      return '';
  }
}

const yes = /^(yes|true|on|1)$/i;
const no = /^(no|false|off|0)$/i;

/** Null for a text that is no value of this type. Whether the device takes it is the device's to say. */
export function valueBytes(option: SaneOption, text: string): Buffer | null {
  const value = emptyValue(option);
  switch (option.type) {
    case 'switch':
      if (!yes.test(text) && !no.test(text)) return null;
      value.writeInt32LE(yes.test(text) ? 1 : 0);
      return value;
    case 'whole':
    case 'fixed': {
      const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
      if (numbers.length > value.length / wordBytes || numbers.some((one) => !isWord(option, one)))
        return null;
      numbers.forEach((one, at) => {
        value.writeInt32LE(option.type === 'fixed' ? Math.round(one * fixedOne) : one, at * wordBytes);
      });
      return value;
    }
    case 'text':
      if (Buffer.byteLength(text) >= value.length) return null;
      value.write(text);
      return value;
    case 'button':
      return value;
  }
}

/** The same value, however it is written: `300` and `300.0`, `on` and `yes`. */
export function isSameValue(option: SaneOption, one: string, other: string): boolean {
  const first = valueBytes(option, one);
  const second = valueBytes(option, other);
  if (!first || !second) return false;
  if (option.type !== 'fixed') return first.equals(second);
  // What is shown of a fixed number is rounded.
  return wordsOf(option, first).every((word, at) => Math.abs(word - (wordsOf(option, second)[at] ?? 0)) < 16);
}

function isWord(option: SaneOption, value: number): boolean {
  const word = option.type === 'fixed' ? Math.round(value * fixedOne) : value;
  return Number.isInteger(word) && word >= -(2 ** 31) && word < 2 ** 31;
}

function wordsOf(option: SaneOption, value: Buffer): number[] {
  const count = Math.max(1, Math.floor(option.size / wordBytes));
  return Array.from({ length: count }, (_, at) => value.readInt32LE(at * wordBytes));
}

/** Six digits, as scanimage has it: 12.1 is stored as 12.100006. */
function fixedNumber(word: number): number {
  return Number((word / fixedOne).toPrecision(6));
}
