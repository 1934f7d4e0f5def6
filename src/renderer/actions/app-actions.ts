import CloudOutlined from '@mui/icons-material/CloudOutlined';
import ContrastOutlined from '@mui/icons-material/ContrastOutlined';
import KeyboardOutlined from '@mui/icons-material/KeyboardOutlined';
import SettingsOutlined from '@mui/icons-material/SettingsOutlined';
import { type Action, action } from './action.ts';
import { cursorBill } from './context.ts';
import type { View } from './workbench-state.ts';

/* The window itself: its menu, help, settings, language and theme. */

export const openMenu: Action = action({
  id: 'menu',
  group: 'go',
  labelKey: 'action.contextMenu',
  keys: ['ContextMenu', 'Shift+F10'],
  refusal: (context) => (cursorBill(context) ? null : 'refusal.noDocument'),
  run(context) {
    const row = document.querySelector(cursorOf(context.ui.view))?.getBoundingClientRect();
    if (row)
      context.workbench.set({ panel: { type: 'menu', x: row.left + 80, y: row.top + row.height / 2 } });
  },
});

/** On the contact sheet the page the keyboard stands on, else the row of the tree. */
function cursorOf(view: View): string {
  return view === 'sheet' ? '[role=gridcell][data-cursor=true]' : '[role=treeitem][data-cursor=true]';
}

export const help: Action = action({
  id: 'help',
  group: 'app',
  labelKey: 'action.help',
  keys: ['F1', '?'],
  icon: KeyboardOutlined,
  run: (context) => context.workbench.set({ panel: { type: 'help' } }),
});

export const changeKeys: Action = action({
  id: 'keys',
  group: 'app',
  labelKey: 'action.changeKeys',
  keys: ['Ctrl+Shift+K'],
  icon: KeyboardOutlined,
  run: (context) => context.workbench.set({ panel: { type: 'keys' } }),
});

export const settings: Action = action({
  id: 'settings',
  group: 'app',
  labelKey: 'action.settings',
  keys: ['Ctrl+,'],
  icon: SettingsOutlined,
  run: (context) => context.workbench.set({ panel: { type: 'settings' } }),
});

/** Where the bills go, and as whom this station is let in there. */
export const matchService: Action = action({
  id: 'service',
  group: 'app',
  labelKey: 'action.service',
  keys: ['Alt+S'],
  icon: CloudOutlined,
  run: (context) => context.workbench.set({ panel: { type: 'service' } }),
});

export const switchLanguage: Action = action({
  id: 'language',
  group: 'app',
  labelKey: 'status.language',
  keys: ['Ctrl+Shift+L'],
  run: (context) => context.toggleLanguage(),
});

export const switchTheme: Action = action({
  id: 'theme',
  group: 'app',
  labelKey: 'action.theme',
  keys: ['Ctrl+Shift+D'],
  icon: ContrastOutlined,
  run: (context) => context.toggleTheme(),
});
