import ArrowDropDownOutlined from '@mui/icons-material/ArrowDropDownOutlined';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import type { Action } from '../actions/action.ts';
import { ActionKey } from '../actions/action-key.tsx';
import { changePin, lock, operators, switchOperator } from '../actions/session-actions.ts';
import { runAction, useRefusal, useStation, useWorkbench } from '../actions/workbench-provider.tsx';
import { useText } from '../components/text.tsx';
import { Chooser } from './chooser.ts';

const actions = [lock, switchOperator, changePin, operators];

/** Who works here. Where operators sign in, what they can do about it hangs from their name. */
export function OperatorMenu() {
  const session = useStation((state) => state.session);
  const workbench = useWorkbench();
  const text = useText();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!session?.operator) return <Name>{session?.name ?? ''}</Name>;
  const { name, role } = session.operator;
  return (
    <>
      <Chooser
        title={text('operator.as', { name, role: text(`role.${role}`) })}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        onClick={({ currentTarget }) => setAnchor(currentTarget)}
      >
        <Name>{name}</Name>
        <ArrowDropDownOutlined />
      </Chooser>
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
}

/** `focus`: what the menu gives each of its lines. */
function Line({ action, onRun, ...focus }: { action: Action; onRun: () => void }) {
  const refusal = useRefusal(action);
  const text = useText();
  return (
    <MenuItem {...focus} disabled={refusal !== null} onClick={onRun}>
      <Words>
        {text(action.labelKey)}
        {refusal && <small>{text(refusal)}</small>}
      </Words>
      <ActionKey action={action} />
    </MenuItem>
  );
}

const Name = styled('span')({
  color: 'var(--ink2)',
  whiteSpace: 'nowrap',
  maxWidth: 160,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
});
const Words = styled('span')({ flex: 1, paddingRight: 24, display: 'grid' });
