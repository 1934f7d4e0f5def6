import CenterFocusStrongOutlined from '@mui/icons-material/CenterFocusStrongOutlined';
import CompareOutlined from '@mui/icons-material/CompareOutlined';
import FitScreenOutlined from '@mui/icons-material/FitScreenOutlined';
import FullscreenOutlined from '@mui/icons-material/FullscreenOutlined';
import LayersOutlined from '@mui/icons-material/LayersOutlined';
import ViewSidebarOutlined from '@mui/icons-material/ViewSidebarOutlined';
import VisibilityOutlined from '@mui/icons-material/VisibilityOutlined';
import ZoomInOutlined from '@mui/icons-material/ZoomInOutlined';
import ZoomOutOutlined from '@mui/icons-material/ZoomOutOutlined';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { type Action, action } from './action.ts';
import { type ActionContext, shownPage } from './context.ts';
import { fitScale } from './fit-scale.ts';
import { nextSheetSize, usualSheetSize } from './sheet-size.ts';

/* How things are shown. Nothing here changes the batch. */

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
      context.workbench.set(({ view, sheetSize, zoom }) =>
        view === 'sheet'
          ? { sheetSize: nextSheetSize(sheetSize, by > 1 ? 1 : -1) }
          : { zoom: Math.min(maxZoom, Math.max(minZoom, (zoom === 'fit' ? fitScale.get().now : zoom) * by)) },
      ),
  });
}

export const zoomFit: Action = action({
  id: 'zoom.fit',
  group: 'view',
  labelKey: 'action.zoomFit',
  keys: ['0'],
  icon: FitScreenOutlined,
  refusal: pageRefusal,
  run: (context) =>
    context.workbench.set(({ view }) => (view === 'sheet' ? { sheetSize: usualSheetSize } : { zoom: 'fit' })),
});

export const zoomActual: Action = action({
  id: 'zoom.actual',
  group: 'view',
  labelKey: 'action.zoomActual',
  keys: ['1'],
  icon: CenterFocusStrongOutlined,
  // The contact sheet shows pictures made small: there is nothing there to be seen pixel by pixel.
  refusal: (context) => (context.ui.view === 'sheet' ? 'refusal.onSheet' : pageRefusal(context)),
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
  run: (context) =>
    context.workbench.set(({ isRightFolded }) => ({ isRightFolded: !isRightFolded, rightFoldBy: 'hand' })),
});

export const showBlank: Action = action({
  id: 'view.blank',
  group: 'view',
  labelKey: 'action.showBlank',
  keys: ['H'],
  icon: LayersOutlined,
  run: (context) => context.workbench.set(({ showsBlank }) => ({ showsBlank: !showsBlank })),
});

function pageRefusal(context: ActionContext): MessageKey | null {
  return shownPage(context) ? null : 'refusal.noPage';
}
