import type { SvgIconComponent } from '@mui/icons-material';
import type { CommandName } from '../../contract/commands.ts';
import type { MessageParams } from '../../i18n/text.ts';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import { type ActionContext, isNothingListed } from './context.ts';
import { roleRefusal } from './role-refusal.ts';

export type ActionGroup = 'capture' | 'edit' | 'view' | 'go' | 'app';

/** One thing an operator can do. The same object feeds its button, its line in the menu, its keys and the help. */
export interface Action {
  readonly id: string;
  readonly group: ActionGroup;
  readonly labelKey: MessageKey;
  readonly labelParams: MessageParams;
  /** What it is for what is in hand, in menus; else its label. */
  labelNow(context: ActionContext): MessageKey;
  /** A word short enough for the toolbar; null where the label is. */
  readonly shortKey: MessageKey | null;
  /** As printed on the keyboard: `F2`, `Ctrl+Z`, `I`. The first is shown beside the action. */
  readonly keys: readonly string[];
  readonly icon: SvgIconComponent | null;
  /** Works also while the operator types into a field. */
  readonly worksWhileTyping: boolean;
  isEnabled(context: ActionContext): boolean;
  /** Why it cannot be done now, in words; null when it can. */
  refusal(context: ActionContext): MessageKey | null;
  run(context: ActionContext): void | Promise<void>;
}

type ActionParts = Pick<Action, 'id' | 'group' | 'labelKey' | 'run'> & {
  /** The command it is about: who may not run it is told so in place of any other reason. */
  readonly command?: CommandName;
} & Partial<
    Pick<Action, 'labelParams' | 'labelNow' | 'keys' | 'icon' | 'shortKey' | 'worksWhileTyping' | 'refusal'>
  >;

/** Where nothing is listed there is nothing to select: the search goes first. */
const selectFirst: ReadonlySet<MessageKey> = new Set([
  'refusal.noBill',
  'refusal.noDocument',
  'refusal.noPage',
  'refusal.tickTwo',
]);

export function action({ command, ...parts }: ActionParts): Action {
  const refusal = (context: ActionContext) => {
    const reason = (command ? roleRefusal(context.now, command) : null) ?? parts.refusal?.(context) ?? null;
    return reason !== null && selectFirst.has(reason) && isNothingListed(context)
      ? 'refusal.nothingListed'
      : reason;
  };
  return {
    labelParams: {},
    labelNow: () => parts.labelKey,
    keys: [],
    icon: null,
    shortKey: null,
    worksWhileTyping: false,
    ...parts,
    refusal,
    isEnabled: (context) => refusal(context) === null,
  };
}
