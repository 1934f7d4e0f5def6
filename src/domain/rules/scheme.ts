import { err, ok, type Result } from '../result.ts';
import type { MinorUnits } from '../units.ts';
import type { InvoiceFamily } from './invoice-family.ts';

/** Which amounts are put side by side. `stated`: each that both sides state, first the one the paper carries. */
export const comparedAmounts = ['stated', 'net', 'gross', 'none'] as const;
export type ComparedAmount = (typeof comparedAmounts)[number];

/** What of a scheme bears on a verdict. */
export interface CompareRules {
  /** How far two amounts may be apart and still agree. */
  readonly toleranceMinor: MinorUnits;
  /** A family that is not named is compared as stated. */
  readonly compare: Readonly<Partial<Record<InvoiceFamily, ComparedAmount>>>;
}

/** How bills of a type are matched and submitted (影像方案). */
export interface Scheme extends CompareRules {
  readonly code: string;
  readonly names: { readonly zh: string; readonly en: string };
  /** After everything matched: handed to the ERP at once (签收完成后自动提交), or by a person (手工提交). */
  readonly submit: 'automatic' | 'manual';
  readonly cover: 'needed' | 'not-needed';
}

/** A type of bill (单据类型): which numbers it has and how such bills are treated. */
export interface BillType {
  /** As the ERP calls it. */
  readonly code: string;
  readonly names: { readonly zh: string; readonly en: string };
  /** Numbers of the type begin with it; '' is every number no other type begins. */
  readonly numberPrefix: string;
  readonly schemeCode: string;
}

/** All schemes with the types of bills they are for. */
export interface SchemeBook {
  readonly schemes: readonly Scheme[];
  readonly billTypes: readonly BillType[];
}

export const usualCompare: CompareRules = { toleranceMinor: 0, compare: {} };
export const emptySchemeBook: SchemeBook = { schemes: [], billTypes: [] };

/** The type of a bill by its number: that of the longest prefix. Null where none fits. */
export function billTypeOf(book: SchemeBook, billNumber: string | null): BillType | null {
  if (billNumber === null) return null;
  const fitting = book.billTypes.filter(({ numberPrefix }) => billNumber.startsWith(numberPrefix));
  return fitting.reduce<BillType | null>(
    (best, type) => (best === null || type.numberPrefix.length > best.numberPrefix.length ? type : best),
    null,
  );
}

/** The scheme of a bill. Null where none is given for its type: then bills are compared as usual and submitted by hand. */
export function schemeOf(book: SchemeBook, billNumber: string | null): Scheme | null {
  const type = billTypeOf(book, billNumber);
  return type === null ? null : (book.schemes.find(({ code }) => code === type.schemeCode) ?? null);
}

export interface SchemeFault {
  readonly at: 'scheme' | 'billType';
  readonly index: number;
  readonly reason: 'CodeEmpty' | 'CodeDoubled' | 'PrefixDoubled' | 'SchemeUnknown' | 'ToleranceBelowZero';
}

/** The book as it is, or everything that is wrong with it: a bill must have one type, and a type one scheme. */
export function checkSchemes(book: SchemeBook): Result<SchemeBook, readonly [SchemeFault, ...SchemeFault[]]> {
  const faults: SchemeFault[] = [];
  const codes = new Set<string>();
  for (const [index, { code, toleranceMinor }] of book.schemes.entries()) {
    const add = (reason: SchemeFault['reason']) => faults.push({ at: 'scheme', index, reason });
    if (code.trim() === '') add('CodeEmpty');
    if (codes.has(code)) add('CodeDoubled');
    if (toleranceMinor < 0) add('ToleranceBelowZero');
    codes.add(code);
  }
  const types = new Set<string>();
  const prefixes = new Set<string>();
  for (const [index, { code, numberPrefix, schemeCode }] of book.billTypes.entries()) {
    const add = (reason: SchemeFault['reason']) => faults.push({ at: 'billType', index, reason });
    if (code.trim() === '') add('CodeEmpty');
    if (types.has(code)) add('CodeDoubled');
    if (prefixes.has(numberPrefix)) add('PrefixDoubled');
    if (!codes.has(schemeCode)) add('SchemeUnknown');
    types.add(code);
    prefixes.add(numberPrefix);
  }
  const [first, ...others] = faults;
  return first === undefined ? ok(book) : err([first, ...others]);
}
