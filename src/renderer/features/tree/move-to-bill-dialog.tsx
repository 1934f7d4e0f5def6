import SearchOutlined from '@mui/icons-material/SearchOutlined';
import Dialog from '@mui/material/Dialog';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import { edit, targetDocuments } from '../../actions/context.ts';
import { billsToMoveTo } from '../../actions/move-actions.ts';
import { contextOf, useActionContext, useWorkbench } from '../../actions/workbench-provider.tsx';
import { noTicks } from '../../actions/workbench-state.ts';
import { useText } from '../../components/text.tsx';
import { TypeAhead } from '../../components/type-ahead.tsx';
import type { BillView } from '../../station/tree-index.ts';
import { foundBills } from './found-bills.ts';

/** More are found by typing on; nobody walks through hundreds of lines. */
const mostShown = 50;
const listId = 'move-to-bill-list';

/** A bill by its number, typed or picked; Enter puts the documents at its end. */
export function MoveToBillDialog(props: { onClose: () => void }) {
  const context = useActionContext();
  const workbench = useWorkbench();
  const text = useText();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const count = targetDocuments(context).length;
  const found = foundBills(billsToMoveTo(context), typed);
  const shown = found.slice(0, mostShown);
  const current = shown[at] ?? null;
  const currentId = current && lineId(current);
  useEffect(() => {
    if (currentId) document.getElementById(currentId)?.scrollIntoView({ block: 'nearest' });
  }, [currentId]);

  async function move({ bill }: BillView): Promise<void> {
    const now = contextOf(workbench);
    const documentIds = targetDocuments(now).map((view) => view.document.id);
    props.onClose();
    const place = { at: 'bill-end', billId: bill.id } as const;
    const isMoved = await edit(now, { type: 'document.move', documentIds, place, kind: null });
    if (isMoved) workbench.ui.set({ ticked: noTicks });
  }

  return (
    <Dialog open onClose={props.onClose} maxWidth="xs" fullWidth aria-labelledby="move-to-bill-title">
      <DialogTitle id="move-to-bill-title">{text('tree.moveToBill.title', { count })}</DialogTitle>
      <TypeAhead
        value={typed}
        placeholder={text('tree.moveToBill.placeholder')}
        icon={<SearchOutlined />}
        name={{ label: text('tree.bill.numberLabel') }}
        listId={listId}
        currentId={currentId}
        onType={(value) => {
          setTyped(value);
          setAt(0);
        }}
        onStep={(by) => setAt(Math.max(0, Math.min(at + by, shown.length - 1)))}
        onEnter={() => current && void move(current)}
      />
      {found.length === 0 && <Note role="status">{text('tree.moveToBill.none', { text: typed })}</Note>}
      <List id={listId} role="listbox" aria-labelledby="move-to-bill-title" data-empty={found.length === 0}>
        {shown.map((view) => (
          <Line
            key={view.bill.id}
            id={lineId(view)}
            role="option"
            aria-selected={view === current}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => void move(view)}
          >
            <span>{view.bill.number ?? text('tree.bill.noNumber')}</span>
            <small>{text('tree.bill.position', { position: view.position })}</small>
          </Line>
        ))}
      </List>
      {found.length > mostShown && (
        <Note>{text('tree.moveToBill.more', { count: found.length - mostShown })}</Note>
      )}
    </Dialog>
  );
}

/** Of words in one line. */
const noteHeight = 38;

function lineId({ bill }: BillView): string {
  return `move-to-${bill.id.replace(':', '-')}`;
}

const List = styled('div')({
  minHeight: 96,
  maxHeight: 288,
  overflowY: 'auto',
  padding: '4px 0',
  // With the words in its place the dialog is as high as before.
  '&[data-empty=true]': { minHeight: 96 - noteHeight },
});
const Line = styled('div')({
  display: 'flex',
  justifyContent: 'space-between',
  alignItems: 'center',
  height: 32,
  padding: '0 24px',
  cursor: 'default',
  '& small': { color: 'var(--ink2)' },
  '&:hover': { background: 'var(--hover)' },
  '&[aria-selected=true]': { background: 'var(--accent-soft)', boxShadow: 'inset 3px 0 0 var(--accent)' },
});
const Note = styled('div')({
  minHeight: noteHeight,
  padding: '8px 24px 12px',
  fontSize: 12,
  color: 'var(--ink2)',
});
