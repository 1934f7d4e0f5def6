import type { Reading, Recipe } from '../../domain/reading.ts';
import { neutralRecipe } from '../../domain/rules/recipe.ts';
import type { Changes, FieldChange, TreeDiff } from '../../domain/tree/diff.ts';
import type { Bill, Document, Page } from '../../domain/tree/records.ts';

/** What steps 70, 90, 110, 120 and 190 gave the records of the store, for the steps of the undo history from before them. */
export function filledDiff(diff: TreeDiff): TreeDiff {
  return {
    bills: filledBills(diff.bills),
    documents: filledDocuments(diff.documents),
    pages: filledPages(diff.pages),
  };
}

/** A change of a field names both sides of it: only whole records can lack one. */
function filledBills({ added, updated, removed }: Changes<Bill>): Changes<Bill> {
  return { added: added.map(filledBill), updated, removed: removed.map(filledBill) };
}

function filledBill(bill: Bill): Bill {
  return { ...bill, paperPending: bill.paperPending ?? null };
}

function filledDocuments({ added, updated, removed }: Changes<Document>): Changes<Document> {
  return { added: added.map(filledDocument), updated, removed: removed.map(filledDocument) };
}

function filledDocument(document: Document): Document {
  return { ...document, seams: document.seams ?? [] };
}

function filledPages({ added, updated, removed }: Changes<Page>): Changes<Page> {
  return {
    added: added.map(filledPage),
    updated: updated.map(filledChange),
    removed: removed.map(filledPage),
  };
}

function filledPage(page: Page): Page {
  return {
    parked: null,
    accepted: null,
    typed: null,
    clearedAt: null,
    damaged: null,
    ...filledFields(page),
  } as Page;
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
