import { type Recipe, recipeValues } from '../reading.ts';
import { neutralRecipe, withSetting } from '../rules/recipe.ts';
import type { FieldChange, TreeDiff } from './diff.ts';
import { isSame } from './equal.ts';
import type { Page, Tree } from './records.ts';

/**
 * A diff whose changes of recipes are made for the recipes as they are now: only the values it changes count. What a
 * machine found since does not stand against what a person does; what another person set does, and is left to conflict.
 */
export function rebaseRecipes(tree: Tree, diff: TreeDiff): TreeDiff {
  const updated = diff.pages.updated.map((change) =>
    rebased(change, tree.pages.get(change.id)?.recipe ?? null),
  );
  return { ...diff, pages: { ...diff.pages, updated } };
}

function rebased(change: FieldChange<Page>, current: Recipe | null): FieldChange<Page> {
  const { from, to } = change;
  if (!current || from.recipe === undefined || to.recipe === undefined || isSame(current, from.recipe))
    return change;
  // Null: the page was not read yet. A value that goes back to it is for the machine to find.
  const recipe = recipeOn(current, from.recipe ?? neutralRecipe, to.recipe ?? neutralRecipe);
  if (recipe === null) return change;
  return { ...change, from: { ...from, recipe: current }, to: { ...to, recipe } };
}

/** Null where a value it changes is by now a person's other one. */
function recipeOn(current: Recipe, from: Recipe, to: Recipe): Recipe | null {
  let recipe = current;
  for (const value of recipeValues) {
    if (isSame(from[value], to[value])) continue;
    const isFree = current[value].by === 'auto' && from[value].by === 'auto';
    if (!isFree && !isSame(current[value], from[value])) return null;
    recipe = withSetting(recipe, value, to[value], to.versions[value]);
  }
  return recipe;
}
