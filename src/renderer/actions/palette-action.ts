import ManageSearchOutlined from '@mui/icons-material/ManageSearchOutlined';
import { type Action, action } from './action.ts';

/** Every action by its name, for those whose key is not in the fingers. */
export const palette: Action = action({
  id: 'palette',
  group: 'app',
  labelKey: 'action.palette',
  keys: ['Ctrl+K'],
  icon: ManageSearchOutlined,
  worksWhileTyping: true,
  run: (context) => context.workbench.set({ panel: { type: 'palette' } }),
});

/** As many as are seen without scrolling; more would only be another order of the whole list. */
const mostRemembered = 5;

/** Ids of the actions run last, the latest first, each once. */
export function withLatest(recent: readonly string[], id: string): readonly string[] {
  return [id, ...recent.filter((one) => one !== id)].slice(0, mostRemembered);
}
