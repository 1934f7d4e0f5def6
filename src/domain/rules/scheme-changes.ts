import type { SchemeBook } from './scheme.ts';

/** What became of one scheme or bill type. */
export interface SchemeChange {
  readonly what: 'scheme' | 'billType';
  readonly code: string;
  readonly how: 'added' | 'changed' | 'retired' | 'activated' | 'removed';
}

interface Entry {
  readonly code: string;
  readonly isActive: boolean;
}

/** From one book to the next: schemes first, each list in the order of the later book, then what is gone. */
export function schemeChanges(before: SchemeBook, after: SchemeBook): readonly SchemeChange[] {
  return [
    ...changesOf('scheme', before.schemes, after.schemes),
    ...changesOf('billType', before.billTypes, after.billTypes),
  ];
}

function changesOf<E extends Entry>(
  what: SchemeChange['what'],
  before: readonly E[],
  after: readonly E[],
): readonly SchemeChange[] {
  const known = new Map(before.map((entry) => [entry.code, entry]));
  const codes = new Set(after.map(({ code }) => code));
  const came = after.flatMap((entry): SchemeChange[] => {
    const how = howOf(known.get(entry.code), entry);
    return how === null ? [] : [{ what, code: entry.code, how }];
  });
  const gone = before.flatMap(({ code }): SchemeChange[] =>
    codes.has(code) ? [] : [{ what, code, how: 'removed' }],
  );
  return [...came, ...gone];
}

function howOf(before: Entry | undefined, after: Entry): SchemeChange['how'] | null {
  if (before === undefined) return 'added';
  if (before.isActive !== after.isActive) return after.isActive ? 'activated' : 'retired';
  return isSameEntry(before, after) ? null : 'changed';
}

/** Entries are plain values a few levels deep; the order of their parts says nothing. */
export function isSameEntry(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), new Map(Object.entries(b))];
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && isSameEntry(value, right.get(key)))
  );
}
