import { expect, it } from 'vitest';
import { schemeBook } from '../../src/contract/matching-shapes.ts';
import { problemsOf } from '../../src/domain/rules/check.ts';
import { coverlessFor, usualGate } from '../../src/domain/rules/gate.ts';
import {
  billTypeOf,
  checkSchemes,
  emptySchemeBook,
  keptTypeOf,
  type Scheme,
  type SchemeBook,
  schemeOf,
} from '../../src/domain/rules/scheme.ts';
import { batch, bill, invoice } from './builders.ts';

const names = { zh: '差旅', en: 'Travel' };
const scheme = (code: string, more: Partial<Scheme> = {}): Scheme => ({
  code,
  names,
  submit: 'manual',
  cover: 'needed',
  toleranceMinor: 0,
  compare: {},
  isActive: true,
  ...more,
});
const type = (code: string, numberPrefix: string, schemeCode: string) => ({
  code,
  names,
  numberPrefix,
  schemeCode,
  isActive: true,
});
const book: SchemeBook = {
  schemes: [
    scheme('strict'),
    scheme('loose', { cover: 'not-needed', submit: 'automatic', toleranceMinor: 5 }),
  ],
  billTypes: [type('any', '', 'strict'), type('travel', 'CL-', 'loose'), type('audit', 'CL-9', 'strict')],
};

it('MATCH-40 the longest beginning of a bill number says its type, and that its scheme', () => {
  expect(schemeOf(book, 'CL-2026-1')?.code).toBe('loose');
  expect(schemeOf(book, 'CL-9-1')?.code).toBe('strict');
  expect(billTypeOf(book, 'XX-1')?.code).toBe('any');
  expect(schemeOf(book, null)).toBeNull();
  expect(schemeOf({ ...book, billTypes: book.billTypes.slice(1) }, 'XX-1')).toBeNull();
  expect(schemeOf(emptySchemeBook, 'CL-1')).toBeNull();
});

it('MATCH-41 a book in which a bill could have two types or none of its schemes is refused with every fault', () => {
  expect(checkSchemes(book)).toEqual({ ok: true, value: book });
  const wrong: SchemeBook = {
    schemes: [scheme('a'), scheme('a', { toleranceMinor: -1 }), scheme(' ')],
    billTypes: [type('t', 'CL-', 'a'), type('t', 'CL-', 'b')],
  };
  const checked = checkSchemes(wrong);
  expect(checked.ok ? [] : checked.error.map(({ at, index, reason }) => `${at} ${index} ${reason}`)).toEqual([
    'scheme 1 CodeDoubled',
    'scheme 1 ToleranceBelowZero',
    'scheme 2 CodeEmpty',
    'billType 1 CodeDoubled',
    'billType 1 PrefixDoubled',
    'billType 1 SchemeUnknown',
  ]);
  expect(schemeBook.parse(JSON.parse(JSON.stringify(book)))).toEqual(book);
  const retired: SchemeBook = {
    schemes: [scheme('a', { isActive: false }), scheme('b')],
    billTypes: [
      type('t', 'CL-', 'a'),
      { ...type('old', 'CL-', 'a'), isActive: false },
      type('new', 'XX-', 'b'),
    ],
  };
  expect(checkSchemes(retired)).toEqual({
    ok: false,
    error: [{ at: 'billType', index: 0, reason: 'SchemeRetired' }],
  });
  const amounts = { ...book, schemes: [{ ...scheme('a'), compare: { vat: 'brutto' } }] };
  expect(schemeBook.safeParse(amounts).success).toBe(false);
});

it('MATCH-46 a retired type goes to no new bill, and stays with the bills that had it while their number fits', () => {
  const [any, travel, audit] = book.billTypes;
  if (!any || !travel || !audit) throw new Error('the book has three types');
  const retired: SchemeBook = { ...book, billTypes: [any, { ...travel, isActive: false }, audit] };
  expect(billTypeOf(retired, 'CL-2026-1')?.code).toBe('any');
  const bill = { number: 'CL-2026-1', announced: null, had: 'travel' };
  expect(keptTypeOf(retired, bill)?.code).toBe('travel');
  expect(keptTypeOf(retired, { ...bill, had: 'any' })?.code).toBe('any');
  expect(keptTypeOf(retired, { ...bill, number: 'XX-1' })?.code).toBe('any');
  expect(keptTypeOf(retired, { ...bill, announced: 'audit' })?.code).toBe('audit');
  // Announced with a retired type: it has it only if it had it before.
  expect(keptTypeOf(retired, { ...bill, number: 'XX-1', announced: 'travel' })?.code).toBe('travel');
  expect(keptTypeOf(retired, { number: 'XX-1', announced: 'travel', had: null })?.code).toBe('any');
});

it('MATCH-42 the scheme says whether a bill needs a cover; without one the station does', () => {
  const facts = { ...usualGate, schemes: book };
  expect(coverlessFor(facts, 'CL-1')).toBe('allowed');
  expect(coverlessFor(facts, 'CL-9')).toBe('refused');
  expect(coverlessFor({ ...facts, coverless: 'allowed' }, 'CL-9')).toBe('refused');
  expect(coverlessFor({ ...usualGate, coverless: 'allowed' }, 'CL-9')).toBe('allowed');
  const tree = batch(bill('CL-1', invoice()), bill('CL-9', invoice({ number: '26317000000000000002' })));
  const lacking = (given: typeof facts) =>
    problemsOf(tree, null, given).flatMap((problem) =>
      problem.type === 'CoverMissing' ? problem.billId : [],
    );
  expect(lacking(facts)).toEqual([[...tree.bills.values()][1]?.id]);
  expect(lacking(usualGate)).toHaveLength(2);
});
