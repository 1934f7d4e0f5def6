import type { BillId, DocumentId, PageId } from '../../domain/ids.ts';
import type { Attention } from '../station/attention.ts';
import { attentionOf } from '../station/attention.ts';
import { categoriesNow } from '../station/categories.ts';
import type { Filter } from '../station/filter.ts';
import type { Row, RowKey } from '../station/rows.ts';
import {
  type ActionContext,
  billAtCursor,
  currentRows,
  cursorDocument,
  isBillId,
  isDocumentId,
  isPageId,
} from './context.ts';

/** Puts the cursor on a row and shows the page it stands for. */
export function goToRow(context: ActionContext, key: RowKey): void {
  context.workbench.set({ cursor: key, shownPageId: pageOfRow(context, key) });
}

/** Shows a page and puts the cursor where it is in the tree, opening the bill it is in. */
export function goToPage(context: ActionContext, pageId: PageId): void {
  const page = context.batch?.tree.pages.get(pageId);
  const view = page && context.index.documentById.get(page.documentId);
  if (!page || !view) return;
  const { closedBills, openDocuments, showsBlank } = context.ui;
  const isOpen = openDocuments.has(page.documentId) && view.pages.length > 1;
  context.workbench.set({
    cursor: isOpen ? pageId : page.documentId,
    shownPageId: pageId,
    closedBills: without(closedBills, view.document.billId),
    showsBlank: showsBlank || page.mark !== 'content',
    ...foundOrCleared(context, isOpen ? pageId : page.documentId),
  });
}

export function goToDocument(context: ActionContext, documentId: DocumentId): void {
  const first = context.index.documentById.get(documentId)?.pages[0];
  if (first) goToPage(context, first.id);
}

export function goToBill(context: ActionContext, billId: BillId): void {
  context.workbench.set({
    cursor: billId,
    shownPageId: pageOfRow(context, billId),
    ...foundOrCleared(context, billId),
  });
}

/** Takes the operator to what needs a look, ready to mend it. */
export function goToAttention(context: ActionContext, attention: Attention): void {
  const { pageId, documentId, billId, reason } = attention;
  if (pageId) goToPage(context, pageId);
  else if (documentId) goToDocument(context, documentId);
  else goToBill(context, billId);
  if (reason === 'NumberMissing' || reason === 'NumberDoubled') startNumber(context, billId);
  if (attention.problem?.type === 'CountDiffers')
    context.workbench.set({ countOf: attention.problem.captureJobId });
  const isMatch = ['missing', 'extra', 'mismatch', 'ambiguous', 'duplicate'].includes(reason);
  context.workbench.set((now) => ({
    detailsTab: isMatch ? 'match' : now.detailsTab === 'match' ? 'reading' : now.detailsTab,
    focusTree: now.focusTree + 1,
    // Why it came back stands in the right pane, which a narrow window folds away.
    ...(reason === 'Returned' ? { isRightFolded: false, detailsTab: 'reading' as const } : {}),
  }));
}

/** The number of a bill is typed on its line in the tree, which has to be seen. */
export function startNumber(context: ActionContext, billId: BillId): void {
  context.workbench.set({ editingNumber: billId, isLeftFolded: false, isFullScreen: false });
}

/** The one after (or before) where the cursor stands, round the end. */
export function nextAttention(context: ActionContext, direction: 1 | -1): Attention | null {
  if (!context.batch) return null;
  const all = attentionOf(context.batch);
  if (all.length === 0) return null;
  const last = all.findIndex((attention) => attention.key === visited);
  const bill = billAtCursor(context);
  const stillThere = last >= 0 && all[last]?.billId === bill?.bill.id;
  const from = stillThere ? last : startOf(context, all, direction);
  const next = all[(from + direction + all.length) % all.length] ?? null;
  visited = next?.key ?? null;
  return next;
}

let visited: string | null = null;

/** Just before (or after) the bill of the cursor. */
function startOf(context: ActionContext, all: readonly Attention[], direction: 1 | -1): number {
  const position = billAtCursor(context)?.position ?? (direction === 1 ? 0 : Number.POSITIVE_INFINITY);
  const positionOf = (attention: Attention) => context.index.billById.get(attention.billId)?.position ?? 0;
  if (direction === 1) {
    const at = all.findIndex((attention) => positionOf(attention) >= position);
    return at < 0 ? -1 : at - 1;
  }
  const at = all.findLastIndex((attention) => positionOf(attention) <= position);
  return at < 0 ? 0 : at + 1;
}

/** The row the cursor moves to from a row that is no longer there: the one that took its place. */
export function rowInPlaceOf(before: readonly Row[], after: readonly Row[], key: RowKey): RowKey | null {
  const there = new Set(after.filter(isFocusable).map((row) => row.key));
  if (there.has(key)) return key;
  const at = before.findIndex((row) => row.key === key);
  if (at < 0) return null;
  const later = before.slice(at + 1).find((row) => isFocusable(row) && there.has(row.key));
  const earlier = before.slice(0, at).findLast((row) => isFocusable(row) && there.has(row.key));
  // A later document of the same kind of row is nearer to the hand than the next bill.
  const best = later && later.type !== 'bill' ? later : (earlier ?? later);
  return best && isFocusable(best) ? best.key : null;
}

export type FocusableRow = Exclude<Row, { type: 'heading' }>;
export function isFocusable(row: Row): row is FocusableRow {
  return row.type !== 'heading';
}

/** The page a row stands for: its own, or the first under it. */
export function pageOfRow(context: ActionContext, key: RowKey): PageId | null {
  if (isPageId(key)) return key;
  if (isDocumentId(key)) {
    const view = context.index.documentById.get(key);
    return view?.pages[0]?.id ?? view?.folded[0]?.id ?? null;
  }
  if (!isBillId(key)) return null;
  const documents = context.index.billById.get(key)?.documents ?? [];
  const cover = documents.find((view) => view.document.kind === 'cover') ?? documents[0];
  return cover?.pages[0]?.id ?? null;
}

/** Steps through pages in the order of the tree. */
export function neighbourPage(context: ActionContext, direction: 1 | -1): PageId | null {
  const pageOrder =
    context.ui.filter.size > 0
      ? context.rows.flatMap((row) => (row.type === 'document' ? row.pages.map((page) => page.id) : []))
      : context.pageOrder;
  const shown = context.ui.shownPageId;
  if (!shown) return pageOrder[0] ?? null;
  const at = pageOrder.indexOf(shown);
  if (at >= 0) return pageOrder[at + direction] ?? null;
  const document = cursorDocument(context);
  return document?.pages[0]?.id ?? null;
}

/** A search or a filter that hides the goal is cleared: the operator asked for the goal. */
function foundOrCleared(context: ActionContext, key: RowKey): { search?: string; filter?: Filter } {
  if (context.ui.search === '' && context.ui.filter.size === 0) return {};
  const rows = currentRows(context.batch, context.ui, categoriesNow(context.now).categories);
  return rows.some((row) => row.key === key) ? {} : { search: '', filter: new Set() };
}

export function without<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  if (!set.has(value)) return set;
  const next = new Set(set);
  next.delete(value);
  return next;
}

export function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set);
  if (!next.delete(value)) next.add(value);
  return next;
}
