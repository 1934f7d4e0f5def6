import AutoStoriesOutlined from '@mui/icons-material/AutoStoriesOutlined';
import CropPortraitOutlined from '@mui/icons-material/CropPortraitOutlined';
import FilterAltOffOutlined from '@mui/icons-material/FilterAltOffOutlined';
import FilterAltOutlined from '@mui/icons-material/FilterAltOutlined';
import GridViewOutlined from '@mui/icons-material/GridViewOutlined';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { chosenBy, type FilterPart, filterParts } from '../station/filter.ts';
import { type Action, action } from './action.ts';
import type { ActionContext } from './context.ts';
import { toggled } from './navigation.ts';
import type { View } from './workbench-state.ts';

/* What of the batch is shown, and how many pages at a time. */

export const singlePage = viewAction('single', 'action.view.single', 'X', CropPortraitOutlined);
export const twoPages = viewAction('two', 'action.view.two', 'W', AutoStoriesOutlined);
export const contactSheet = viewAction('sheet', 'action.view.sheet', 'Q', GridViewOutlined);

function viewAction(view: View, labelKey: MessageKey, key: string, icon: Action['icon']): Action {
  return action({
    id: `view.${view}`,
    group: 'view',
    labelKey,
    keys: [key],
    icon,
    refusal: (context) => (context.index.bills.length > 0 ? null : 'refusal.noPage'),
    // A page that is being adjusted is left with the view it is adjusted in.
    run: (context) =>
      context.workbench.set(({ focusTree }) => ({ view, adjusting: null, focusTree: focusTree + 1 })),
  });
}

/** Narrows to one kind, or to what needs one kind of work. A part that finds nothing can still be left. */
export const filterActions: readonly Action[] = filterParts
  .filter((part) => part !== 'attention')
  .map((part, at) =>
    action({
      id: `filter.${part}`,
      group: 'view',
      labelKey: `action.filter.${part}`,
      // As they stand in the menu; what needs a look keeps its key beside `F8`.
      keys: [`Alt+${at + 1}`],
      icon: FilterAltOutlined,
      worksWhileTyping: true,
      refusal: (context) =>
        context.ui.filter.has(part) || countOf(context, part) > 0 ? null : 'refusal.filterEmpty',
      run: (context) => context.workbench.set(({ filter }) => ({ filter: toggled(filter, part) })),
    }),
  );

/** In documents, as everywhere. A bill that needs a look as a whole, and none of its documents does, is one more. */
export function countOf({ batch }: ActionContext, part: FilterPart): number {
  if (!batch) return 0;
  const chosen = chosenBy(batch, part);
  if (part !== 'attention') return chosen.documents.size;
  const told = new Set([...chosen.documents].map((id) => batch.tree.documents.get(id)?.billId));
  return chosen.documents.size + [...chosen.bills].filter((id) => !told.has(id)).length;
}

export const clearFilter: Action = action({
  id: 'filter.clear',
  group: 'view',
  labelKey: 'action.filter.clear',
  shortKey: 'action.filter.clear.short',
  keys: ['Alt+0'],
  icon: FilterAltOffOutlined,
  worksWhileTyping: true,
  refusal: ({ ui }) => (ui.filter.size > 0 || ui.search !== '' ? null : 'refusal.noFilter'),
  run: (context) =>
    context.workbench.set(({ focusTree }) => ({ filter: new Set(), search: '', focusTree: focusTree + 1 })),
});

export const openFilters: Action = action({
  id: 'filter.open',
  group: 'view',
  labelKey: 'action.filter.open',
  shortKey: 'action.filter.open.short',
  keys: ['Ctrl+Shift+F'],
  icon: FilterAltOutlined,
  worksWhileTyping: true,
  refusal: (context) => (context.index.bills.length > 0 ? null : 'refusal.noPage'),
  run: (context) => context.workbench.set({ panel: { type: 'filters' } }),
});
