import Button from '@mui/material/Button';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import Tooltip from '@mui/material/Tooltip';
import { memo, useRef, useState } from 'react';
import type { MessageKey } from '../../i18n/zh-CN.ts';
import type { Action } from '../actions/action.ts';
import { ActionKey } from '../actions/action-key.tsx';
import { runAction, useActionContext, useNow, useWorkbench } from '../actions/workbench-provider.tsx';
import { useText } from '../components/text.tsx';

interface MenuButtonProps {
  label: MessageKey;
  /** The first gives the icon and the reason why none of them can be done now. */
  actions: readonly Action[];
  look: 'icon' | 'word';
}

/** One word of the toolbar for the ways there are to do it. Where none can be gone now, it says why. */
export const MenuButton = memo(function MenuButton({ label, actions, look }: MenuButtonProps) {
  const workbench = useWorkbench();
  const text = useText();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const place = useRef<HTMLButtonElement>(null);
  const [main] = actions;
  const Icon = main?.icon;
  const { isEnabled, refusal } = useNow((context) => {
    const canRun = actions.some((action) => action.isEnabled(context));
    return { isEnabled: canRun, refusal: canRun ? null : (main?.refusal(context) ?? null) };
  });
  return (
    <>
      <Tooltip
        title={[text(label), ...(refusal ? [text(refusal)] : [])].map((line) => <div key={line}>{line}</div>)}
      >
        <Opener
          ref={place}
          aria-label={text(label)}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          aria-disabled={!isEnabled}
          onClick={() => isEnabled && setAnchor(place.current)}
        >
          {Icon && <Icon />}
          {look === 'word' && text(label)}
        </Opener>
      </Tooltip>
      {anchor && (
        <Menu open anchorEl={anchor} onClose={() => setAnchor(null)} transitionDuration={0}>
          {actions.map((action) => (
            <Line
              key={action.id}
              action={action}
              onRun={() => {
                setAnchor(null);
                runAction(workbench, action);
              }}
            />
          ))}
        </Menu>
      )}
    </>
  );
});

function Line({ action, onRun, ...focus }: { action: Action; onRun: () => void }) {
  const context = useActionContext();
  const text = useText();
  return (
    <MenuItem {...focus} disabled={!action.isEnabled(context)} onClick={onRun}>
      <Words>{text(action.labelNow(context), action.labelParams)}</Words>
      <ActionKey action={action} />
    </MenuItem>
  );
}

const Opener = styled(Button)({
  '&[aria-disabled=true]': { color: 'var(--ink3)', cursor: 'default', opacity: 0.7 },
});
const Words = styled('span')({ flex: 1, paddingRight: 24 });
