import ChevronRightOutlined from '@mui/icons-material/ChevronRightOutlined';
import Divider from '@mui/material/Divider';
import ListItemIcon from '@mui/material/ListItemIcon';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import { type KeyboardEvent, type MouseEvent, useState } from 'react';
import type { MessageKey } from '../../i18n/zh-CN.ts';
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

/** What is done less often, under one word of the menu. */
interface Branch {
  readonly label: MessageKey;
  readonly actions: readonly Action[];
}

/** What is done all day at once, the rest in branches: so much can be seen whole in a window of 768 pixels. */
const leaves: readonly (readonly Action[])[] = [
  [setCover, setInvoice, setAttachment, setCategory, typeInvoice],
  [merge, split, splitHere],
  [rotateLeft, rotateRight, remove],
];
const branches: readonly Branch[] = [
  { label: 'action.insert', actions: [insertScan, insertImport, insertWhole] },
  { label: 'action.replace', actions: [replaceScan, replaceImport] },
  { label: 'menu.move', actions: [moveUp, moveDown, moveToBill] },
  {
    label: 'menu.page',
    actions: [markBlank, markContent, adjustPage, backToAutomatic, rerunCleanup, acceptQuality],
  },
  { label: 'menu.bill', actions: [editNumber, newBill, joinBill, paperPending] },
  { label: 'menu.tick', actions: [tick, tickAll, tickLikeInBill, tickLikeInBatch] },
];

/** The same actions where the mouse is. */
export function ContextMenu(props: { x: number; y: number; onClose: () => void }) {
  const context = useActionContext();
  const text = useText();
  const [open, setOpen] = useState<{ readonly branch: Branch; readonly at: HTMLElement } | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Menu
        open
        onClose={props.onClose}
        anchorReference="anchorPosition"
        anchorPosition={{ left: props.x, top: props.y }}
        transitionDuration={0}
        slotProps={{ list: { 'aria-label': text('menu.label') } }}
      >
        {leaves.flatMap((actions) => [
          ...actions.map((action) => (
            <Leaf
              key={action.id}
              action={action}
              onClose={props.onClose}
              onMouseMove={(event) => isMoved(event) && close()}
            />
          )),
          <Divider key={`after ${actions[0]?.id}`} />,
        ])}
        {branches.map((branch) => {
          const Icon = branch.actions[0]?.icon;
          const isOpen = open?.branch === branch;
          return (
            <MenuItem
              key={branch.label}
              aria-haspopup="menu"
              aria-expanded={isOpen}
              selected={isOpen}
              disabled={!branch.actions.some((action) => action.isEnabled(context))}
              onClick={(event) => setOpen({ branch, at: event.currentTarget })}
              onMouseMove={(event) => isMoved(event) && setOpen({ branch, at: event.currentTarget })}
              onKeyDown={(event) =>
                event.key === 'ArrowRight' && setOpen({ branch, at: event.currentTarget })
              }
            >
              <ListItemIcon>{Icon && <Icon />}</ListItemIcon>
              <Label>{text(branch.label)}</Label>
              <ChevronRightOutlined fontSize="small" />
            </MenuItem>
          );
        })}
      </Menu>
      {open && <OpenBranch key={open.branch.label} {...open} onBack={close} onClose={props.onClose} />}
    </>
  );
}

/** Beside its word. The menu it came out of stays in reach of the mouse: that leads to another word, or out of both. */
function OpenBranch(props: { branch: Branch; at: HTMLElement; onBack: () => void; onClose: () => void }) {
  const text = useText();
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'ArrowLeft') return;
    event.preventDefault();
    props.onBack();
  }
  return (
    <Menu
      open
      anchorEl={props.at}
      anchorOrigin={{ vertical: 'top', horizontal: 'right' }}
      transformOrigin={{ vertical: 8, horizontal: 'left' }}
      hideBackdrop
      style={{ pointerEvents: 'none' }}
      slotProps={{
        paper: { style: { pointerEvents: 'auto' } },
        list: { 'aria-label': text(props.branch.label) },
      }}
      transitionDuration={0}
      onClose={props.onBack}
      onKeyDown={onKeyDown}
    >
      {props.branch.actions.map((action) => (
        <Leaf key={action.id} action={action} onClose={props.onClose} />
      ))}
    </Menu>
  );
}

function Leaf(props: { action: Action; onClose: () => void; onMouseMove?: (event: MouseEvent) => void }) {
  const { action, onClose, ...rest } = props;
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const Icon = action.icon;
  return (
    <MenuItem
      {...rest}
      disabled={!action.isEnabled(context)}
      onClick={() => {
        onClose();
        runAction(workbench, action);
      }}
    >
      <ListItemIcon>{Icon && <Icon />}</ListItemIcon>
      <Label>{text(action.labelNow(context), action.labelParams)}</Label>
      <ActionKey action={action} />
    </MenuItem>
  );
}

/** A mouse that rests where a menu comes up by key has chosen nothing. */
function isMoved({ movementX, movementY }: MouseEvent): boolean {
  return movementX !== 0 || movementY !== 0;
}

const Label = styled('span')({ flex: 1, paddingRight: 24 });
