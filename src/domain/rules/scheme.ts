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
  /** Retired if not: no type that is active has it, and it is kept for the bills that went by it. */
  readonly isActive: boolean;
}

/** A type of bill (单据类型): which numbers it has and how such bills are treated. */
export interface BillType {
  /** As the ERP calls it. */
  readonly code: string;
  readonly names: { readonly zh: string; readonly en: string };
  /** Numbers of the type begin with it; '' is every number no other type begins. */
  readonly numberPrefix: string;
  readonly schemeCode: string;
  /** Retired if not: no bill is given it any more, and those that have it keep it. */
  readonly isActive: boolean;
}

/** All schemes with the types of bills they are for. */
export interface SchemeBook {
  readonly schemes: readonly Scheme[];
  readonly billTypes: readonly BillType[];
}

export const usualCompare: CompareRules = { toleranceMinor: 0, compare: {} };
export const emptySchemeBook: SchemeBook = { schemes: [], billTypes: [] };

/** The type of a new bill by its number: the active one of the longest prefix. Null where none fits. */
export function billTypeOf(book: SchemeBook, billNumber: string | null): BillType | null {
  if (billNumber === null) return null;
  const fitting = book.billTypes.filter(
    ({ isActive, numberPrefix }) => isActive && billNumber.startsWith(numberPrefix),
  );
  return fitting.reduce<BillType | null>(
    (best, type) => (best === null || type.numberPrefix.length > best.numberPrefix.length ? type : best),
    null,
  );
}

/** What is known of a bill: its number, the type the ERP announced it with and the one it had until now, by their codes. */
export interface TypedBill {
  readonly number: string;
  readonly announced: string | null;
  readonly had: string | null;
}

/**
 * The type of a bill that may have one already: the one it was announced with, else a retired one it had and still fits,
 * else as a new bill. So retiring a type changes no bill.
 */
export function keptTypeOf(book: SchemeBook, { number, announced, had }: TypedBill): BillType | null {
  const mayHave = ({ code, isActive }: BillType) => isActive || code === had;
  const told = book.billTypes.find((type) => type.code === announced && mayHave(type));
  const retired = book.billTypes.find(
    ({ code, isActive, numberPrefix }) => code === had && !isActive && number.startsWith(numberPrefix),
  );
  return told ?? retired ?? billTypeOf(book, number);
}

/** The scheme of a type. Null where none is given: then bills are compared as usual and submitted by hand. */
export function schemeOfType(book: SchemeBook, type: BillType | null): Scheme | null {
  return type === null ? null : (book.schemes.find(({ code }) => code === type.schemeCode) ?? null);
}

/** The scheme of a new bill by its number. */
export function schemeOf(book: SchemeBook, billNumber: string | null): Scheme | null {
  return schemeOfType(book, billTypeOf(book, billNumber));
}

export interface SchemeFault {
  readonly at: 'scheme' | 'billType';
  readonly index: number;
  readonly reason: SchemeReason;
}

export const schemeReasons = [
  'CodeEmpty',
  'CodeDoubled',
  'PrefixDoubled',
  'SchemeUnknown',
  'SchemeRetired',
  'ToleranceBelowZero',
] as const;
export type SchemeReason = (typeof schemeReasons)[number];

/** The book as it is, or everything that is wrong with it: a new bill must have one type, and a type one scheme. */
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
  const retired = new Set(book.schemes.flatMap(({ code, isActive }) => (isActive ? [] : [code])));
  for (const [index, { code, numberPrefix, schemeCode, isActive }] of book.billTypes.entries()) {
    const add = (reason: SchemeFault['reason']) => faults.push({ at: 'billType', index, reason });
    if (code.trim() === '') add('CodeEmpty');
    if (types.has(code)) add('CodeDoubled');
    if (isActive && prefixes.has(numberPrefix)) add('PrefixDoubled');
    if (!codes.has(schemeCode)) add('SchemeUnknown');
    if (isActive && retired.has(schemeCode)) add('SchemeRetired');
    types.add(code);
    if (isActive) prefixes.add(numberPrefix);
  }
  const [first, ...others] = faults;
  return first === undefined ? ok(book) : err([first, ...others]);
}
