import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Button from '@mui/material/Button';
import InputBase from '@mui/material/InputBase';
import { styled } from '@mui/material/styles';
import useMediaQuery from '@mui/material/useMediaQuery';
import { memo } from 'react';
import { isMessageKey } from '../../i18n/text.ts';
import { ActionButton } from '../actions/action-button.tsx';
import { ActionKey } from '../actions/action-key.tsx';
import { insertImport, insertScan, insertWhole } from '../actions/capture-actions.ts';
import { type ActionContext, cursorBill, cursorDocument } from '../actions/context.ts';
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
import { nextToMend, search } from '../actions/go-actions.ts';
import { history } from '../actions/history-actions.ts';
import { ariaKeys } from '../actions/keys.ts';
import { countOf } from '../actions/look-actions.ts';
import { bin, markBlank, remove, rotateLeft, rotateRight } from '../actions/page-actions.ts';
import { paperPending } from '../actions/paper-actions.ts';
import { replaceImport, replaceScan } from '../actions/replace-actions.ts';
import { runAction, useKeys, useNow, useUi, useWorkbench } from '../actions/workbench-provider.tsx';
import { Chip } from '../components/chip.tsx';
import { useText } from '../components/text.tsx';
import { useTypedAhead } from '../components/use-typed-ahead.ts';
import { FilterMenu } from './filter-menu.tsx';
import { MenuButton } from './menu-button.tsx';

const inserting = [insertScan, insertImport, insertWhole];
const replacing = [replaceScan, replaceImport];

/** Mending. The kind of the document in hand is the pressed one. */
export const EditBar = memo(function EditBar() {
  const text = useText();
  // Words where there is room for them: Chinese needs less of it.
  const isWide = useMediaQuery(`(min-width: ${text.language === 'zh-CN' ? 1340 : 1640}px)`);
  const look = isWide ? 'word' : 'icon';
  const { kind, isPaperPending, toUndo, toRedo } = useNow(inHand);
  const historyLabel = (which: 'undo' | 'redo', step: string | null | undefined) => {
    const key = `act.${step}`;
    return isMessageKey(key) ? text(`history.${which}`, { act: text(key) }) : text(`action.${which}`);
  };
  return (
    <Bar role="toolbar" aria-label={text('app.toolbar.edit')}>
      <ActionButton action={undo} look="icon" label={historyLabel('undo', toUndo)} />
      <ActionButton action={redo} look="icon" label={historyLabel('redo', toRedo)} />
      <ActionButton action={history} look="icon" />
      <Line />
      <Kinds role="group" aria-label={text('app.toolbar.kind')}>
        <ActionButton action={setCover} look="word" isPressed={kind === 'cover'} />
        <ActionButton action={setInvoice} look="word" isPressed={kind === 'invoice'} />
        <ActionButton action={setAttachment} look="word" isPressed={kind === 'attachment'} />
      </Kinds>
      <ActionButton action={setCategory} look="icon" />
      <Line />
      <MenuButton label="action.insert" actions={inserting} look={look} />
      <MenuButton label="action.replace" actions={replacing} look={look} />
      <ActionButton action={merge} look={look} />
      <ActionButton action={split} look={look} />
      <ActionButton action={newBill} look={look} />
      <ActionButton action={joinBill} look={look} />
      <ActionButton action={paperPending} look="icon" isPressed={isPaperPending} />
      <Line />
      <ActionButton action={rotateLeft} look="icon" />
      <ActionButton action={rotateRight} look="icon" />
      <ActionButton action={markBlank} look="icon" />
      <ActionButton action={remove} look="icon" />
      <ActionButton action={bin} look="icon" />
      <Space />
      <AttentionButton />
      <FilterMenu />
      <SearchBox />
    </Bar>
  );
});

function inHand(context: ActionContext) {
  return {
    kind: cursorDocument(context)?.document.kind ?? null,
    isPaperPending: (cursorBill(context)?.bill.paperPending ?? null) !== null,
    toUndo: context.batch?.history.undo,
    toRedo: context.batch?.history.redo,
  };
}

/** How much needs a look, and the way to the next of it. */
const AttentionButton = memo(function AttentionButton() {
  const workbench = useWorkbench();
  const text = useText();
  const keysNow = useKeys();
  const { toLookAt, isAllClear } = useNow(attentionNow);
  return (
    <Attention
      aria-label={text('attention.chip', { count: toLookAt })}
      aria-keyshortcuts={ariaKeys(keysNow(nextToMend)[0])}
      disabled={toLookAt === 0}
      onClick={() => runAction(workbench, nextToMend)}
    >
      {toLookAt > 0 && <Chip tone="warn">{text('attention.chip', { count: toLookAt })}</Chip>}
      {isAllClear && <Chip tone="done">{text('attention.none')}</Chip>}
      {toLookAt > 0 && <ActionKey action={nextToMend} />}
    </Attention>
  );
});

function attentionNow(context: ActionContext) {
  const { batch, index } = context;
  if (!batch?.isLookedThrough) return { toLookAt: 0, isAllClear: false };
  const toLookAt = countOf(context, 'attention');
  const open = index.bills.filter((view) => view.bill.state === 'open');
  // Said of what was read, not of what is still to be read or not there at all.
  const isAllClear = toLookAt === 0 && open.length > 0 && open.every((view) => view.unread === 0);
  return { toLookAt, isAllClear };
}

const SearchBox = memo(function SearchBox() {
  const workbench = useWorkbench();
  const keysNow = useKeys();
  const text = useText();
  const { typed, type, settle } = useTypedAhead(
    useUi((ui) => ui.search),
    (search) => workbench.ui.set({ search }),
  );
  return (
    <Search
      type="search"
      value={typed}
      placeholder={text('tree.search.placeholder')}
      inputProps={{
        'aria-label': text('tree.search.label'),
        'aria-keyshortcuts': ariaKeys(keysNow(search)[0]),
      }}
      startAdornment={<SearchOutlined />}
      endAdornment={typed === '' ? <ActionKey action={search} /> : null}
      onChange={(event) => type(event.target.value)}
      onBlur={settle}
      onKeyDown={(event) => {
        if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') {
          event.preventDefault();
          settle();
          if (event.key === 'Escape') workbench.ui.set({ search: '' });
          workbench.ui.set(({ focusTree }) => ({ focusTree: focusTree + 1 }));
        }
      }}
    />
  );
});

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
