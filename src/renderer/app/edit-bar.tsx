import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Button from '@mui/material/Button';
import InputBase from '@mui/material/InputBase';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { styled } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useRef, useState } from 'react';
import { isMessageKey } from '../../i18n/text.ts';
import { ActionButton } from '../actions/action-button.tsx';
import { insertImport, insertScan } from '../actions/capture-actions.ts';
import { onlyAttention } from '../actions/cleanup-actions.ts';
import { cursorDocument } from '../actions/context.ts';
import {
  joinBill,
  merge,
  newBill,
  redo,
  setAttachment,
  setCategory,
  setCover,
  setInvoice,
  split,
  undo,
} from '../actions/edit-actions.ts';
import { printedKeys } from '../actions/keys.ts';
import { bin, markBlank, remove, rotateLeft, rotateRight } from '../actions/page-actions.ts';
import { nextToMend } from '../actions/view-actions.ts';
import { runAction, useActionContext, useWorkbench } from '../actions/workbench-provider.tsx';
import { Chip } from '../components/chip.tsx';
import { KeyCap } from '../components/key-cap.tsx';
import { useText } from '../components/text.tsx';
import { attentionOf } from '../station/attention.ts';

/** Mending. The kind of the document in hand is the pressed one. */
export function EditBar() {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  // Words where there is room for them: Chinese needs less of it.
  const isWide = useMediaQuery(`(min-width: ${text.language === 'zh-CN' ? 1340 : 1640}px)`);
  const look = isWide ? 'word' : 'icon';
  const kind = cursorDocument(context)?.document.kind ?? null;
  const { batch } = context;
  const toLookAt = batch ? attentionOf(batch).length : 0;
  const open = context.index.bills.filter((view) => view.bill.state === 'open');
  // Said of what was read, not of what is still to be read or not there at all.
  const isAllClear = toLookAt === 0 && open.length > 0 && open.every((view) => view.unread === 0);
  const historyLabel = (which: 'undo' | 'redo') => {
    const key = `act.${batch?.history[which]}`;
    return isMessageKey(key) ? text(`history.${which}`, { act: text(key) }) : text(`action.${which}`);
  };
  return (
    <Bar role="toolbar" aria-label={text('app.toolbar.edit')}>
      <ActionButton action={undo} look="icon" label={historyLabel('undo')} />
      <ActionButton action={redo} look="icon" label={historyLabel('redo')} />
      <Line />
      <Kinds role="group" aria-label={text('app.toolbar.kind')}>
        <ActionButton action={setCover} look="word" isPressed={kind === 'cover'} />
        <ActionButton action={setInvoice} look="word" isPressed={kind === 'invoice'} />
        <ActionButton action={setAttachment} look="word" isPressed={kind === 'attachment'} />
      </Kinds>
      <ActionButton action={setCategory} look="icon" />
      <Line />
      <InsertButton />
      <ActionButton action={merge} look={look} />
      <ActionButton action={split} look={look} />
      <ActionButton action={newBill} look={look} />
      <ActionButton action={joinBill} look={look} />
      <Line />
      <ActionButton action={rotateLeft} look="icon" />
      <ActionButton action={rotateRight} look="icon" />
      <ActionButton action={markBlank} look="icon" />
      <ActionButton action={remove} look="icon" />
      <ActionButton action={bin} look="icon" />
      <Space />
      <Attention
        aria-label={text('attention.chip', { count: toLookAt })}
        aria-keyshortcuts="F8"
        disabled={toLookAt === 0}
        onClick={() => runAction(workbench, nextToMend)}
      >
        {toLookAt > 0 && <Chip tone="warn">{text('attention.chip', { count: toLookAt })}</Chip>}
        {isAllClear && <Chip tone="done">{text('attention.none')}</Chip>}
        {toLookAt > 0 && <KeyCap keys="F8" />}
      </Attention>
      {(toLookAt > 0 || context.ui.showsOnlyAttention) && (
        <ActionButton action={onlyAttention} look="icon" isPressed={context.ui.showsOnlyAttention} />
      )}
      <SearchBox />
    </Bar>
  );
}

function InsertButton() {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const isWide = useMediaQuery(`(min-width: ${text.language === 'zh-CN' ? 1340 : 1640}px)`);
  const place = useRef<HTMLButtonElement>(null);
  const Icon = insertScan.icon;
  const choices = [insertScan, insertImport];
  return (
    <>
      <Button
        ref={place}
        aria-label={text('action.insert')}
        aria-haspopup="menu"
        aria-expanded={anchor !== null}
        disabled={!choices.some((action) => action.isEnabled(context))}
        onClick={() => setAnchor(place.current)}
      >
        {Icon && <Icon />}
        {isWide && text('action.insert')}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} transitionDuration={0}>
        {choices.map((action) => (
          <MenuItem
            key={action.id}
            disabled={!action.isEnabled(context)}
            onClick={() => {
              setAnchor(null);
              runAction(workbench, action);
            }}
          >
            <MenuWords>{text(action.labelKey)}</MenuWords>
            {action.keys[0] && <KeyCap keys={printedKeys(action.keys[0])} />}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

function SearchBox() {
  const { ui } = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  return (
    <Search
      type="search"
      value={ui.search}
      placeholder={text('tree.search.placeholder')}
      inputProps={{ 'aria-label': text('tree.search.label'), 'aria-keyshortcuts': 'Control+F' }}
      startAdornment={<SearchOutlined />}
      endAdornment={ui.search === '' ? <KeyCap keys="Ctrl F" /> : null}
      onChange={(event) => workbench.ui.set({ search: event.target.value })}
      onKeyDown={(event) => {
        if (event.key === 'Escape') workbench.ui.set({ search: '' });
        if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') {
          event.preventDefault();
          workbench.ui.set(({ focusTree }) => ({ focusTree: focusTree + 1 }));
        }
      }}
    />
  );
}

const Bar = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 2,
  padding: '0 12px',
  background: 'var(--panel)',
  borderBottom: '1px solid var(--line)',
  minWidth: 0,
});
const Line = styled('span')({
  width: 1,
  height: 20,
  background: 'var(--line)',
  margin: '0 6px',
  flex: 'none',
});
const Space = styled('span')({ flex: 1 });
const Kinds = styled('div')({
  display: 'flex',
  border: '1px solid var(--edge)',
  borderRadius: 6,
  overflow: 'hidden',
  '& .MuiButton-root': { height: 28, borderRadius: 0 },
  '& .MuiButton-root + .MuiButton-root': { borderLeft: '1px solid var(--line)' },
});
const Attention = styled(Button)({
  padding: '0 6px',
  marginRight: 4,
  '&.Mui-disabled': { color: 'inherit' },
});
const MenuWords = styled('span')({ flex: 1, paddingRight: 24 });
const Search = styled(InputBase)({
  border: '1px solid var(--edge)',
  borderRadius: 6,
  height: 32,
  padding: '0 8px',
  gap: 6,
  width: 272,
  minWidth: 120,
  flexShrink: 1,
  '& svg': { color: 'var(--ink3)' },
  '& kbd': { color: 'var(--ink3)' },
  '&.Mui-focused': { borderColor: 'var(--accent)', boxShadow: '0 0 0 1px var(--accent)' },
  '& input': { textOverflow: 'ellipsis' },
  '& input::-webkit-search-cancel-button': { display: 'none' },
});
