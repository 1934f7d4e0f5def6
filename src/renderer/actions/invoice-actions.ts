import EditNoteOutlined from '@mui/icons-material/EditNoteOutlined';
import type { TypedInvoice } from '../../domain/rules/invoice-fields.ts';
import { invoicesOf } from '../../domain/rules/page-invoices.ts';
import type { InvoiceName } from '../../domain/tree/commands.ts';
import type { LocalDate } from '../../domain/units.ts';
import { type Action, action } from './action.ts';
import { type ActionContext, edit, isSubmitted, shownPage } from './context.ts';
import type { Typing } from './workbench-state.ts';

/* Invoices by hand. What is typed goes before what was read, and can be undone until the bill is submitted. */

export const typeInvoice: Action = action({
  id: 'invoice.type',
  group: 'edit',
  labelKey: 'action.typeInvoice',
  shortKey: 'action.typeInvoice.short',
  keys: ['D'],
  icon: EditNoteOutlined,
  refusal(context) {
    const page = shownPage(context);
    if (!page || page.isDeleted) return 'refusal.noPage';
    if (isSubmitted(context, page.documentId)) return 'refusal.submitted';
    if (context.batch?.tree.documents.get(page.documentId)?.kind !== 'invoice') return 'refusal.notInvoice';
    return page.reading === null ? 'refusal.unread' : null;
  },
  run: openInvoiceForm,
});

/** The form somebody left with something in it, else that of the first invoice of the page in view, or for its first one. */
export function openInvoiceForm(context: ActionContext): void {
  const page = shownPage(context);
  if (!page || !typeInvoice.isEnabled(context)) return;
  const kept = [...context.ui.keptTyping.values()].find(({ pageId }) => pageId === page.id);
  openFormFor(context, kept ? kept.replaces : (invoicesOf(page)[0] ?? null));
}

/** The form for one of the invoices of the page in view; null for one more. */
export function openFormFor(context: ActionContext, invoice: InvoiceName | null): void {
  const { shownPageId: pageId } = context.ui;
  if (!pageId) return;
  const replaces = invoice && { code: invoice.code, number: invoice.number };
  context.workbench.set({
    typing: { pageId, replaces },
    detailsTab: 'reading',
    isRightFolded: false,
    isFullScreen: false,
  });
}

/** Whether it was saved; what goes wrong is told, and the form stays. */
export async function saveInvoice(
  context: ActionContext,
  { pageId, replaces }: Typing,
  typed: TypedInvoice,
): Promise<boolean> {
  const today = todayOf(new Date());
  const isSaved = await edit(context, { type: 'page.setInvoice', pageId, replaces, typed, today });
  if (isSaved) leaveInvoiceForm(context);
  return isSaved;
}

/** The page's invoices are again as they were read, if that was done; what goes wrong is told, and the form stays. */
export async function giveBackInvoices(context: ActionContext, { pageId }: Typing): Promise<boolean> {
  const isDone = await edit(context, { type: 'page.giveBackInvoices', pageId });
  if (isDone) leaveInvoiceForm(context);
  return isDone;
}

/** Back to the tree. */
export function leaveInvoiceForm(context: ActionContext): void {
  context.workbench.set(({ focusTree }) => ({ typing: null, focusTree: focusTree + 1 }));
}

/** The date where the operator sits, not the one in Greenwich. */
export function todayOf(now: Date): LocalDate {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
