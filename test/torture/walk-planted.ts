import { isDeepStrictEqual } from 'node:util';
import type { Page } from '../../src/domain/tree/records.ts';
import { batchOf, type Records } from './walk-check.ts';
import type { ModelBatch } from './walk-model.ts';

/** Whether records say what the model says; some differences are too bad even to be read. */
export function isAsModel(records: Records, model: ModelBatch): boolean {
  try {
    return isDeepStrictEqual(batchOf(records), model);
  } catch {
    return false;
  }
}

/** A tree with one thing wrong, by the name of what is wrong with it. */
export function planted(tree: Records): Readonly<Record<string, Records>> {
  const { bills, documents, pages } = tree;
  const long = pages.find((page) => page.rank > 0)?.documentId;
  const [one, two, ...more] = pages
    .filter((page) => page.documentId === long)
    .toSorted((a, b) => a.rank - b.rank);
  const last = more.at(-1);
  const bill = bills.find(({ rank }) => rank > 0);
  const document = documents.find(({ rank }) => rank > 0);
  if (!one?.recipe || !two || !last || !bill || !document)
    throw new Error('too small a tree to plant anything in');
  const withPage = (page: Page, fields: Partial<Page>): Records => ({
    ...tree,
    pages: pages.map((each) => (each === page ? { ...each, ...fields } : each)),
  });
  const withDocument = (fields: Partial<typeof document>): Records => ({
    ...tree,
    documents: documents.map((each) => (each === document ? { ...each, ...fields } : each)),
  });
  const withBill = (fields: Partial<typeof bill>): Records => ({
    ...tree,
    bills: bills.map((each) => (each === bill ? { ...each, ...fields } : each)),
  });
  const turn = { value: 180, by: 'manual', confidence: 1 } as const;
  const byHand = { ...one.recipe.quarterTurn, by: 'manual' } as const;
  return {
    'the last page lost': { ...tree, pages: pages.filter((page) => page !== last) },
    'the first page lost': { ...tree, pages: pages.filter((page) => page !== one) },
    'a page doubled': { ...tree, pages: [...pages, one] },
    'a turn': withPage(one, { recipe: { ...one.recipe, quarterTurn: turn } }),
    'who turned it': withPage(one, { recipe: { ...one.recipe, quarterTurn: byHand } }),
    'a mark': withPage(one, { mark: 'blank' }),
    'the bin': withPage(one, { isDeleted: true }),
    'an acceptance': withPage(one, { accepted: { by: 'somebody', faults: ['Clipped'] } }),
    'two pages changed over': {
      ...tree,
      pages: pages.map((page) =>
        page === one ? { ...page, rank: two.rank } : page === two ? { ...page, rank: one.rank } : page,
      ),
    },
    'a page in another document': withPage(last, { documentId: document.id, rank: 1 }),
    'a page in no document': withPage(last, { documentId: 'document:none' }),
    'a kind': withDocument({ kind: document.kind === 'cover' ? 'invoice' : 'cover' }),
    'a category': withDocument({ category: 'contract' }),
    'who placed a document': withDocument({ placedBy: 'manual' }),
    'a number': withBill({ number: 'CL-9' }),
    'whose number it is': withBill({ numberBy: 'manual' }),
    'paper to come': withBill({ paperPending: { by: 'somebody' } }),
    'a state': withBill({ state: bill.state === 'open' ? 'submitted' : 'open' }),
  };
}
