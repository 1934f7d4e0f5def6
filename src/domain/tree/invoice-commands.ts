import { err, ok, type Result } from '../result.ts';
import { invoiceFromTyped } from '../rules/invoice-fields.ts';
import { invoicesOf } from '../rules/page-invoices.ts';
import { finishEdit } from './boundaries.ts';
import type { DomainError, TreeCommand } from './commands.ts';
import type { TreeDiff } from './diff.ts';
import { documentIn, draftOf, setDocument, setPage } from './draft.ts';
import { openPage } from './lookup.ts';
import type { Tree } from './records.ts';

type Command<T extends TreeCommand['type']> = Extract<TreeCommand, { type: T }>;

/**
 * Takes an invoice as a person typed it. The page is then content and its document an invoice by that person's word, so
 * that no later reading leaves out what was typed.
 */
export function setInvoice(tree: Tree, command: Command<'page.setInvoice'>): Result<TreeDiff, DomainError> {
  const found = openPage(tree, command.pageId);
  if (!found.ok) return found;
  const page = found.value;
  const { replaces } = command;
  const draft = draftOf(tree);
  const document = documentIn(draft, page.documentId);
  if (document.kind !== 'invoice') return err({ type: 'NotAnInvoice', documentId: document.id });

  const invoices = invoicesOf(page);
  const at =
    replaces === null
      ? invoices.length
      : invoices.findIndex(({ code, number }) => code === replaces.code && number === replaces.number);
  if (at < 0) return err({ type: 'InvoiceNotFound', pageId: page.id });
  const made = invoiceFromTyped(command.typed, command.today, invoices[at] ?? null);
  if (!made.ok) return err({ type: 'InvoiceFieldInvalid', ...made.error[0] });

  setPage(draft, page.id, {
    typed: invoices.toSpliced(at, 1, made.value),
    mark: 'content',
    markBy: 'manual',
  });
  setDocument(draft, document.id, { kindBy: 'manual' });
  return ok(finishEdit(draft));
}

/** The page's invoices are again as they were read. */
export function giveBackInvoices(
  tree: Tree,
  command: Command<'page.giveBackInvoices'>,
): Result<TreeDiff, DomainError> {
  const found = openPage(tree, command.pageId);
  if (!found.ok) return found;
  const draft = draftOf(tree);
  setPage(draft, command.pageId, { typed: null });
  return ok(finishEdit(draft));
}
