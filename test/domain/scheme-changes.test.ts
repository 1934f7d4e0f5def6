import { expect, it } from 'vitest';
import type { Scheme, SchemeBook } from '../../src/domain/rules/scheme.ts';
import { schemeChanges } from '../../src/domain/rules/scheme-changes.ts';

const names = { zh: '差旅', en: 'Travel' };
const scheme: Scheme = {
  code: 'a',
  names,
  submit: 'manual',
  cover: 'needed',
  toleranceMinor: 0,
  compare: { vat: 'net' },
  isActive: true,
};
const billType = { code: 'travel', names, numberPrefix: 'CL-', schemeCode: 'a', isActive: true };

it('MATCH-45 what changed from one book to the next is told by code', () => {
  const before: SchemeBook = {
    schemes: [scheme, { ...scheme, code: 'b' }],
    billTypes: [billType, { ...billType, code: 'gone', numberPrefix: 'G-' }],
  };
  const after: SchemeBook = {
    schemes: [
      { ...scheme, code: 'c' },
      { ...scheme, code: 'b', isActive: false },
      // The same again, its parts in another order.
      Object.fromEntries(Object.entries(scheme).reverse()) as unknown as Scheme,
    ],
    billTypes: [{ ...billType, names: { ...names, en: 'Trips' } }],
  };
  expect(schemeChanges(before, after)).toEqual([
    { what: 'scheme', code: 'c', how: 'added' },
    { what: 'scheme', code: 'b', how: 'retired' },
    { what: 'billType', code: 'travel', how: 'changed' },
    { what: 'billType', code: 'gone', how: 'removed' },
  ]);
  expect(schemeChanges(after, before).map(({ how }) => how)).toEqual([
    'activated',
    'removed',
    'changed',
    'added',
  ]);
  const amounts = { ...before, schemes: before.schemes.with(0, { ...scheme, compare: { vat: 'gross' } }) };
  expect(schemeChanges(before, amounts)).toEqual([{ what: 'scheme', code: 'a', how: 'changed' }]);
  expect(schemeChanges(before, before)).toEqual([]);
});
