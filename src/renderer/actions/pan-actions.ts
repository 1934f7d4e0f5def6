import ArrowBackOutlined from '@mui/icons-material/ArrowBackOutlined';
import ArrowDownwardOutlined from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowForwardOutlined from '@mui/icons-material/ArrowForwardOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { type Action, action } from './action.ts';
import { type ActionContext, shownPage } from './context.ts';
import type { PanStep } from './workbench-state.ts';

/* Over a page that is larger than its canvas, by keys as by dragging. */

// Up and down also while a number is typed from the page; sideways the field has these keys for its words.
export const panUp = panAction('Up', { x: 0, y: -1 }, ArrowUpwardOutlined, 'typing');
export const panDown = panAction('Down', { x: 0, y: 1 }, ArrowDownwardOutlined, 'typing');
export const panLeft = panAction('Left', { x: -1, y: 0 }, ArrowBackOutlined, 'resting');
export const panRight = panAction('Right', { x: 1, y: 0 }, ArrowForwardOutlined, 'resting');

function panAction(
  way: 'Up' | 'Down' | 'Left' | 'Right',
  step: PanStep,
  icon: Action['icon'],
  works: 'typing' | 'resting',
): Action {
  return action({
    id: `pan.${way.toLowerCase()}`,
    group: 'view',
    labelKey: `action.pan${way}`,
    keys: [`Ctrl+Shift+Arrow${way}`],
    icon,
    worksWhileTyping: works === 'typing',
    refusal: panRefusal,
    run: (context) => context.workbench.set({ panStep: { ...step } }),
  });
}

function panRefusal(context: ActionContext): MessageKey | null {
  if (!shownPage(context)) return 'refusal.noPage';
  if (context.ui.view === 'sheet') return 'refusal.singleFirst';
  return context.ui.zoom === 'fit' ? 'refusal.wholePage' : null;
}
