import type { EditCommand } from '../../src/domain/tree/commands.ts';
import { type Faces, isShown, type ModelBatch } from './walk-model.ts';
import { newBill, openBill, openDocument, Refusal, takeCoverNumber } from './walk-model-open.ts';

export type BillEdit = Extract<EditCommand, { type: `bill.${string}` }>;

export function editBills(batch: ModelBatch, edit: BillEdit, faces: Faces): void {
  switch (edit.type) {
    case 'bill.setNumber': {
      const bill = openBill(batch, edit.billId);
      const number = edit.number.normalize('NFKC').trim();
      if (number === '') throw new Refusal('BillNumberEmpty');
      bill.number = number;
      bill.numberBy = 'manual';
      return;
    }
    case 'bill.setPaper': {
      const bill = openBill(batch, edit.billId);
      bill.paperBy = edit.paper === 'pending' ? (bill.paperBy ?? edit.by) : null;
      return;
    }
    case 'bill.split': {
      const { bill, document } = openDocument(batch, edit.documentId);
      const at = bill.documents.indexOf(document);
      if (!bill.documents.slice(0, at).some(isShown)) throw new Refusal('FirstDocument');
      const opened = newBill(bill.documents.splice(at));
      batch.splice(batch.indexOf(bill) + 1, 0, opened);
      document.placedBy = 'manual';
      takeCoverNumber(opened, [document], faces);
      return;
    }
    case 'bill.join': {
      const bill = openBill(batch, edit.billId);
      const before = batch[batch.indexOf(bill) - 1];
      if (before === undefined) throw new Refusal('FirstBill');
      if (before.state === 'submitted') throw new Refusal('BillSubmitted');
      for (const head of bill.documents.slice(0, 1)) head.placedBy = 'manual';
      before.documents.push(...bill.documents.splice(0));
      if (before.number === null) [before.number, before.numberBy] = [bill.number, bill.numberBy];
    }
  }
}

/** A bill that is empty now leaves its mark with the one that has the page it began with. */
export function handOnPaper(before: ModelBatch, batch: ModelBatch): void {
  const pagesOf = (bill: ModelBatch[number]) => bill.documents.flatMap(({ pages }) => pages);
  for (const bill of batch) {
    if (bill.paperBy === null || pagesOf(bill).length > 0) continue;
    const first = before.filter(({ id }) => id === bill.id).flatMap(pagesOf)[0];
    const heir = batch.find((other) => pagesOf(other).some(({ id }) => id === first?.id));
    if (heir !== undefined) heir.paperBy ??= bill.paperBy;
  }
}
