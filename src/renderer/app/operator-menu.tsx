import ArrowDropDownOutlined from '@mui/icons-material/ArrowDropDownOutlined';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import { useRef, useState } from 'react';
import { ActionKey } from '../actions/action-key.tsx';
import { changePin, lock, operators, switchOperator } from '../actions/session-actions.ts';
import { runAction, useActionContext, useWorkbench } from '../actions/workbench-provider.tsx';
import { useText } from '../components/text.tsx';
import { Chooser } from './chooser.ts';

const actions = [lock, switchOperator, changePin, operators];

/** Who works here. Where operators sign in, what they can do about it hangs from their name. */
export function OperatorMenu() {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const opener = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const { session } = context.now;
  if (!session?.operator) return <Name>{session?.name ?? ''}</Name>;
  const { name, role } = session.operator;
  return (
    <>
      <Chooser
        ref={opener}
        title={text('operator.as', { name, role: text(`role.${role}`) })}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
      >
        <Name>{name}</Name>
        <ArrowDropDownOutlined />
      </Chooser>
      <Menu open={isOpen} anchorEl={opener.current} onClose={() => setIsOpen(false)} transitionDuration={0}>
        {actions.map((action) => {
          const refusal = action.refusal(context);
          return (
            <MenuItem
              key={action.id}
              disabled={refusal !== null}
              onClick={() => {
                setIsOpen(false);
                runAction(workbench, action);
              }}
            >
              <Words>
                {text(action.labelKey)}
                {refusal && <small>{text(refusal)}</small>}
              </Words>
              <ActionKey action={action} />
            </MenuItem>
          );
        })}
      </Menu>
    </>
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
