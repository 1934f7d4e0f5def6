import type { IdSource } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { toHalfWidth } from '../rules/half-width.ts';
import { finishEdit } from './boundaries.ts';
import { emptyDiff } from './changes.ts';
import type { DomainError, TreeCommand } from './commands.ts';
import { takeCoverNumber } from './cover-number.ts';
import type { TreeDiff } from './diff.ts';
import {
  documentIdsIn,
  draftOf,
  finish,
  insertBill,
  putDocuments,
  setBill,
  setDocument,
  takeDocuments,
} from './draft.ts';
import { billBefore, documentsBefore, isShown, openBill, openDocument } from './lookup.ts';
import type { Tree } from './records.ts';
import { documentsOf } from './views.ts';

type Command<T extends TreeCommand['type']> = Extract<TreeCommand, { type: T }>;

export function setNumber(tree: Tree, command: Command<'bill.setNumber'>): Result<TreeDiff, DomainError> {
  const bill = openBill(tree, command.billId);
  if (!bill.ok) return bill;
  const number = toHalfWidth(command.number).trim();
  if (number === '') return err({ type: 'BillNumberEmpty' });
  const draft = draftOf(tree);
  setBill(draft, command.billId, { number, numberBy: 'manual' });
  return ok(finishEdit(draft));
}

/** Who marked the bill first stays who marked it. */
export function setPaper(tree: Tree, command: Command<'bill.setPaper'>): Result<TreeDiff, DomainError> {
  const bill = openBill(tree, command.billId);
  if (!bill.ok) return bill;
  const draft = draftOf(tree);
  const paperPending = command.paper === 'pending' ? (bill.value.paperPending ?? { by: command.by }) : null;
  setBill(draft, command.billId, { paperPending });
  return ok(finish(draft));
}

export function splitBill(
  tree: Tree,
  command: Command<'bill.split'>,
  ids: IdSource,
): Result<TreeDiff, DomainError> {
  const found = openDocument(tree, command.documentId);
  if (!found.ok) return found;
  const document = found.value;
  if (!documentsBefore(tree, document).some((before) => isShown(tree, before))) {
    return err({ type: 'FirstDocument', documentId: document.id });
  }
  const draft = draftOf(tree);
  const moved = documentIdsIn(draft, document.billId).slice(document.rank);
  const billId = ids('bill');
  const rank = draft.billList.indexOf(document.billId) + 1;
  const state = 'open';
  insertBill(
    draft,
    { id: billId, batchId: tree.batch.id, rank, number: null, numberBy: 'auto', state, paperPending: null },
    rank,
  );
  takeDocuments(draft, moved);
  putDocuments(draft, moved, billId, 0);
  setDocument(draft, document.id, { placedBy: 'manual' });
  takeCoverNumber(draft, billId, [document.id]);
  return ok(finishEdit(draft));
}

export function joinBill(tree: Tree, command: Command<'bill.join'>): Result<TreeDiff, DomainError> {
  const found = openBill(tree, command.billId);
  if (!found.ok) return found;
  const bill = found.value;
  const before = billBefore(tree, bill);
  if (before === null) return err({ type: 'FirstBill', billId: bill.id });
  if (before.state === 'submitted') return err({ type: 'BillSubmitted', billId: before.id });

  const draft = draftOf(tree);
  const moved = documentsOf(tree, bill.id).map((document) => document.id);
  takeDocuments(draft, moved);
  putDocuments(draft, moved, before.id, documentIdsIn(draft, before.id).length);
  // The head stays joined although its cover may speak for a bill of its own.
  for (const id of moved.slice(0, 1)) setDocument(draft, id, { placedBy: 'manual' });
  if (before.number === null) setBill(draft, before.id, { number: bill.number, numberBy: bill.numberBy });
  return ok(finishEdit(draft));
}

export function submitBills(tree: Tree, command: Command<'bill.submitted'>): Result<TreeDiff, DomainError> {
  if (command.billIds.length === 0) return err({ type: 'NothingSelected' });
  const draft = draftOf(tree);
  for (const billId of new Set(command.billIds)) {
    const bill = openBill(tree, billId);
    if (!bill.ok) return bill;
    setBill(draft, billId, { state: 'submitted' });
  }
  return ok(finish(draft));
}

/** Opens submitted bills again; steps of before their submission stay dropped. */
export function reopenBills(tree: Tree, command: Command<'bill.reopened'>): Result<TreeDiff, DomainError> {
  if (command.billIds.length === 0) return err({ type: 'NothingSelected' });
  const draft = draftOf(tree);
  for (const billId of new Set(command.billIds)) {
    if (!tree.bills.has(billId)) return err({ type: 'BillNotFound', billId });
    setBill(draft, billId, { state: 'open' });
  }
  return ok(finish(draft));
}

/** Last in the batch, in the state it was in; all records are new here. */
export function addBill(tree: Tree, command: Command<'bill.arrived'>): Result<TreeDiff, DomainError> {
  const { bill, documents, pages } = command;
  if (tree.bills.has(bill.id)) return err({ type: 'BillSubmitted', billId: bill.id });
  const known = pages.find(({ id }) => tree.pages.has(id));
  if (known) return err({ type: 'PageExists', pageId: known.id });
  const rank = 1 + [...tree.bills.values()].reduce((most, one) => Math.max(most, one.rank), -1);
  const added = <R>(records: readonly R[]) => ({ added: records, updated: [], removed: [] });
  return ok({
    ...emptyDiff,
    bills: added([{ ...bill, rank, batchId: tree.batch.id }]),
    documents: added(documents),
    pages: added(pages),
  });
}
