import LockOutlined from '@mui/icons-material/LockOutlined';
import ManageAccountsOutlined from '@mui/icons-material/ManageAccountsOutlined';
import PasswordOutlined from '@mui/icons-material/PasswordOutlined';
import SwitchAccountOutlined from '@mui/icons-material/SwitchAccountOutlined';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { type Action, action } from './action.ts';
import { type ActionContext, told } from './context.ts';

/* Who works here: locking, leaving it to another, the own PIN. */

export const lock: Action = action({
  id: 'session.lock',
  group: 'app',
  labelKey: 'action.lock',
  keys: ['Alt+L'],
  icon: LockOutlined,
  worksWhileTyping: true,
  refusal: nobodyRefusal,
  async run(context) {
    told(context, await context.station.client.run('session.lock', {}));
  },
});

export const switchOperator: Action = action({
  id: 'session.switch',
  group: 'app',
  labelKey: 'action.switchOperator',
  keys: ['Alt+Shift+L'],
  icon: SwitchAccountOutlined,
  worksWhileTyping: true,
  refusal: nobodyRefusal,
  async run(context) {
    told(context, await context.station.client.run('session.signOut', {}));
  },
});

export const changePin: Action = action({
  id: 'session.changePin',
  group: 'app',
  labelKey: 'action.changePin',
  keys: ['Alt+P'],
  icon: PasswordOutlined,
  refusal: nobodyRefusal,
  run: (context) => context.workbench.set({ panel: { type: 'pin' } }),
});

export const operators: Action = action({
  id: 'operators',
  group: 'app',
  labelKey: 'action.operators',
  keys: ['Alt+O'],
  icon: ManageAccountsOutlined,
  command: 'operators.save',
  run: (context) => context.workbench.set({ panel: { type: 'operators' } }),
});

function nobodyRefusal({ now }: ActionContext): MessageKey | null {
  return now.session?.state === 'signedIn' ? null : 'refusal.noOperators';
}
