import ChecklistOutlined from '@mui/icons-material/ChecklistOutlined';
import PlaylistAddCheckOutlined from '@mui/icons-material/PlaylistAddCheckOutlined';
import type { DocumentId } from '../../domain/ids.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { categoriesNow } from '../station/categories.ts';
import { chosenOf } from '../station/filter.ts';
import { rowsOf } from '../station/rows.ts';
import type { DocumentView } from '../station/tree-index.ts';
import { type Action, action } from './action.ts';
import { type ActionContext, cursorDocument, isSubmitted } from './context.ts';

/* Ticks by kind: every document of the kind and category the cursor stands on. */

export const tickLikeInBill: Action = action({
  id: 'tick.likeInBill',
  group: 'go',
  labelKey: 'action.tickLikeInBill',
  keys: ['Alt+A'],
  icon: ChecklistOutlined,
  refusal: likeRefusal,
  run(context) {
    const billId = cursorDocument(context)?.document.billId;
    tickLike(context, (view) => view.document.billId === billId);
  },
});

export const tickLikeInBatch: Action = action({
  id: 'tick.likeInBatch',
  group: 'go',
  labelKey: 'action.tickLikeInBatch',
  keys: ['Ctrl+Shift+A'],
  icon: PlaylistAddCheckOutlined,
  refusal: likeRefusal,
  run: (context) => tickLike(context, () => true),
});

/** Much of what is ticked may be out of sight: the foot of the tree says how many there are. */
function tickLike(context: ActionContext, isMeant: (view: DocumentView) => boolean): void {
  const like = cursorDocument(context);
  if (!like) return;
  const { kind, category } = like.document;
  const ticked = shownDocuments(context).filter(
    (view) =>
      view.document.kind === kind &&
      view.document.category === category &&
      // Nothing can be done to what is submitted: ticked among others it would only have them refused too.
      !isSubmitted(context, view.document.id) &&
      isMeant(view),
  );
  const ids = new Set<DocumentId>(ticked.map((view) => view.document.id));
  context.workbench.set({ ticked: ids, tickAnchor: like.document.id });
}

/** What the search and the filter leave, in closed bills too: what is filtered out is not meant. */
export function shownDocuments(context: ActionContext): readonly DocumentView[] {
  const { batch, index, now, ui } = context;
  const only = batch && chosenOf(batch, ui.filter);
  const { categories } = categoriesNow(now);
  const rows = rowsOf(index, { ...ui, closedBills: new Set(), categories, only });
  return rows.flatMap((row) => (row.type === 'document' && row.view.pages.length > 0 ? [row.view] : []));
}

function likeRefusal(context: ActionContext): MessageKey | null {
  const view = cursorDocument(context);
  if (!view) return 'refusal.noDocument';
  return isSubmitted(context, view.document.id) ? 'refusal.submitted' : null;
}
