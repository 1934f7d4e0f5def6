import type { MessageKey } from '../../i18n/zh-CN.ts';
import { type ActionContext, cursorBill, isSubmitted, targetDocuments, targetPages } from './context.ts';

/* Why nothing can be done to what is in hand; null when it can. */

export function documentsRefusal(context: ActionContext): MessageKey | null {
  const views = targetDocuments(context);
  if (views.length === 0) return 'refusal.noDocument';
  return views.some((view) => isSubmitted(context, view.document.id)) ? 'refusal.submitted' : null;
}

export function pagesRefusal(context: ActionContext): MessageKey | null {
  const pages = targetPages(context);
  if (pages.length === 0) return 'refusal.noPage';
  return pages.some((page) => isSubmitted(context, page.documentId)) ? 'refusal.submitted' : null;
}

export function billRefusal(context: ActionContext): MessageKey | null {
  const view = cursorBill(context);
  if (!view) return 'refusal.noBill';
  return view.bill.state === 'submitted' ? 'refusal.submitted' : null;
}
