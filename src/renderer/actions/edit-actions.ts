import ArticleOutlined from '@mui/icons-material/ArticleOutlined';
import AttachFileOutlined from '@mui/icons-material/AttachFileOutlined';
import CallMergeOutlined from '@mui/icons-material/CallMergeOutlined';
import CallSplitOutlined from '@mui/icons-material/CallSplitOutlined';
import ContentCutOutlined from '@mui/icons-material/ContentCutOutlined';
import CreateNewFolderOutlined from '@mui/icons-material/CreateNewFolderOutlined';
import DriveFileMoveOutlined from '@mui/icons-material/DriveFileMoveOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import LabelOutlined from '@mui/icons-material/LabelOutlined';
import ReceiptLongOutlined from '@mui/icons-material/ReceiptLongOutlined';
import RedoOutlined from '@mui/icons-material/RedoOutlined';
import UndoOutlined from '@mui/icons-material/UndoOutlined';
import type { DocumentKind } from '../../domain/reading.ts';
import { isFiledAlike, partsOf } from '../../domain/tree/seams.ts';
import { isContent, pagesOf } from '../../domain/tree/views.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { type Action, action } from './action.ts';
import {
  type ActionContext,
  cursorBill,
  cursorDocument,
  edit,
  isSubmitted,
  outsideBin,
  shownPage,
  targetDocuments,
  tickedDocuments,
  told,
} from './context.ts';
import { goToRow, startNumber } from './navigation.ts';
import { billRefusal, documentsRefusal } from './refusals.ts';
import { noTicks, notify } from './workbench-state.ts';

/* What an operator does to bills and documents. Each can be undone until the bill is submitted. */

export const undo: Action = action({
  id: 'undo',
  group: 'edit',
  labelKey: 'action.undo',
  keys: ['Ctrl+Z'],
  icon: UndoOutlined,
  refusal: (context) => (context.batch?.history.undo ? null : 'refusal.nothingToUndo'),
  async run(context) {
    const batchId = context.batch?.tree.batch.id;
    if (batchId) told(context, await context.station.change(batchId, { type: 'undo' }));
  },
});

export const redo: Action = action({
  id: 'redo',
  group: 'edit',
  labelKey: 'action.redo',
  keys: ['Ctrl+Y', 'Ctrl+Shift+Z'],
  icon: RedoOutlined,
  refusal: (context) => (context.batch?.history.redo ? null : 'refusal.nothingToRedo'),
  async run(context) {
    const batchId = context.batch?.tree.batch.id;
    if (batchId) told(context, await context.station.change(batchId, { type: 'redo' }));
  },
});

export const setCover = kindAction('cover', 'action.setCover', 'C', ArticleOutlined);
export const setInvoice = kindAction('invoice', 'action.setInvoice', 'I', ReceiptLongOutlined);
export const setAttachment = kindAction('attachment', 'action.setAttachment', 'A', AttachFileOutlined);

function kindAction(kind: DocumentKind, labelKey: MessageKey, key: string, icon: Action['icon']): Action {
  return action({
    id: `kind.${kind}`,
    group: 'edit',
    labelKey,
    shortKey: `kind.${kind}`,
    keys: [key],
    icon,
    refusal(context) {
      const refused = documentsRefusal(context);
      if (refused) return refused;
      return kind === 'invoice' && targetDocuments(context).length > 1 ? 'refusal.oneInvoiceOnly' : null;
    },
    run: (context) => reclassify(context, kind, null),
  });
}

export const setCategory: Action = action({
  id: 'kind.category',
  group: 'edit',
  labelKey: 'action.setCategory',
  keys: ['K'],
  icon: LabelOutlined,
  refusal: documentsRefusal,
  run: (context) =>
    context.workbench.set({
      panel: { type: 'category', documentIds: targetDocuments(context).map((view) => view.document.id) },
    }),
});

export const editNumber: Action = action({
  id: 'bill.number',
  group: 'edit',
  labelKey: 'action.editNumber',
  keys: ['Enter', 'E'],
  icon: EditOutlined,
  refusal: billRefusal,
  run(context) {
    const view = cursorBill(context);
    if (view) startNumber(context, view.bill.id);
  },
});

export const newBill: Action = action({
  id: 'bill.new',
  group: 'edit',
  labelKey: 'action.newBill',
  shortKey: 'action.newBill.short',
  keys: ['N'],
  icon: CreateNewFolderOutlined,
  refusal: (context) => (cursorDocument(context) ? billRefusal(context) : 'refusal.noDocument'),
  async run(context) {
    const view = cursorDocument(context);
    if (!view) return;
    const isDone = await edit(context, { type: 'bill.split', documentId: view.document.id });
    // The number that was searched for is not that of the new bill: it would be gone from view as soon as it is there.
    if (!isDone || context.ui.search === '') return;
    context.workbench.set({ search: '' });
    goToRow(context, view.document.id);
  },
});

export const joinBill: Action = action({
  id: 'bill.join',
  group: 'edit',
  labelKey: 'action.joinBill',
  shortKey: 'action.joinBill.short',
  keys: ['J'],
  icon: DriveFileMoveOutlined,
  refusal: (context) =>
    billRefusal(context) ?? (cursorBill(context)?.position === 1 ? 'refusal.firstBill' : null),
  async run(context) {
    const view = cursorBill(context);
    if (view) await edit(context, { type: 'bill.join', billId: view.bill.id });
  },
});

export const merge: Action = action({
  id: 'document.merge',
  group: 'edit',
  labelKey: 'action.merge',
  shortKey: 'action.merge.short',
  keys: ['M'],
  icon: CallMergeOutlined,
  refusal: (context) => (tickedDocuments(context).length < 2 ? 'refusal.tickTwo' : documentsRefusal(context)),
  async run(context) {
    const documents = tickedDocuments(context).map((view) => view.document);
    const documentIds = documents.map((document) => document.id);
    const isDone = await edit(context, { type: 'document.merge', documentIds });
    if (!isDone) return;
    context.workbench.set({ ticked: noTicks, cursor: documentIds[0] ?? null });
    const [first] = documents;
    if (first && documents.some((document) => !isFiledAlike(document, first)))
      notify(context.workbench, { type: 'done', key: `merge.mixed.${first.kind}`, params: {} });
  },
});

export const split: Action = action({
  id: 'document.split',
  group: 'edit',
  labelKey: 'action.split',
  shortKey: 'action.split.short',
  keys: ['S'],
  icon: CallSplitOutlined,
  refusal: (context) => splitRefusal(context),
  async run(context) {
    const view = cursorDocument(context);
    if (view) await edit(context, { type: 'document.split', documentId: view.document.id, atPageId: null });
  },
});

export const splitHere: Action = action({
  id: 'document.splitHere',
  group: 'edit',
  labelKey: 'action.splitHere',
  keys: ['Shift+S'],
  icon: ContentCutOutlined,
  refusal(context) {
    const refused = documentRefusal(context);
    if (refused) return refused;
    const view = cursorDocument(context);
    const pages = view ? outsideBin(view) : [];
    if (pages.length < 2) return 'refusal.onePage';
    return pages[0]?.id === context.ui.shownPageId ? 'refusal.firstPage' : null;
  },
  async run(context) {
    const view = cursorDocument(context);
    const page = shownPage(context);
    if (view && page) {
      await edit(context, { type: 'document.split', documentId: view.document.id, atPageId: page.id });
    }
  },
});

export async function reclassify(
  context: ActionContext,
  kind: DocumentKind,
  category: string | null,
): Promise<void> {
  const documentIds = targetDocuments(context).map((view) => view.document.id);
  const isDone = await edit(context, { type: 'document.reclassify', documentIds, kind, category });
  if (isDone) context.workbench.set({ ticked: noTicks });
}

/** As the station does it: what was merged, and a sheet, stays whole. A part that is all folded away would be a document of nothing. */
function splitRefusal(context: ActionContext): MessageKey | null {
  const refused = documentRefusal(context);
  if (refused) return refused;
  const view = cursorDocument(context);
  if (!view || !context.batch) return 'refusal.noDocument';
  const pages = pagesOf(context.batch.tree, view.document.id);
  const parts = partsOf(view.document, pages).filter((part) => part.some(isContent));
  if (parts.length > 1) return null;
  return view.pages.length > 1 ? 'refusal.oneSheet' : 'refusal.onePage';
}

function documentRefusal(context: ActionContext): MessageKey | null {
  const view = cursorDocument(context);
  if (!view) return 'refusal.noDocument';
  return isSubmitted(context, view.document.id) ? 'refusal.submitted' : null;
}
