import ArrowDropDownOutlined from '@mui/icons-material/ArrowDropDownOutlined';
import Button from '@mui/material/Button';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import { memo, useRef, useState } from 'react';
import type { Action } from '../actions/action.ts';
import { ActionButton } from '../actions/action-button.tsx';
import { ActionKey } from '../actions/action-key.tsx';
import { importAction, importWhole } from '../actions/capture-actions.ts';
import { runAction, useRefusal, useWorkbench } from '../actions/workbench-provider.tsx';
import { useText } from '../components/text.tsx';

/** Files in: page by page with one press, each file whole from the menu beside it. */
export const ImportButton = memo(function ImportButton() {
  const workbench = useWorkbench();
  const text = useText();
  const arrow = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Both>
      <ActionButton action={importAction} look="key" emphasis="outlined" />
      <Arrow
        ref={arrow}
        variant="outlined"
        aria-label={text('action.importMore')}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setIsOpen(true)}
      >
        <ArrowDropDownOutlined />
      </Arrow>
      {isOpen && (
        <Menu open anchorEl={arrow.current} onClose={() => setIsOpen(false)} transitionDuration={0}>
          {[importAction, importWhole].map((action) => (
            <Line
              key={action.id}
              action={action}
              onRun={() => {
                setIsOpen(false);
                runAction(workbench, action);
              }}
            />
          ))}
        </Menu>
      )}
    </Both>
  );
});

function Line({ action, onRun, ...focus }: { action: Action; onRun: () => void }) {
  const text = useText();
  const isRefused = useRefusal(action) !== null;
  const Icon = action.icon;
  return (
    <MenuItem {...focus} disabled={isRefused} onClick={onRun}>
      <ListItemIcon>{Icon && <Icon />}</ListItemIcon>
      <Words>{text(action === importWhole ? 'action.importWhole' : 'action.importSplit')}</Words>
      <ActionKey action={action} />
    </MenuItem>
  );
}

const Both = styled('span')({
  display: 'inline-flex',
  '& > .MuiButton-root:first-of-type': { borderTopRightRadius: 0, borderBottomRightRadius: 0 },
});
const Arrow = styled(Button)({
  minWidth: 0,
  width: 24,
  padding: 0,
  marginLeft: -1,
  borderTopLeftRadius: 0,
  borderBottomLeftRadius: 0,
});
const Words = styled('span')({ flex: 1, paddingRight: 24 });
