import { expect } from 'vitest';
import type { BatchSnapshot } from '../../src/contract/queries.ts';
import { recipeValues } from '../../src/domain/reading.ts';
import type { Page } from '../../src/domain/tree/records.ts';
import type { ModelBatch, ModelPage, Settings } from './walk-model.ts';

/* The tree of a station beside the model: read from its flat records, named, and compared. */

export type Records = Pick<BatchSnapshot, 'bills' | 'documents' | 'pages'>;

/** Flat records as lists in lists. Throws where ranks have gaps, something dangles, or a page is there twice. */
export function batchOf({ bills, documents, pages }: Records): ModelBatch {
  for (const records of [bills, documents, pages]) {
    const ids = records.map(({ id }) => id as string);
    expect(new Set(ids).size, 'each record once').toBe(ids.length);
  }
  const batch = inOrder(bills).map(({ id, number, numberBy, state, paperPending }) => ({
    id,
    number,
    numberBy,
    state,
    paperBy: paperPending?.by ?? null,
    documents: inOrder(documents.filter(({ billId }) => billId === id)).map((document) => ({
      id: document.id,
      kind: document.kind,
      kindBy: document.kindBy,
      category: document.category,
      placedBy: document.placedBy,
      seams: document.seams.map((seam) => ({ ...seam })),
      pages: inOrder(pages.filter(({ documentId }) => documentId === document.id)).map(pageOf),
    })),
  }));
  const placed = batch.flatMap((bill) => bill.documents);
  expect(placed.length, 'documents in a bill').toBe(documents.length);
  expect(placed.flatMap((document) => document.pages).length, 'pages in a document').toBe(pages.length);
  for (const children of [...batch.map((bill) => bill.documents), ...placed.map((one) => one.pages)])
    expect(children.length, 'nothing is empty').toBeGreaterThan(0);
  return batch;
}

/** Gives what the model calls new the names it got, each never seen before; whatever else differs is found by comparing. */
export function nameNew(model: ModelBatch, station: ModelBatch, seen: Set<string>): void {
  model.forEach((bill, at) => {
    const twin = station[at];
    if (twin !== undefined && bill.id === 'bill:new') bill.id = unseen(twin.id, seen);
    bill.documents.forEach((document, index) => {
      const other = twin?.documents[index];
      if (other !== undefined && document.id === 'document:new') document.id = unseen(other.id, seen);
    });
  });
}

/**
 * An edit may make a boundary the person's, by the cover at the head of a bill. That is separation's own business: here
 * it only may happen nowhere else, and is taken over.
 */
export function takePins(model: ModelBatch, station: ModelBatch): void {
  model.slice(1).forEach((bill, at) => {
    const [head] = bill.documents;
    const twin = station[at + 1]?.documents[0];
    if (head?.kind === 'cover' && twin?.id === head.id && twin.placedBy === 'manual')
      head.placedBy = 'manual';
  });
}

/** The store gives its records back in an order of its own. */
export function inIdOrder<S extends Records>(snapshot: S): S {
  const sorted = <R extends { readonly id: string }>(records: readonly R[]) =>
    records.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const { bills, documents, pages } = snapshot;
  return { ...snapshot, bills: sorted(bills), documents: sorted(documents), pages: sorted(pages) };
}

/** What must be the same again after everything was undone: all but what the machine makes anew. */
export function lastingRecords(records: Records) {
  const { bills, documents, pages } = inIdOrder(records);
  return {
    bills,
    documents,
    pages: pages.map(({ rendition, reading: _reading, ...page }) => ({
      ...page,
      // Which pixels it shows; whose the values were that made them changes no pixel, so that nothing is made anew for it.
      renderedBy: rendition && recipeValues.map((value) => rendition.recipe[value].value),
    })),
  };
}

function pageOf({ id, recipe, mark, markBy, isDeleted, accepted, typed }: Page): ModelPage {
  const settings = recipe && settingsOf(recipe);
  const numbers = typed?.map(({ number }) => number) ?? null;
  return { id, settings, mark, markBy, isDeleted, acceptedBy: accepted?.by ?? null, typed: numbers };
}

function settingsOf({ quarterTurn, skewDeg, holes }: NonNullable<Page['recipe']>): Settings {
  return {
    quarterTurn: { value: quarterTurn.value, by: quarterTurn.by },
    skewDeg: { value: skewDeg.value, by: skewDeg.by },
    holes: { value: holes.value, by: holes.by },
  };
}

function inOrder<R extends { readonly rank: number }>(siblings: readonly R[]): readonly R[] {
  const sorted = siblings.toSorted((a, b) => a.rank - b.rank);
  expect(
    sorted.map(({ rank }) => rank),
    'ranks from 0 without a gap',
  ).toEqual(sorted.map((_, index) => index));
  return sorted;
}

function unseen<Id extends string>(id: Id, seen: Set<string>): Id {
  expect(seen.has(id), `${id} is not new`).toBe(false);
  seen.add(id);
  return id;
}
