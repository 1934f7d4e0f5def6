import { type Recipe, type RecipeValue, recipeValues } from '../reading.ts';
import type { Setting } from '../units.ts';

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

/** What a machine found, but for the values a person set. */
export function keepManual(wanted: Recipe | null, found: Recipe): Recipe {
  if (wanted === null) return found;
  return recipeValues.reduce((recipe, value) => keepValue(recipe, wanted, value), found);
}

function keepValue<V extends RecipeValue>(recipe: Recipe, wanted: Recipe, value: V): Recipe {
  return wanted[value].by === 'manual' ? { ...recipe, [value]: wanted[value] } : recipe;
}
