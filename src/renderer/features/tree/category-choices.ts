import { type Category, nameIn } from '../../../domain/rules/categories.ts';
import type { Tree } from '../../../domain/tree/records.ts';

/** A category that documents can be filed under, as it is shown. */
export interface CategoryChoice {
  readonly code: string;
  readonly name: string;
  /** Used in the batch, and in no list: free text of before. */
  readonly isUnlisted: boolean;
  /** Chosen by this figure while nothing is typed. */
  readonly digit: number | null;
}

/** What can be chosen, in the order of the list; behind it what the batch uses besides. `typed` is sought in code and names. */
export function categoryChoices(
  categories: readonly Category[],
  used: ReadonlySet<string>,
  typed: string,
  tongue: keyof Category['names'],
): readonly CategoryChoice[] {
  const needle = typed.trim().toLowerCase();
  const listed = categories
    .filter(({ isActive }) => isActive)
    .map((category) => ({
      code: category.code,
      name: nameIn(category, tongue),
      words: [category.code, category.names.zh, category.names.en],
      isUnlisted: false,
    }));
  const known = new Set(categories.map(({ code }) => code));
  const unlisted = [...used]
    .filter((code) => !known.has(code))
    .sort((a, b) => a.localeCompare(b))
    .map((code) => ({ code, name: code, words: [code], isUnlisted: true }));
  return [...listed, ...unlisted]
    .filter(({ words }) => words.some((word) => word.toLowerCase().includes(needle)))
    .map(({ words: _words, ...choice }, at) => ({
      ...choice,
      digit: needle === '' && at < 9 ? at + 1 : null,
    }));
}

/** Codes that documents of the batch carry. */
export function usedCategories(tree: Tree | null): ReadonlySet<string> {
  return new Set([...(tree?.documents.values() ?? [])].flatMap(({ category }) => category ?? []));
}
