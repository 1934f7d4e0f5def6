import type { DomainError } from '../../src/domain/tree/commands.ts';
import {
  type Faces,
  type ModelBatch,
  type ModelBill,
  type ModelDocument,
  type ModelPage,
  saidBy,
} from './walk-model.ts';

/* What an edit names, found and open, or refused. */

/** The model will not have an edit; `type` is the error the station must give. */
export class Refusal extends Error {
  readonly type: DomainError['type'] | 'InvalidCommand';
  constructor(type: Refusal['type']) {
    super(type);
    this.type = type;
  }
}

export interface Standing {
  readonly bill: ModelBill;
  readonly document: ModelDocument;
}

export function openBill(batch: ModelBatch, billId: string): ModelBill {
  const bill = batch.find(({ id }) => id === billId);
  if (bill === undefined) throw new Refusal('BillNotFound');
  if (bill.state === 'submitted') throw new Refusal('BillSubmitted');
  return bill;
}

export function openDocument(batch: ModelBatch, documentId: string): Standing {
  for (const bill of batch) {
    const document = bill.documents.find(({ id }) => id === documentId);
    if (document === undefined) continue;
    if (bill.state === 'submitted') throw new Refusal('BillSubmitted');
    return { bill, document };
  }
  throw new Refusal('DocumentNotFound');
}

/** Each once, in the order of the batch. */
export function openDocuments(batch: ModelBatch, ids: readonly string[]): readonly Standing[] {
  if (ids.length === 0) throw new Refusal('NothingSelected');
  for (const id of ids) openDocument(batch, id);
  return batch.flatMap((bill) =>
    bill.documents.filter(({ id }) => ids.includes(id)).map((document) => ({ bill, document })),
  );
}

export function openPages(batch: ModelBatch, ids: readonly string[]): readonly ModelPage[] {
  if (ids.length === 0) throw new Refusal('NothingSelected');
  return [...new Set(ids)].map((wanted) => {
    for (const bill of batch) {
      const page = bill.documents.flatMap(({ pages }) => pages).find(({ id }) => id === wanted);
      if (page === undefined) continue;
      if (bill.state === 'submitted') throw new Refusal('BillSubmitted');
      return page;
    }
    throw new Refusal('PageNotFound');
  });
}

/** A bill without a number takes the one on the first of these that is a cover with a number. */
export function takeCoverNumber(bill: ModelBill, documents: readonly ModelDocument[], faces: Faces): void {
  for (const document of documents) {
    if (bill.number !== null || document.kind !== 'cover') continue;
    bill.number = saidBy(document.pages, faces).billNumber;
  }
}

/** A bill the station has not named yet. */
export function newBill(documents: ModelDocument[]): ModelBill {
  return { id: 'bill:new', number: null, numberBy: 'auto', state: 'open', paperBy: null, documents };
}
