import { expect, it } from 'vitest';
import type { Scheme, SchemeBook } from '../../src/domain/rules/scheme.ts';
import { overlaid, rebased } from '../../src/domain/rules/scheme-merge.ts';

const scheme = (code: string, toleranceMinor = 0): Scheme => ({
  code,
  names: { zh: code, en: code },
  submit: 'manual',
  cover: 'needed',
  toleranceMinor,
  compare: {},
  isActive: true,
});
const book = (...schemes: Scheme[]): SchemeBook => ({ schemes, billTypes: [] });

it('MATCH-54 what came takes its place by code, and what did not come stays', () => {
  const known = book(scheme('a'), scheme('b'));
  expect(overlaid(known, book(scheme('c'), scheme('b', 7)))).toEqual(
    book(scheme('a'), scheme('b', 7), scheme('c')),
  );
});

it('MATCH-53 changes are laid over a book that changed meanwhile; what both changed is named', () => {
  const base = book(scheme('a'), scheme('b'), scheme('c'));
  const mine = book(scheme('a', 1), scheme('b', 2), scheme('c', 3), scheme('mine'));
  const now = book(scheme('a', 9), scheme('b', 2), scheme('c'), scheme('theirs'));
  expect(rebased(base, mine, now)).toEqual({
    book: book(scheme('a', 1), scheme('b', 2), scheme('c', 3), scheme('theirs'), scheme('mine')),
    clashes: ['a'],
  });
  // Both came by the same new code.
  expect(
    rebased(base, book(...base.schemes, scheme('new', 1)), book(...base.schemes, scheme('new', 2))),
  ).toEqual({
    book: book(...base.schemes, scheme('new', 1)),
    clashes: ['new'],
  });
  expect(rebased(base, base, now)).toEqual({ book: now, clashes: [] });
});
