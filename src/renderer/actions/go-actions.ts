import NavigateBeforeOutlined from '@mui/icons-material/NavigateBeforeOutlined';
import NavigateNextOutlined from '@mui/icons-material/NavigateNextOutlined';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { attentionOf } from '../station/attention.ts';
import { type Action, action } from './action.ts';
import { type ActionContext, billAtCursor } from './context.ts';
import { goToAttention, goToBill, goToPage, neighbourPage, nextAttention } from './navigation.ts';

/* Where the operator goes. Nothing here changes the batch. */

export const previousPage = pageAction(
  'go.previousPage',
  'action.previousPage',
  'PageUp',
  NavigateBeforeOutlined,
  -1,
);
export const nextPage = pageAction('go.nextPage', 'action.nextPage', 'PageDown', NavigateNextOutlined, 1);

function pageAction(
  id: string,
  labelKey: MessageKey,
  key: string,
  icon: Action['icon'],
  step: 1 | -1,
): Action {
  return action({
    id,
    group: 'go',
    labelKey,
    keys: [key],
    icon,
    refusal: (context) => (neighbourPage(context, step) ? null : 'refusal.noMore'),
    run(context) {
      const pageId = neighbourPage(context, step);
      if (pageId) goToPage(context, pageId);
    },
  });
}

export const nextBill = billAction('go.nextBill', 'action.nextBill', 'Ctrl+ArrowDown', 1);
export const previousBill = billAction('go.previousBill', 'action.previousBill', 'Ctrl+ArrowUp', -1);

function billAction(id: string, labelKey: MessageKey, key: string, step: 1 | -1): Action {
  const goal = (context: ActionContext) => {
    const position = billAtCursor(context)?.position;
    return context.index.bills[position === undefined ? 0 : position - 1 + step] ?? null;
  };
  return action({
    id,
    group: 'go',
    labelKey,
    keys: [key],
    refusal: (context) => (goal(context) ? null : 'refusal.noMore'),
    run(context) {
      const view = goal(context);
      if (view) goToBill(context, view.bill.id);
    },
  });
}

export const nextToMend = attentionAction('go.nextAttention', 'action.nextAttention', 'F8', 1);
export const previousToMend = attentionAction(
  'go.previousAttention',
  'action.previousAttention',
  'Shift+F8',
  -1,
);

function attentionAction(id: string, labelKey: MessageKey, key: string, step: 1 | -1): Action {
  return action({
    id,
    group: 'go',
    labelKey,
    keys: [key],
    worksWhileTyping: true,
    refusal: (context) =>
      context.batch && attentionOf(context.batch).length > 0 ? null : 'refusal.nothingToSee',
    run(context) {
      const attention = nextAttention(context, step);
      if (attention) goToAttention(context, attention);
    },
  });
}

export const search: Action = action({
  id: 'search',
  group: 'go',
  labelKey: 'action.search',
  keys: ['Ctrl+F', '/'],
  worksWhileTyping: true,
  run: () => document.querySelector<HTMLInputElement>('input[type=search]')?.select(),
});
