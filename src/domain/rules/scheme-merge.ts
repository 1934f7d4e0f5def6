import type { SchemeBook } from './scheme.ts';
import { isSameEntry } from './scheme-changes.ts';

interface Entry {
  readonly code: string;
}

/** The entries that came over those known, by code: known ones keep their place, new ones follow, none is lost. */
export function overlaid(known: SchemeBook, came: SchemeBook): SchemeBook {
  return {
    schemes: overlaidList(known.schemes, came.schemes),
    billTypes: overlaidList(known.billTypes, came.billTypes),
  };
}

/**
 * What was changed from `base` to `mine`, laid over the book as it is `now`. Codes of `clashes` were changed on both sides,
 * and otherwise: mine stand in the book, to be looked at.
 */
export function rebased(
  base: SchemeBook,
  mine: SchemeBook,
  now: SchemeBook,
): { readonly book: SchemeBook; readonly clashes: readonly string[] } {
  const schemes = rebasedList(base.schemes, mine.schemes, now.schemes);
  const billTypes = rebasedList(base.billTypes, mine.billTypes, now.billTypes);
  return {
    book: { schemes: schemes.list, billTypes: billTypes.list },
    clashes: [...schemes.clashes, ...billTypes.clashes],
  };
}

function overlaidList<E extends Entry>(known: readonly E[], came: readonly E[]): readonly E[] {
  const cameBy = new Map(came.map((entry) => [entry.code, entry]));
  const codes = new Set(known.map(({ code }) => code));
  return [
    ...known.map((entry) => cameBy.get(entry.code) ?? entry),
    ...came.filter(({ code }) => !codes.has(code)),
  ];
}

function rebasedList<E extends Entry>(base: readonly E[], mine: readonly E[], now: readonly E[]) {
  const by = (list: readonly E[]) => new Map(list.map((entry) => [entry.code, entry]));
  const [before, there] = [by(base), by(now)];
  const changed = mine.filter((entry) => !isSameEntry(before.get(entry.code), entry));
  const clashes = changed.flatMap((entry) => {
    const other = there.get(entry.code);
    const isTheirs = other !== undefined && !isSameEntry(before.get(entry.code), other);
    return isTheirs && !isSameEntry(other, entry) ? [entry.code] : [];
  });
  return { list: overlaidList(now, changed), clashes };
}
