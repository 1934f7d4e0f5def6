import DriveFileMoveRtlOutlined from '@mui/icons-material/DriveFileMoveRtlOutlined';
import type { DocumentId } from '../../domain/ids.ts';
import type { Place } from '../../domain/tree/commands.ts';
import { isFiledAlike } from '../../domain/tree/seams.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import type { BillView, DocumentView } from '../station/tree-index.ts';
import { type Action, action } from './action.ts';
import { type ActionContext, edit, targetDocuments } from './context.ts';
import { documentsRefusal } from './refusals.ts';

/* Moving by keys: what is ticked goes together, as it goes by mouse. */

export const moveUp = moveAction('document.moveUp', 'action.moveUp', 'Alt+ArrowUp', -1);
export const moveDown = moveAction('document.moveDown', 'action.moveDown', 'Alt+ArrowDown', 1);

export const moveToBill: Action = action({
  id: 'document.moveToBill',
  group: 'edit',
  labelKey: 'action.moveToBill',
  keys: ['Shift+M'],
  icon: DriveFileMoveRtlOutlined,
  refusal: (context) =>
    documentsRefusal(context) ?? (billsToMoveTo(context).length === 0 ? 'refusal.noOtherBill' : null),
  run: (context) => context.workbench.set({ panel: { type: 'move-to-bill' } }),
});

/** Open bills of the batch, but not the one in which everything to be moved lies already. */
export function billsToMoveTo(context: ActionContext): readonly BillView[] {
  const from = new Set(targetDocuments(context).map((view) => view.document.billId));
  return context.index.bills.filter(
    ({ bill }) => bill.state === 'open' && !(from.size === 1 && from.has(bill.id)),
  );
}

/** Past their neighbour of the same heading; past the last of them into the next bill. */
function moveAction(id: string, labelKey: MessageKey, key: string, direction: 1 | -1): Action {
  return action({
    id,
    group: 'edit',
    labelKey,
    keys: [key],
    refusal(context) {
      const goal = goalBeyond(context, direction);
      return 'refusal' in goal ? goal.refusal : null;
    },
    async run(context) {
      const goal = goalBeyond(context, direction);
      if ('place' in goal) await edit(context, { type: 'document.move', ...goal, kind: null });
    },
  });
}

type Goal =
  | { readonly documentIds: readonly DocumentId[]; readonly place: Place }
  | { readonly refusal: MessageKey };

function goalBeyond(context: ActionContext, direction: 1 | -1): Goal {
  const views = targetDocuments(context);
  const refusal = documentsRefusal(context);
  if (refusal) return { refusal };
  const bill = context.index.billById.get(views[0]?.document.billId ?? 'bill:');
  const group = views[0] && bill ? groupIn(context, bill, views[0]) : [];
  // Under two headings there is no one way up or down.
  if (!bill || views.some((view) => !group.includes(view))) return { refusal: 'refusal.oneHeadingOnly' };
  const edge =
    direction === 1
      ? group.findLastIndex((view) => views.includes(view))
      : group.findIndex((view) => views.includes(view));
  const documentIds = views.map((view) => view.document.id);
  const neighbour = group[edge + direction];
  if (neighbour) {
    const at = direction === 1 ? 'after' : 'before';
    return { documentIds, place: { at, documentId: neighbour.document.id } };
  }
  const next = context.index.bills[bill.position - 1 + direction];
  if (next?.bill.state !== 'open') return { refusal: 'refusal.noMore' };
  const nearest = views[0] && groupIn(context, next, views[0]).at(direction === 1 ? 0 : -1);
  if (!nearest) return { documentIds, place: { at: 'bill-end', billId: next.bill.id } };
  const at = direction === 1 ? 'before' : 'after';
  return { documentIds, place: { at, documentId: nearest.document.id } };
}

/** What a bill shows under the heading of a document, top to bottom. */
function groupIn(context: ActionContext, bill: BillView, like: DocumentView): readonly DocumentView[] {
  const isShown = (view: DocumentView) =>
    view.pages.length > 0 || context.ui.showsBlank || context.ui.ticked.has(view.document.id);
  return bill.documents.filter((view) => isFiledAlike(view.document, like.document) && isShown(view));
}
