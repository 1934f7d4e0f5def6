import {
  type Quality,
  type Recipe,
  type RecipeSettings,
  type RecipeValue,
  type RecipeValues,
  recipeValues,
} from '../domain/reading.ts';
import { type CleanupPlan, stageVersions } from '../domain/rules/cleanup.ts';
import { neutralRecipe } from '../domain/rules/recipe.ts';
import type { Setting } from '../domain/units.ts';
import type { DecodedPage } from './decode/decode-page.ts';
import { measureQuality } from './measure-quality.ts';
import type { Stage } from './stage.ts';
import { stages } from './stages.ts';
import { type PageView, viewPage } from './view.ts';

export interface PageAnalysis {
  readonly recipe: Recipe;
  readonly quality: Quality;
}

/**
 * The stages in their order, all on the reduction, then the measures. What a person set in `wanted` is kept, and
 * everything after it is computed under it. A stage that is not sure leaves the page as it is and says so by its
 * confidence.
 */
export function analysePage(page: DecodedPage, wanted: Recipe | null, plan: CleanupPlan): PageAnalysis {
  const view = viewPage(page, wanted?.crop ?? null);
  let recipe: Recipe = { ...neutralRecipe, versions: stageVersions };
  for (const value of recipeValues) recipe = decide(value, view, recipe, wanted, plan);
  return { recipe, quality: measureQuality(view) };
}

function decide<V extends RecipeValue>(
  value: V,
  view: PageView,
  recipe: Recipe,
  wanted: Recipe | null,
  plan: CleanupPlan,
): Recipe {
  const settings: RecipeSettings | null = wanted;
  const set: Setting<RecipeValues[V]> | undefined = settings?.[value];
  if (set?.by === 'manual') return { ...recipe, [value]: set };
  const stage: Stage<V> = stages[value];
  const forced = stage.forced(plan);
  const found = forced === null ? stage.find(view, recipe, plan) : { value: forced, confidence: 1 };
  return { ...recipe, [value]: { ...found, by: 'auto' } };
}
