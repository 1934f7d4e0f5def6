import type { EditCommand, Place } from '../../src/domain/tree/commands.ts';
import type { Faces, ModelBatch, ModelBill } from './walk-model.ts';
import { mergeDocuments, splitDocument } from './walk-model-merge.ts';
import {
  newBill,
  openBill,
  openDocument,
  openDocuments,
  Refusal,
  type Standing,
  takeCoverNumber,
} from './walk-model-open.ts';

export type DocumentEdit = Extract<EditCommand, { type: `document.${string}` }>;
type Edit<T extends DocumentEdit['type']> = Extract<DocumentEdit, { type: T }>;

export function editDocuments(batch: ModelBatch, edit: DocumentEdit, faces: Faces): void {
  switch (edit.type) {
    case 'document.move':
      move(batch, edit, faces);
      break;
    case 'document.merge':
      mergeDocuments(openDocuments(batch, edit.documentIds));
      break;
    case 'document.split':
      splitDocument(openDocument(batch, edit.documentId), edit.atPageId, faces);
      break;
    case 'document.reclassify':
      reclassify(openDocuments(batch, edit.documentIds), edit, faces);
      break;
  }
}

function move(batch: ModelBatch, edit: Edit<'document.move'>, faces: Faces): void {
  const { documentIds, place } = edit;
  const moved = openDocuments(batch, documentIds);
  const target = billAt(batch, place);
  if ('documentId' in place && documentIds.includes(place.documentId))
    throw new Refusal('PlaceInsideSelection');
  const wanted = edit.kind && {
    ...edit.kind,
    category: edit.kind.kind === 'attachment' ? edit.kind.category : null,
  };
  const others = moved.filter(
    ({ document }) => wanted && !(document.kind === wanted.kind && document.category === wanted.category),
  );
  if (wanted?.kind === 'invoice' && others.length > 1) throw new Refusal('OneDocumentOnly');
  for (const { document } of others) Object.assign(document, wanted, { kindBy: 'manual' });
  for (const { bill, document } of moved) bill.documents.splice(bill.documents.indexOf(document), 1);
  const documents = moved.map(({ document }) => document);
  target.documents.splice(indexAt(target, place), 0, ...documents);
  for (const document of documents) document.placedBy = 'manual';
  takeCoverNumber(target, documents, faces);
}

function billAt(batch: ModelBatch, place: Place): ModelBill {
  if (place.at === 'bill-end') return openBill(batch, place.billId);
  if (place.at !== 'tail') return openDocument(batch, place.documentId).bill;
  const last = batch.at(-1);
  if (last?.state === 'open') return last;
  const opened = newBill([]);
  batch.push(opened);
  return opened;
}

function indexAt(bill: ModelBill, place: Place): number {
  if (!('documentId' in place)) return bill.documents.length;
  const anchor = bill.documents.findIndex(({ id }) => id === place.documentId);
  return place.at === 'after' ? anchor + 1 : anchor;
}

function reclassify(chosen: readonly Standing[], edit: Edit<'document.reclassify'>, faces: Faces): void {
  if (edit.kind === 'invoice' && chosen.length > 1) throw new Refusal('OneDocumentOnly');
  for (const { bill, document } of chosen) {
    document.kind = edit.kind;
    document.kindBy = 'manual';
    document.category = edit.kind === 'attachment' ? edit.category : null;
    takeCoverNumber(bill, [document], faces);
  }
}
