import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import Tooltip from '@mui/material/Tooltip';
import { memo } from 'react';
import { KeyCap } from '../components/key-cap.tsx';
import { spokenName } from '../components/spoken-name.ts';
import { useText } from '../components/text.tsx';
import type { Action } from './action.ts';
import { ActionTip } from './action-tip.tsx';
import { ariaKeys, printedKeys } from './keys.ts';
import { runAction, useKeys, useRefusal, useWorkbench } from './workbench-provider.tsx';

interface ActionButtonProps {
  action: Action;
  /** `icon`: the icon alone; `word`: icon and short word; `key`: with its key printed on it. */
  look: 'icon' | 'word' | 'key';
  emphasis?: 'text' | 'outlined' | 'contained';
  /** In place of the action's own words. */
  label?: string;
  /** A line more for the tip. */
  hint?: string | undefined;
  isPressed?: boolean;
}

/** The button of an action. One that cannot be pressed now says why. Drawn again only when that or its words change. */
export const ActionButton = memo(function ActionButton(props: ActionButtonProps) {
  const { action, look } = props;
  const workbench = useWorkbench();
  const text = useText();
  const name = props.label ?? text(action.labelKey, action.labelParams);
  const word = look === 'word' ? text(action.shortKey ?? action.labelKey) : name;
  const refusal = useRefusal(action);
  const keys = useKeys()(action);
  const shared = {
    'aria-label': spokenName(word, name, text),
    'aria-disabled': refusal !== null,
    'aria-pressed': props.isPressed,
    'aria-keyshortcuts': ariaKeys(keys[0]),
    onClick: () => runAction(workbench, action),
    // The keyboard stays in the tree: a press of the mouse is not a move of the hand.
    onMouseDown: (event: { preventDefault(): void }) => event.preventDefault(),
  };
  const Icon = action.icon;
  return (
    <Tooltip
      title={<ActionTip name={name} keys={keys} refusal={refusal ? text(refusal) : null} hint={props.hint} />}
    >
      {look === 'icon' ? (
        <Tool {...shared} size="small">
          {Icon && <Icon />}
        </Tool>
      ) : (
        <Worded {...shared} variant={props.emphasis ?? 'text'}>
          {Icon && <Icon />}
          {word}
          {look === 'key' && keys[0] && <KeyCap keys={printedKeys(keys[0])} />}
        </Worded>
      )}
    </Tooltip>
  );
});

const Worded = styled(Button)({
  '&[aria-disabled=true]': { color: 'var(--ink3)', cursor: 'default', opacity: 0.7 },
  '&.MuiButton-contained[aria-disabled=true]': {
    background: 'var(--line)',
    color: 'var(--ink3)',
    opacity: 1,
  },
  '&[aria-pressed=true]': { background: 'var(--accent-soft)', color: 'var(--accent-ink)' },
});

const Tool = styled(IconButton)({
  '&[aria-disabled=true]': { color: 'var(--ink3)', opacity: 0.55, cursor: 'default' },
  '&[aria-pressed=true]': { background: 'var(--accent-soft)', color: 'var(--accent-ink)' },
});
