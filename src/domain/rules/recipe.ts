import { type Recipe, type RecipeValue, recipeValues } from '../reading.ts';
import type { Page } from '../tree/records.ts';
import type { Setting } from '../units.ts';
import { stageVersions } from './cleanup.ts';

const unsure = <T>(value: T): Setting<T> => ({ value, by: 'auto', confidence: 0 });

/** Of a page nobody analysed yet: changes nothing, and gives way to whatever a machine finds. */
export const neutralRecipe: Recipe = {
  quarterTurn: unsure(0),
  corners: unsure(null),
  crop: unsure(null),
  skewDeg: unsure(0),
  tone: unsure('none'),
  bleed: unsure('keep'),
  borders: unsure('keep'),
  holes: unsure('keep'),
  specks: unsure('keep'),
  output: unsure('colour'),
  versions: {
    quarterTurn: 0,
    corners: 0,
    crop: 0,
    skewDeg: 0,
    tone: 0,
    bleed: 0,
    borders: 0,
    holes: 0,
    specks: 0,
    output: 0,
  },
};

/**
 * What a machine found, but for the values a person set. One that the machine kept for a person who has given it back
 * meanwhile is wanted by nobody: it waits for the machine to look again.
 */
export function keepManual(wanted: Recipe | null, found: Recipe): Recipe {
  if (wanted === null) return found;
  return recipeValues.reduce((recipe, value) => keepValue(recipe, wanted, value), found);
}

/** The machine may find the value anew; until it has, the one a person set stands. */
export function giveBack(recipe: Recipe, value: RecipeValue): Recipe {
  if (recipe[value].by === 'auto') return recipe;
  return withSetting(recipe, value, { ...recipe[value], by: 'auto', confidence: 0 }, 0);
}

/** Whether a value that a person had set waits for the machine to look again. */
export function isGivenBack(before: Recipe, after: Recipe): boolean {
  return recipeValues.some(
    (value) =>
      before[value].by === 'manual' &&
      after[value].by === 'auto' &&
      after[value].confidence === 0 &&
      after.versions[value] === 0,
  );
}

/** One value with its origin, and the version of the stage that found it. */
export function withSetting(
  recipe: Recipe,
  value: RecipeValue,
  setting: Setting<unknown>,
  version: number,
): Recipe {
  return { ...recipe, [value]: setting, versions: { ...recipe.versions, [value]: version } };
}

/** Whether a stage would look another way today at a value that no person set. Pages stay so until somebody asks. */
export function isOutdated({ recipe }: Page): boolean {
  return (
    recipe !== null &&
    recipeValues.some(
      (value) => recipe[value].by === 'auto' && recipe.versions[value] !== stageVersions[value],
    )
  );
}

function keepValue(recipe: Recipe, wanted: Recipe, value: RecipeValue): Recipe {
  if (wanted[value].by === 'manual') return { ...recipe, [value]: wanted[value] };
  if (recipe[value].by === 'auto') return recipe;
  return withSetting(recipe, value, wanted[value], wanted.versions[value]);
}
