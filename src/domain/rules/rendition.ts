import { type Recipe, recipeValues } from '../reading.ts';
import { isSame } from '../tree/equal.ts';
import type { Page } from '../tree/records.ts';

/** Whether two recipes make the same pixels, whoever set their values. */
export function isSameOutcome(a: Recipe, b: Recipe): boolean {
  // Asked of every page whenever a batch is opened, and of nearly all of them it is one and the same recipe.
  return a === b || recipeValues.every((value) => isSame(a[value].value, b[value].value));
}

/** Read, and its rendition shows what its recipe asks for: nothing is owed to it any more. */
export function isPageReady(page: Page): boolean {
  const { reading, recipe, rendition } = page;
  return reading !== null && recipe !== null && rendition !== null && isSameOutcome(rendition.recipe, recipe);
}
