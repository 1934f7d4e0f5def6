import {
  type BillType,
  checkSchemes,
  type Scheme,
  type SchemeBook,
  type SchemeReason,
} from '../../../domain/rules/scheme.ts';
import { schemeChanges } from '../../../domain/rules/scheme-changes.ts';
import { overlaid, rebased } from '../../../domain/rules/scheme-merge.ts';

/* The book as it is being changed in the settings. Nothing of it is in force until it is saved. */

export interface SchemeDraft {
  /** The book it was made from; entries of it come first in `book`, in the same order. */
  readonly known: SchemeBook;
  readonly revision: number;
  readonly book: SchemeBook;
  /** Another one when rows are others than before at their places: fields are then drawn anew. */
  readonly generation: number;
}

export function draftOf(known: SchemeBook, revision: number): SchemeDraft {
  return { known, revision, book: known, generation: revision };
}

/** As it would be saved: without blanks around codes and names. */
export function bookOf({ book }: SchemeDraft): SchemeBook {
  return {
    schemes: book.schemes.map((scheme) => ({ ...scheme, ...tidy(scheme) })),
    billTypes: book.billTypes.map((type) => ({
      ...type,
      ...tidy(type),
      numberPrefix: type.numberPrefix.trim(),
      schemeCode: type.schemeCode.trim(),
    })),
  };
}

function tidy({ code, names: { zh, en } }: Scheme | BillType) {
  return { code: code.trim(), names: { zh: zh.trim(), en: en.trim() } };
}

export function isChanged({ known, book }: SchemeDraft): boolean {
  return schemeChanges(known, book).length > 0;
}

/** One that was saved keeps its code and is retired, not taken out. */
export function isSaved(draft: SchemeDraft, list: keyof SchemeBook, at: number): boolean {
  return at < draft.known[list].length;
}

const names = { zh: '', en: '' };
const newScheme: Scheme = {
  code: '',
  names,
  submit: 'manual',
  cover: 'needed',
  toleranceMinor: 0,
  compare: {},
  isActive: true,
};

export function withNewScheme(draft: SchemeDraft): SchemeDraft {
  return withBook(draft, { schemes: [...draft.book.schemes, newScheme] });
}

export function withNewType(draft: SchemeDraft): SchemeDraft {
  const schemeCode = draft.book.schemes.find(({ isActive }) => isActive)?.code ?? '';
  const type: BillType = { code: '', names, numberPrefix: '', schemeCode, isActive: true };
  return withBook(draft, { billTypes: [...draft.book.billTypes, type] });
}

/** Types follow a scheme whose code is still being typed. */
export function withScheme(draft: SchemeDraft, at: number, scheme: Scheme): SchemeDraft {
  const former = draft.book.schemes[at]?.code ?? '';
  const isOnly = draft.book.schemes.filter(({ code }) => code === former).length === 1;
  const billTypes = draft.book.billTypes.map((type) =>
    isOnly && type.schemeCode === former ? { ...type, schemeCode: scheme.code } : type,
  );
  return withBook(draft, { schemes: draft.book.schemes.with(at, scheme), billTypes });
}

export function withType(draft: SchemeDraft, at: number, type: BillType): SchemeDraft {
  return withBook(draft, { billTypes: draft.book.billTypes.with(at, type) });
}

/** Without a row that was never saved. */
export function withoutRow(draft: SchemeDraft, list: keyof SchemeBook, at: number): SchemeDraft {
  if (isSaved(draft, list, at)) return draft;
  const book = { ...draft.book, [list]: draft.book[list].toSpliced(at, 1) };
  return { ...draft, book, generation: draft.generation + 1 };
}

/** With what came from a file over what is there. */
export function withFile(draft: SchemeDraft, came: SchemeBook): SchemeDraft {
  return { ...draft, book: overlaid(draft.book, came), generation: draft.generation + 1 };
}

/** The same changes on a book that somebody else changed meanwhile, and the codes both changed. */
export function onNewBook(draft: SchemeDraft, now: SchemeBook, revision: number) {
  const { book, clashes } = rebased(draft.known, draft.book, now);
  return { draft: { known: now, revision, book, generation: draft.generation + 1 }, clashes };
}

/** By list and place. A row nobody has given a code yet is not blamed for it before `blamesEmpty`. */
export function faultsOf(
  draft: SchemeDraft,
  blamesEmpty: boolean,
): ReadonlyMap<string, readonly SchemeReason[]> {
  const checked = checkSchemes(bookOf(draft));
  const faults = new Map<string, SchemeReason[]>();
  for (const { at, index, reason } of checked.ok ? [] : checked.error) {
    if (reason === 'CodeEmpty' && !blamesEmpty) continue;
    const key = faultKey(at, index);
    faults.set(key, [...(faults.get(key) ?? []), reason]);
  }
  return faults;
}

export function faultKey(at: 'scheme' | 'billType', index: number): string {
  return `${at} ${index}`;
}

function withBook(draft: SchemeDraft, change: Partial<SchemeBook>): SchemeDraft {
  return { ...draft, book: { ...draft.book, ...change } };
}
