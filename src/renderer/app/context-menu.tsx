import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import type { Action } from '../actions/action.ts';
import { ActionKey } from '../actions/action-key.tsx';
import { insertImport, insertScan, insertWhole } from '../actions/capture-actions.ts';
import { acceptQuality, adjustPage, backToAutomatic, rerunCleanup } from '../actions/cleanup-actions.ts';
import {
  editNumber,
  joinBill,
  merge,
  newBill,
  setAttachment,
  setCategory,
  setCover,
  setInvoice,
  split,
  splitHere,
} from '../actions/edit-actions.ts';
import { typeInvoice } from '../actions/invoice-actions.ts';
import { moveDown, moveToBill, moveUp } from '../actions/move-actions.ts';
import { markBlank, markContent, remove, rotateLeft, rotateRight } from '../actions/page-actions.ts';
import { paperPending } from '../actions/paper-actions.ts';
import { replaceImport, replaceScan } from '../actions/replace-actions.ts';
import { tickLikeInBatch, tickLikeInBill } from '../actions/select-actions.ts';
import { tick, tickAll } from '../actions/tick-actions.ts';
import { runAction, useActionContext, useWorkbench } from '../actions/workbench-provider.tsx';
import { useText } from '../components/text.tsx';

const groups: readonly (readonly Action[])[] = [
  [setCover, setInvoice, setAttachment, setCategory],
  [merge, split, splitHere, insertScan, insertImport, insertWhole, moveUp, moveDown, moveToBill],
  [replaceScan, replaceImport],
  [rotateLeft, rotateRight, markBlank, markContent, remove],
  [adjustPage, backToAutomatic, rerunCleanup, acceptQuality],
  [editNumber, typeInvoice, newBill, joinBill, paperPending],
  [tick, tickAll, tickLikeInBill, tickLikeInBatch],
];

/** The same actions where the mouse is. */
export function ContextMenu(props: { x: number; y: number; onClose: () => void }) {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  return (
    <Menu
      open
      onClose={props.onClose}
      anchorReference="anchorPosition"
      anchorPosition={{ left: props.x, top: props.y }}
      transitionDuration={0}
    >
      {groups.flatMap((actions, at) => [
        at > 0 && <Divider key={`before ${actions[0]?.id}`} />,
        ...actions.map((action) => {
          const Icon = action.icon;
          return (
            <MenuItem
              key={action.id}
              disabled={!action.isEnabled(context)}
              onClick={() => {
                props.onClose();
                runAction(workbench, action);
              }}
            >
              <ListItemIcon>{Icon && <Icon />}</ListItemIcon>
              <Label>{text(action.labelNow(context), action.labelParams)}</Label>
              <ActionKey action={action} />
            </MenuItem>
          );
        }),
      ])}
    </Menu>
  );
}

const Label = styled('span')({ flex: 1, paddingRight: 24 });
