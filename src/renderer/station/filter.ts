import type { BillId, DocumentId } from '../../domain/ids.ts';
import type { DocumentKind } from '../../domain/reading.ts';
import { attentionOf } from './attention.ts';
import type { OpenBatch } from './projection.ts';
import { sightOf } from './sight.ts';
import { indexOf } from './tree-index.ts';

/** What the operator may narrow the batch to: kinds of documents, and what their work is like. */
export const filterParts = ['cover', 'invoice', 'attachment', 'attention', 'unread', 'duplicate'] as const;
export type FilterPart = (typeof filterParts)[number];
export type Filter = ReadonlySet<FilterPart>;

/** What alone is shown, and the bills it lies in. */
export interface Chosen {
  readonly bills: ReadonlySet<BillId>;
  readonly documents: ReadonlySet<DocumentId>;
}

const known = new WeakMap<OpenBatch, Map<FilterPart, Chosen>>();

/**
 * What a part of a filter finds. Made once a state of the batch, and only when asked for: each edit asks what needs a
 * look, and only an open menu how many there are of each kind.
 */
export function chosenBy(batch: OpenBatch, part: FilterPart): Chosen {
  const sight = sightOf(batch);
  const byPart = known.get(sight) ?? new Map<FilterPart, Chosen>();
  known.set(sight, byPart);
  const chosen = byPart.get(part) ?? find(batch, part);
  byPart.set(part, chosen);
  return chosen;
}

const combined = new WeakMap<OpenBatch, Map<Filter, Chosen>>();

/**
 * What a filter leaves; null where it leaves all. Kinds widen one another, so do the others; a kind and one of the
 * others narrow: invoices and duplicates are the invoices that are there twice.
 */
export function chosenOf(batch: OpenBatch, filter: Filter): Chosen | null {
  if (filter.size === 0) return null;
  const ofBatch = combined.get(sightOf(batch)) ?? new Map<Filter, Chosen>();
  combined.set(sightOf(batch), ofBatch);
  const chosen = ofBatch.get(filter) ?? combine(batch, filter);
  ofBatch.set(filter, chosen);
  return chosen;
}

function combine(batch: OpenBatch, filter: Filter): Chosen {
  const union = (isMeant: (part: FilterPart) => boolean): Chosen | null => {
    const meant = [...filter].filter(isMeant).map((part) => chosenBy(batch, part));
    if (meant.length === 0) return null;
    return {
      bills: new Set(meant.flatMap((one) => [...one.bills])),
      documents: new Set(meant.flatMap((one) => [...one.documents])),
    };
  };
  const kinds = union(isKind);
  const states = union((part) => !isKind(part));
  if (!kinds || !states) return kinds ?? states ?? nothing;
  const documents = [...states.documents].filter((id) => kinds.documents.has(id));
  return {
    bills: new Set(documents.flatMap((id) => batch.tree.documents.get(id)?.billId ?? [])),
    documents: new Set(documents),
  };
}

const nothing: Chosen = { bills: new Set(), documents: new Set() };

function isKind(part: FilterPart): part is DocumentKind {
  return part === 'cover' || part === 'invoice' || part === 'attachment';
}

function find(batch: OpenBatch, part: FilterPart): Chosen {
  if (isKind(part)) return ofKind(batch, part);
  const all = attentionOf(batch);
  const bills = new Set<BillId>();
  const documents = new Set<DocumentId>();
  for (const { reason, billId, documentId, problem } of all) {
    if (part === 'unread' && reason !== 'InvoiceUnread' && reason !== 'NumberMissing') continue;
    if (part === 'duplicate' && !doubles.has(reason)) continue;
    bills.add(billId);
    if (documentId) documents.add(documentId);
    // A number is looked for on the cover.
    if (part === 'unread' && !documentId) for (const id of coversOf(batch, billId)) documents.add(id);
    // Two are the same: both are looked at, wherever the other one lies.
    if (part === 'duplicate' && problem?.type === 'InvoiceDoubled') {
      documents.add(problem.otherDocumentId);
      const other = batch.tree.documents.get(problem.otherDocumentId);
      if (other) bills.add(other.billId);
    }
    if (part === 'duplicate' && problem?.type === 'NumberDoubled')
      for (const id of coversOf(batch, billId)) documents.add(id);
  }
  return { bills, documents };
}

const doubles: ReadonlySet<string> = new Set(['InvoiceDoubled', 'NumberDoubled', 'duplicate']);

function ofKind(batch: OpenBatch, kind: DocumentKind): Chosen {
  const bills = new Set<BillId>();
  const documents = new Set<DocumentId>();
  for (const view of indexOf(batch.tree).bills) {
    for (const { document, pages } of view.documents) {
      if (document.kind !== kind || pages.length === 0) continue;
      bills.add(view.bill.id);
      documents.add(document.id);
    }
  }
  return { bills, documents };
}

function coversOf(batch: OpenBatch, billId: BillId): readonly DocumentId[] {
  const documents = indexOf(batch.tree).billById.get(billId)?.documents ?? [];
  const covers = documents.filter((view) => view.document.kind === 'cover' && view.pages.length > 0);
  return covers.map((view) => view.document.id);
}
