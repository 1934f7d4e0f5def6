import { err, ok, type Result } from '../result.ts';

/* Attachment categories (附件自定义分类). The order of a list is the order in which they are offered. */

export interface Category {
  /** What documents carry and the service is told; it stays when the names change. */
  readonly code: string;
  /** One of them may be empty: the other stands for it. */
  readonly names: { readonly zh: string; readonly en: string };
  /** No longer offered if not; documents that have it keep it and show its name. */
  readonly isActive: boolean;
}

/** The list in force. `service`: the match service keeps it for all stations, and it is only looked at here. */
export interface CategoryList {
  readonly by: 'station' | 'service';
  readonly categories: readonly Category[];
}

export const categoryLimits = { categories: 200, codeLength: 50, nameLength: 40 } as const;

export const categoryFields = ['code', 'zh', 'en'] as const;
export type CategoryField = (typeof categoryFields)[number];

export const categoryReasons = [
  'CodeEmpty',
  'CodeTooLong',
  'CodeCharacters',
  'CodeTaken',
  'NameMissing',
  'NameTooLong',
  'NameCharacters',
  'TooMany',
] as const;
export type CategoryReason = (typeof categoryReasons)[number];

/** What is wrong with one field of the category at this place of the list. */
export interface CategoryFault {
  readonly index: number;
  readonly field: CategoryField;
  readonly reason: CategoryReason;
}

// Begins with a letter or figure of any script, so that no code is a formula or a path.
const codePattern = /^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u;
// Controls, invisible marks that turn text about, halves of characters, separators of lines.
const unseen = /[\p{C}\p{Zl}\p{Zp}]/u;

/** Without blanks around code and names. */
export function tidyCategory({ code, names, isActive }: Category): Category {
  return { code: code.trim(), names: { zh: names.zh.trim(), en: names.en.trim() }, isActive };
}

/** The list as it is kept, or everything that is wrong with it. */
export function checkCategories(
  list: readonly Category[],
): Result<readonly Category[], readonly CategoryFault[]> {
  const tidy = list.map(tidyCategory);
  const firstOf = new Map<string, number>();
  const faults = tidy.flatMap((category, index): CategoryFault[] => {
    const key = codeKey(category.code);
    const isTaken = key !== '' && firstOf.has(key);
    if (!isTaken) firstOf.set(key, index);
    return faultsOf(category, index, isTaken);
  });
  if (tidy.length > categoryLimits.categories)
    faults.push({ index: categoryLimits.categories, field: 'code', reason: 'TooMany' });
  return faults.length > 0 ? err(faults) : ok(tidy);
}

function faultsOf({ code, names }: Category, index: number, isTaken: boolean): CategoryFault[] {
  const faults: CategoryFault[] = [];
  const blame = (field: CategoryField, reason: CategoryReason) => faults.push({ index, field, reason });
  if (code === '') blame('code', 'CodeEmpty');
  else if (code.length > categoryLimits.codeLength) blame('code', 'CodeTooLong');
  else if (!codePattern.test(code)) blame('code', 'CodeCharacters');
  else if (isTaken) blame('code', 'CodeTaken');
  if (names.zh === '' && names.en === '') blame('zh', 'NameMissing');
  for (const field of ['zh', 'en'] as const) {
    if (names[field].length > categoryLimits.nameLength) blame(field, 'NameTooLong');
    else if (unseen.test(names[field])) blame(field, 'NameCharacters');
  }
  return faults;
}

/** Codes that differ in case only are one: on paper and by ear nobody tells them apart. */
export function codeKey(code: string): string {
  return code.trim().toLowerCase();
}

/** The name to show for a code; a code that is in no list is shown as it is. */
export function categoryName(list: readonly Category[], code: string, language: 'zh' | 'en'): string {
  const found = list.find((category) => category.code === code);
  return found ? nameIn(found, language) : code;
}

/** In the language, else in the other. */
export function nameIn({ names }: Category, language: 'zh' | 'en'): string {
  return names[language] || names[language === 'zh' ? 'en' : 'zh'];
}

export interface MergedCategories {
  readonly categories: readonly Category[];
  readonly added: number;
  readonly changed: number;
  /** Not among those that came; they stay, behind them. */
  readonly kept: number;
}

/** Those that came, in their order, over those known; a known one keeps its spelling of the code. */
export function mergeCategories(known: readonly Category[], came: readonly Category[]): MergedCategories {
  const knownBy = new Map(known.map((category) => [codeKey(category.code), category]));
  const first = came.map((category) => ({
    ...category,
    code: knownBy.get(codeKey(category.code))?.code ?? category.code,
  }));
  const codes = new Set(first.map(({ code }) => codeKey(code)));
  const kept = known.filter(({ code }) => !codes.has(codeKey(code)));
  const changed = first.filter((category) => {
    const before = knownBy.get(codeKey(category.code));
    return before !== undefined && !isSameCategory(before, category);
  }).length;
  return {
    categories: [...first, ...kept],
    added: first.length + kept.length - known.length,
    changed,
    kept: kept.length,
  };
}

export function isSameCategory(a: Category, b: Category): boolean {
  return (
    a.code === b.code && a.names.zh === b.names.zh && a.names.en === b.names.en && a.isActive === b.isActive
  );
}

export function isSameList(a: readonly Category[], b: readonly Category[]): boolean {
  return (
    a.length === b.length &&
    a.every((category, index) => {
      const other = b[index];
      return other !== undefined && isSameCategory(category, other);
    })
  );
}
