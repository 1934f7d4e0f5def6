import type { Recipe, RecipeValue, RecipeValues } from '../domain/reading.ts';
import type { CleanupPlan } from '../domain/rules/cleanup.ts';
import type { PageView } from './view.ts';

export interface Found<T> {
  readonly value: T;
  /** 0 to 1; a stage that is not sure answers the value that leaves the page as it is. */
  readonly confidence: number;
}

/**
 * One stage of the cleanup: decides one value of the recipe. `recipe` holds the values before it in the order of
 * `recipeValues`; those after it are not decided yet. Its version stands in `stageVersions`.
 */
export interface Stage<V extends RecipeValue> {
  find(view: PageView, recipe: Recipe, plan: CleanupPlan): Found<RecipeValues[V]>;
  /** What the plan wants instead of looking; null: it wants the stage to look. */
  forced(plan: CleanupPlan): RecipeValues[V] | null;
  /** Leaves the page as it is. */
  readonly neutral: RecipeValues[V];
}
