import type { IdSource } from '../ids.ts';
import { assertNever, type Result } from '../result.ts';
import {
  addBill,
  joinBill,
  reopenBills,
  setNumber,
  setPaper,
  splitBill,
  submitBills,
} from './bill-commands.ts';
import { addPage } from './capture-commands.ts';
import type { DomainError, TreeCommand } from './commands.ts';
import type { TreeDiff } from './diff.ts';
import { moveDocuments, reclassifyDocuments } from './document-commands.ts';
import { giveBackInvoices, setInvoice } from './invoice-commands.ts';
import { clearPages, setDamage } from './keeping-commands.ts';
import { mergeDocuments, splitDocument } from './merge-commands.ts';
import {
  acceptPages,
  adjustPages,
  deletePages,
  markPages,
  restorePages,
  rotatePages,
} from './page-commands.ts';
import { parkPage, readPage, storeRendition } from './reading-commands.ts';
import type { Tree } from './records.ts';
import { holdPage, replaceDocuments } from './replace-commands.ts';

/** What a command would change in a tree, or why it cannot; the tree stays as it is. A diff may be empty. */
export function apply(tree: Tree, command: TreeCommand, ids: IdSource): Result<TreeDiff, DomainError> {
  switch (command.type) {
    case 'bill.setNumber':
      return setNumber(tree, command);
    case 'bill.setPaper':
      return setPaper(tree, command);
    case 'bill.split':
      return splitBill(tree, command, ids);
    case 'bill.join':
      return joinBill(tree, command);
    case 'bill.arrived':
      return addBill(tree, command);
    case 'bill.submitted':
      return submitBills(tree, command);
    case 'bill.reopened':
      return reopenBills(tree, command);
    case 'document.move':
      return moveDocuments(tree, command, ids);
    case 'document.merge':
      return mergeDocuments(tree, command);
    case 'document.split':
      return splitDocument(tree, command, ids);
    case 'document.reclassify':
      return reclassifyDocuments(tree, command);
    case 'document.replace':
      return replaceDocuments(tree, command, ids);
    case 'page.rotate':
      return rotatePages(tree, command);
    case 'page.adjust':
      return adjustPages(tree, command);
    case 'page.accept':
      return acceptPages(tree, command);
    case 'page.setInvoice':
      return setInvoice(tree, command);
    case 'page.giveBackInvoices':
      return giveBackInvoices(tree, command);
    case 'page.mark':
      return markPages(tree, command);
    case 'page.delete':
      return deletePages(tree, command);
    case 'page.restore':
      return restorePages(tree, command);
    case 'page.add':
      return addPage(tree, command, ids);
    case 'page.hold':
      return holdPage(tree, command, ids);
    case 'page.read':
      return readPage(tree, command, ids);
    case 'page.parked':
      return parkPage(tree, command);
    case 'page.rendered':
      return storeRendition(tree, command);
    case 'page.cleared':
      return clearPages(tree, command);
    case 'page.damaged':
      return setDamage(tree, command);
    default:
      return assertNever(command);
  }
}
