import type { Reading, Recipe } from '../../domain/reading.ts';
import { neutralRecipe } from '../../domain/rules/recipe.ts';
import type { Changes, FieldChange, TreeDiff } from '../../domain/tree/diff.ts';
import type { Page } from '../../domain/tree/records.ts';

/** What step 70 gave the pages of the store, for the steps of the undo history that were written before it. */
export function filledDiff(diff: TreeDiff): TreeDiff {
  return { ...diff, pages: filledPages(diff.pages) };
}

function filledPages({ added, updated, removed }: Changes<Page>): Changes<Page> {
  return {
    added: added.map(filledPage),
    updated: updated.map(filledChange),
    removed: removed.map(filledPage),
  };
}

function filledPage(page: Page): Page {
  return { ...page, parked: null, accepted: null, ...filledFields(page) } as Page;
}

function filledChange({ id, from, to }: FieldChange<Page>): FieldChange<Page> {
  return { id, from: filledFields(from), to: filledFields(to) };
}

function filledFields(fields: FieldChange<Page>['to']): FieldChange<Page>['to'] {
  const { recipe, rendition, reading } = fields;
  return {
    ...fields,
    ...(recipe ? { recipe: filledRecipe(recipe) } : {}),
    ...(rendition ? { rendition: { ...rendition, recipe: filledRecipe(rendition.recipe) } } : {}),
    ...(reading ? { reading: filledReading(reading) } : {}),
  };
}

function filledRecipe(recipe: Partial<Recipe>): Recipe {
  return { ...neutralRecipe, ...recipe };
}

const unmeasured = { skew: { degrees: 0, confidence: 0 }, clipped: [], sheetMm: null, overlap: 0 } as const;

function filledReading(reading: Reading): Reading {
  return { ...reading, quality: { ...unmeasured, ...reading.quality } };
}
