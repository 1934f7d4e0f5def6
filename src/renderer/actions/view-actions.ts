import CenterFocusStrongOutlined from '@mui/icons-material/CenterFocusStrongOutlined';
import CompareOutlined from '@mui/icons-material/CompareOutlined';
import FitScreenOutlined from '@mui/icons-material/FitScreenOutlined';
import FullscreenOutlined from '@mui/icons-material/FullscreenOutlined';
import KeyboardOutlined from '@mui/icons-material/KeyboardOutlined';
import LayersClearOutlined from '@mui/icons-material/LayersClearOutlined';
import LayersOutlined from '@mui/icons-material/LayersOutlined';
import NavigateBeforeOutlined from '@mui/icons-material/NavigateBeforeOutlined';
import NavigateNextOutlined from '@mui/icons-material/NavigateNextOutlined';
import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import ViewSidebarOutlined from '@mui/icons-material/ViewSidebarOutlined';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import ZoomInOutlined from '@mui/icons-material/ZoomInOutlined';
import ZoomOutOutlined from '@mui/icons-material/ZoomOutOutlined';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { attentionOf } from '../station/attention.ts';
import { type Action, action } from './action.ts';
import { type ActionContext, cursorBill, cursorDocument, shownPage } from './context.ts';
import { goToAttention, goToBill, goToPage, neighbourPage, nextAttention, toggled } from './navigation.ts';

/* How things are shown and where the operator goes. Nothing here changes the batch. */

export const zoomIn = zoomAction('zoom.in', 'action.zoomIn', ['+', '='], ZoomInOutlined, 1.25);
export const zoomOut = zoomAction('zoom.out', 'action.zoomOut', ['-'], ZoomOutOutlined, 0.8);

export const minZoom = 0.05;
export const maxZoom = 8;

function zoomAction(
  id: string,
  labelKey: MessageKey,
  keys: string[],
  icon: Action['icon'],
  by: number,
): Action {
  return action({
    id,
    group: 'view',
    labelKey,
    keys,
    icon,
    refusal: pageRefusal,
    run: (context) =>
      context.workbench.set(({ zoom, fitScale }) => ({
        zoom: Math.min(maxZoom, Math.max(minZoom, (zoom === 'fit' ? fitScale : zoom) * by)),
      })),
  });
}

export const zoomFit: Action = action({
  id: 'zoom.fit',
  group: 'view',
  labelKey: 'action.zoomFit',
  keys: ['0'],
  icon: FitScreenOutlined,
  refusal: pageRefusal,
  run: (context) => context.workbench.set({ zoom: 'fit' }),
});

export const zoomActual: Action = action({
  id: 'zoom.actual',
  group: 'view',
  labelKey: 'action.zoomActual',
  keys: ['1'],
  icon: CenterFocusStrongOutlined,
  refusal: pageRefusal,
  run: (context) => context.workbench.set({ zoom: 1 }),
});

export const fullScreen: Action = action({
  id: 'view.fullScreen',
  group: 'view',
  labelKey: 'action.fullScreen',
  keys: ['F11', 'F'],
  icon: FullscreenOutlined,
  refusal: pageRefusal,
  run: (context) => context.workbench.set(({ isFullScreen }) => ({ isFullScreen: !isFullScreen })),
});

/** Held, not pressed: the key's release ends it (app/shortcuts). From a button it stays until pressed again. */
export const holdOriginal: Action = action({
  id: 'view.original',
  group: 'view',
  labelKey: 'action.holdOriginal',
  keys: ['O'],
  icon: CompareOutlined,
  refusal: pageRefusal,
  run: (context) => context.workbench.set(({ holdsOriginal }) => ({ holdsOriginal: !holdsOriginal })),
});

export const frames: Action = action({
  id: 'view.frames',
  group: 'view',
  labelKey: 'action.frames',
  keys: ['G'],
  icon: VisibilityOutlined,
  run: (context) => context.workbench.set(({ showsFrames }) => ({ showsFrames: !showsFrames })),
});

export const foldLeft: Action = action({
  id: 'view.foldLeft',
  group: 'view',
  labelKey: 'action.foldLeft',
  keys: ['Ctrl+['],
  icon: ViewSidebarOutlined,
  run: (context) => context.workbench.set(({ isLeftFolded }) => ({ isLeftFolded: !isLeftFolded })),
});

export const foldRight: Action = action({
  id: 'view.foldRight',
  group: 'view',
  labelKey: 'action.foldRight',
  keys: ['Ctrl+]'],
  icon: ViewSidebarOutlined,
  run: (context) => context.workbench.set(({ isRightFolded }) => ({ isRightFolded: !isRightFolded })),
});

export const showBlank: Action = action({
  id: 'view.blank',
  group: 'view',
  labelKey: 'action.showBlank',
  keys: ['H'],
  icon: LayersOutlined,
  run: (context) => context.workbench.set(({ showsBlank }) => ({ showsBlank: !showsBlank })),
});

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
    const position = cursorBill(context)?.position;
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

export const tick: Action = action({
  id: 'tick',
  group: 'go',
  labelKey: 'action.tick',
  keys: ['Space'],
  refusal: (context) => (cursorDocument(context) ? null : 'refusal.noDocument'),
  run(context) {
    const id = cursorDocument(context)?.document.id;
    if (id) context.workbench.set(({ ticked }) => ({ ticked: toggled(ticked, id), tickAnchor: id }));
  },
});

export const tickAll: Action = action({
  id: 'tick.all',
  group: 'go',
  labelKey: 'action.tickAll',
  keys: ['Ctrl+A'],
  refusal: (context) => (cursorBill(context) ? null : 'refusal.noBill'),
  run: (context) =>
    context.workbench.set({
      ticked: new Set(
        cursorBill(context)
          ?.documents.filter((view) => view.pages.length > 0)
          .map((view) => view.document.id),
      ),
    }),
});

export const clearTicks: Action = action({
  id: 'tick.clear',
  group: 'go',
  labelKey: 'action.clearTicks',
  keys: ['Escape'],
  icon: LayersClearOutlined,
  refusal: (context) =>
    context.ui.ticked.size > 0 ||
    context.ui.isFullScreen ||
    context.ui.adjusting !== null ||
    context.ui.search !== ''
      ? null
      : 'refusal.noDocument',
  run(context) {
    const { isFullScreen, ticked, adjusting } = context.ui;
    if (adjusting) context.workbench.set({ adjusting: null });
    else if (isFullScreen) context.workbench.set({ isFullScreen: false });
    else if (ticked.size > 0) context.workbench.set({ ticked: new Set(), tickAnchor: null });
    else context.workbench.set({ search: '' });
  },
});

export const openMenu: Action = action({
  id: 'menu',
  group: 'go',
  labelKey: 'action.contextMenu',
  keys: ['ContextMenu', 'Shift+F10'],
  refusal: (context) => (context.ui.cursor ? null : 'refusal.noDocument'),
  run(context) {
    const row = document.querySelector('[role=treeitem][data-cursor=true]')?.getBoundingClientRect();
    if (row)
      context.workbench.set({ panel: { type: 'menu', x: row.left + 80, y: row.top + row.height / 2 } });
  },
});

export const help: Action = action({
  id: 'help',
  group: 'app',
  labelKey: 'action.help',
  keys: ['F1', '?'],
  icon: KeyboardOutlined,
  run: (context) => context.workbench.set({ panel: { type: 'help' } }),
});

export const settings: Action = action({
  id: 'settings',
  group: 'app',
  labelKey: 'action.settings',
  keys: ['Ctrl+,'],
  icon: SettingsOutlined,
  run: (context) => context.workbench.set({ panel: { type: 'settings' } }),
});

export const switchLanguage: Action = action({
  id: 'language',
  group: 'app',
  labelKey: 'status.language',
  keys: ['Ctrl+Shift+L'],
  run: (context) => context.toggleLanguage(),
});

function pageRefusal(context: ActionContext): MessageKey | null {
  return shownPage(context) ? null : 'refusal.noPage';
}
