import CheckBoxOutlineBlankOutlined from '@mui/icons-material/CheckBoxOutlineBlankOutlined';
import DeleteOutlineOutlined from '@mui/icons-material/DeleteOutlineOutlined';
import FactCheckOutlined from '@mui/icons-material/FactCheckOutlined';
import RestoreFromTrashOutlined from '@mui/icons-material/RestoreFromTrashOutlined';
import RotateLeftOutlined from '@mui/icons-material/RotateLeftOutlined';
import RotateRightOutlined from '@mui/icons-material/RotateRightOutlined';
import type { PageId } from '../../domain/ids.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { type Action, action } from './action.ts';
import {
  type ActionContext,
  cursorDocument,
  edit,
  isPageId,
  outsideBin,
  targetDocuments,
  targetPages,
  tickedDocuments,
} from './context.ts';
import { documentsRefusal, pagesRefusal } from './refusals.ts';
import { noTicks } from './workbench-state.ts';

/* What an operator does to pages. Each can be undone until the bill is submitted. */

export const rotateLeft = rotateAction(
  'page.rotateLeft',
  'action.rotateLeft',
  ['L', '['],
  RotateLeftOutlined,
  270,
);
export const rotateRight = rotateAction(
  'page.rotateRight',
  'action.rotateRight',
  ['R', ']'],
  RotateRightOutlined,
  90,
);

function rotateAction(
  id: string,
  labelKey: MessageKey,
  keys: readonly string[],
  icon: Action['icon'],
  turn: 90 | 270,
): Action {
  return action({
    id,
    group: 'edit',
    labelKey,
    keys,
    icon,
    refusal: pagesRefusal,
    async run(context) {
      const pageIds = targetPages(context).map((page) => page.id);
      await edit(context, { type: 'page.rotate', pageIds, turn });
    },
  });
}

export const markBlank: Action = action({
  id: 'page.markBlank',
  group: 'edit',
  labelKey: 'action.markBlank',
  keys: ['B'],
  icon: CheckBoxOutlineBlankOutlined,
  refusal: pagesRefusal,
  run: (context) => mark(context, 'blank'),
});

export const markContent: Action = action({
  id: 'page.markContent',
  group: 'edit',
  labelKey: 'action.markContent',
  keys: ['Shift+B'],
  icon: FactCheckOutlined,
  refusal: (context) =>
    pagesRefusal(context) ??
    (targetPages(context).every((page) => page.mark === 'content') ? 'refusal.noBlank' : null),
  run: (context) => mark(context, 'content'),
});

export const remove: Action = action({
  id: 'page.delete',
  group: 'edit',
  labelKey: 'action.delete',
  keys: ['Delete'],
  icon: DeleteOutlineOutlined,
  refusal: documentsRefusal,
  async run(context) {
    const alone = tickedDocuments(context).length === 0 ? pageAlone(context) : null;
    const pageIds = alone
      ? [alone]
      : targetDocuments(context).flatMap((view) => outsideBin(view).map((page) => page.id));
    const isDone = await edit(context, { type: 'page.delete', pageIds });
    if (isDone) context.workbench.set({ ticked: noTicks });
  },
});

export const bin: Action = action({
  id: 'bin',
  group: 'edit',
  labelKey: 'action.bin',
  keys: ['Ctrl+Delete'],
  icon: RestoreFromTrashOutlined,
  refusal: (context) => (context.index.deleted.length > 0 ? null : 'refusal.binEmpty'),
  run: (context) => context.workbench.set({ panel: { type: 'bin' } }),
});

/** The page under the cursor, where it stands for itself: on its own line, or beside others of its document on the sheet. */
function pageAlone(context: ActionContext): PageId | null {
  const { cursor, shownPageId, view } = context.ui;
  if (cursor !== null && isPageId(cursor)) return cursor;
  const isBesideOthers = view === 'sheet' && (cursorDocument(context)?.pages.length ?? 0) > 1;
  return isBesideOthers ? shownPageId : null;
}

async function mark(context: ActionContext, as: 'blank' | 'content'): Promise<void> {
  const pageIds = targetPages(context).map((page) => page.id);
  const isDone = await edit(context, { type: 'page.mark', pageIds, mark: as });
  // What is folded away would stay ticked out of sight, for the next key to work on.
  if (isDone) context.workbench.set({ ticked: noTicks });
}
