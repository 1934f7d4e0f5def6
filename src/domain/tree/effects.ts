import type { BillId, DocumentId, PageId } from '../ids.ts';
import type { DocumentKind } from '../reading.ts';
import { invoicesOf } from '../rules/page-invoices.ts';
import type { FieldChange, TreeDiff } from './diff.ts';
import type { Bill, Page, Tree } from './records.ts';
import { pagesOf } from './views.ts';

export const effectFields = [
  'number',
  'paper',
  'kind',
  'category',
  'bill',
  'document',
  'deleted',
  'mark',
  'turn',
  'cleanup',
  'accepted',
  'invoice',
] as const;
export type EffectField = (typeof effectFields)[number];
export type EffectValue = string | number | boolean | null;

/** One thing a change did, as a person would tell it, and the records it did it to. */
export interface Effect {
  readonly field: EffectField;
  /** Of `bill`: bill numbers. Both null where only the fact can be told (`document`, `cleanup`). */
  readonly from: EffectValue;
  readonly to: EffectValue;
  readonly of: readonly (BillId | DocumentId | PageId)[];
}

/** What a step was about: its first document and bill by name, and how many there are of each. */
export interface StepSubject {
  readonly billNumber: string | null;
  readonly bills: number;
  readonly kind: DocumentKind | null;
  readonly category: string | null;
  /** Number of the document's first invoice. */
  readonly invoice: string | null;
  readonly documents: number;
  readonly pages: number;
}

/** What a diff did. Records that only shift because others came or went are told nowhere. `tree` knows the bills' numbers. */
export function effectsOf(tree: Tree, diff: TreeDiff): readonly Effect[] {
  const found = new Map<string, { effect: Omit<Effect, 'of'>; of: Effect['of'][number][] }>();
  const tell = (id: Effect['of'][number], field: EffectField, from: EffectValue, to: EffectValue) => {
    const key = JSON.stringify([field, from, to]);
    const known = found.get(key);
    if (known) known.of.push(id);
    else found.set(key, { effect: { field, from, to }, of: [id] });
  };
  const numberOf = (id: BillId) => (tree.bills.get(id) ?? inDiff(diff, id))?.number ?? null;

  for (const { id, from, to } of diff.bills.updated) {
    if (to.number !== undefined) tell(id, 'number', from.number ?? null, to.number);
    if (to.paperPending !== undefined)
      tell(id, 'paper', pending(from.paperPending), pending(to.paperPending));
  }
  for (const { id, from, to } of diff.documents.updated) {
    if (from.billId !== undefined && to.billId !== undefined)
      tell(id, 'bill', numberOf(from.billId), numberOf(to.billId));
    if (to.kind !== undefined) tell(id, 'kind', from.kind ?? null, to.kind);
    if (to.category !== undefined) tell(id, 'category', from.category ?? null, to.category);
  }
  for (const change of diff.pages.updated) {
    for (const { field, from, to } of pageEffects(change)) tell(change.id, field, from, to);
  }
  return [...found.values()].map(({ effect, of }) => ({ ...effect, of }));
}

/**
 * Names what a diff is about, by the tree as it is, also where the diff's records are gone from it. Pages that only went
 * along with their documents are not counted: whoever merges two documents did not lay hands on their pages.
 */
export function stepSubject(tree: Tree, diff: TreeDiff): StepSubject {
  const moved = meant(diff.pages.updated, [...diff.pages.added, ...diff.pages.removed]);
  const pages = meant(
    diff.pages.updated,
    [...diff.pages.added, ...diff.pages.removed],
    ['rank', 'documentId'],
  );
  const documents = meant(diff.documents.updated, [...diff.documents.added, ...diff.documents.removed]);
  const bills = meant(diff.bills.updated, [...diff.bills.added, ...diff.bills.removed]);
  const documentOf = (id: DocumentId) =>
    tree.documents.get(id) ??
    [...diff.documents.added, ...diff.documents.removed].find((document) => document.id === id);

  const held = new Set(documents);
  for (const id of moved) {
    const documentId = tree.pages.get(id)?.documentId;
    if (documentId !== undefined) held.add(documentId);
  }
  const holding = new Set(bills);
  // Put in another order within their bill, and nothing else: that bill is what can be told.
  if (held.size + bills.length === 0) for (const id of billsShifted(tree, diff)) holding.add(id);
  for (const id of held) {
    const billId = documentOf(id)?.billId;
    if (billId !== undefined) holding.add(billId);
  }
  const [first] = [...held].filter((id) => tree.documents.has(id)).concat([...held]);
  const document = first === undefined ? undefined : documentOf(first);
  const billId = document?.billId ?? [...holding][0];
  return {
    billNumber:
      billId === undefined ? null : ((tree.bills.get(billId) ?? inDiff(diff, billId))?.number ?? null),
    bills: holding.size,
    kind: document?.kind ?? null,
    category: document?.category ?? null,
    invoice: first === undefined ? null : invoiceNumber(tree, first),
    documents: held.size,
    pages: pages.length,
  };
}

/** Ids of what a change means: not of those that only shift, or whatever else `along` names. */
function meant<R extends { readonly id: string }>(
  updated: readonly FieldChange<R>[],
  whole: readonly R[],
  along: readonly string[] = ['rank'],
): readonly R['id'][] {
  const named = updated.filter(({ to }) => Object.keys(to).some((field) => !along.includes(field)));
  return [...named.map(({ id }) => id), ...whole.map(({ id }) => id)];
}

function billsShifted(tree: Tree, diff: TreeDiff): readonly BillId[] {
  return diff.documents.updated.flatMap(({ id }) => tree.documents.get(id)?.billId ?? []);
}

function pending(paper: Bill['paperPending'] | undefined): 'pending' | 'complete' {
  return paper ? 'pending' : 'complete';
}

function inDiff(diff: TreeDiff, id: BillId) {
  return [...diff.bills.added, ...diff.bills.removed].find((bill) => bill.id === id);
}

function invoiceNumber(tree: Tree, documentId: DocumentId): string | null {
  return pagesOf(tree, documentId).flatMap(invoicesOf)[0]?.number ?? null;
}

function* pageEffects({ from, to }: FieldChange<Page>): Generator<Omit<Effect, 'of'>> {
  if (to.documentId !== undefined) yield { field: 'document', from: null, to: null };
  if (to.isDeleted !== undefined) yield { field: 'deleted', from: !to.isDeleted, to: to.isDeleted };
  if (to.mark !== undefined) yield { field: 'mark', from: from.mark ?? null, to: to.mark };
  if (to.recipe !== undefined) {
    const [before, after] = [from.recipe?.quarterTurn.value ?? 0, to.recipe?.quarterTurn.value ?? 0];
    yield before === after
      ? { field: 'cleanup', from: null, to: null }
      : { field: 'turn', from: before, to: after };
  }
  if (to.accepted !== undefined)
    yield { field: 'accepted', from: Boolean(from.accepted), to: to.accepted !== null };
  if (to.typed !== undefined)
    yield { field: 'invoice', from: from.typed?.[0]?.number ?? null, to: to.typed?.[0]?.number ?? null };
}
