import {
  type Category,
  type CategoryFault,
  checkCategories,
  isSameList,
  type MergedCategories,
  mergeCategories,
} from '../../../domain/rules/categories.ts';

/* The list as it is being changed in the settings. Nothing of it is in force until it is saved. */

export interface CategoryRow {
  /** Names the row for as long as it is shown, whatever is typed into it. */
  readonly key: number;
  readonly category: Category;
  /** Not saved yet: its code can still be changed, and it can be taken out again. */
  readonly isNew: boolean;
}

export interface CategoryDraft {
  /** The list it was made from. */
  readonly known: readonly Category[];
  readonly rows: readonly CategoryRow[];
  readonly nextKey: number;
}

export function draftOf(known: readonly Category[]): CategoryDraft {
  const rows = known.map((category, key) => ({ key, category, isNew: false }));
  return { known, rows, nextKey: rows.length };
}

export function categoriesOf(draft: CategoryDraft): readonly Category[] {
  return draft.rows.map(({ category }) => category);
}

export function isChanged(draft: CategoryDraft): boolean {
  return !isSameList(draft.known, categoriesOf(draft));
}

/** With an empty row at the end. */
export function withNewRow(draft: CategoryDraft): CategoryDraft {
  const category: Category = { code: '', names: { zh: '', en: '' }, isActive: true };
  const row = { key: draft.nextKey, category, isNew: true };
  return { ...draft, rows: [...draft.rows, row], nextKey: draft.nextKey + 1 };
}

export function withChange(draft: CategoryDraft, key: number, category: Category): CategoryDraft {
  const rows = draft.rows.map((row) => (row.key === key ? { ...row, category } : row));
  return { ...draft, rows };
}

/** Without a row that was never saved. */
export function withoutRow(draft: CategoryDraft, key: number): CategoryDraft {
  return { ...draft, rows: draft.rows.filter((row) => row.key !== key || !row.isNew) };
}

/** One place up or down; at the end of the list nothing happens. */
export function withMove(draft: CategoryDraft, key: number, by: -1 | 1): CategoryDraft {
  const at = draft.rows.findIndex((row) => row.key === key);
  const row = draft.rows[at];
  const other = draft.rows[at + by];
  if (!row || !other) return draft;
  const rows = draft.rows.with(at, other).with(at + by, row);
  return { ...draft, rows };
}

/** With what came from a file over what is there, and how much that was. */
export function withFile(
  draft: CategoryDraft,
  came: readonly Category[],
): { draft: CategoryDraft; merged: MergedCategories } {
  const filled = draft.rows.filter(({ category }) => !isEmpty(category));
  const merged = mergeCategories(
    filled.map(({ category }) => category),
    came,
  );
  const saved = new Set(draft.known.map(({ code }) => code));
  const rows = merged.categories.map((category, at) => ({
    key: draft.nextKey + at,
    category,
    isNew: !saved.has(category.code),
  }));
  return { draft: { ...draft, rows, nextKey: draft.nextKey + rows.length }, merged };
}

/** By the key of the row. A row nobody has filled in yet is not blamed for it before `blamesEmpty`. */
export function faultsOf(
  draft: CategoryDraft,
  blamesEmpty: boolean,
): ReadonlyMap<number, readonly CategoryFault[]> {
  const checked = checkCategories(categoriesOf(draft));
  if (checked.ok) return new Map();
  const told = checked.error.filter(
    ({ reason }) => blamesEmpty || (reason !== 'CodeEmpty' && reason !== 'NameMissing'),
  );
  return new Map(
    draft.rows.flatMap(({ key }, index) => {
      const own = told.filter((fault) => fault.index === index);
      return own.length > 0 ? [[key, own] as const] : [];
    }),
  );
}

function isEmpty({ code, names }: Category): boolean {
  return `${code}${names.zh}${names.en}`.trim() === '';
}
