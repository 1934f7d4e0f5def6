import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { formatDateTime } from '../../../i18n/format.ts';
import { openBatch, openNewBatch } from '../../actions/capturing.ts';
import { contextOf, useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Chip } from '../../components/chip.tsx';
import { Empty } from '../../components/empty.tsx';
import { rowButton } from '../../components/row-button.ts';
import { useText } from '../../components/text.tsx';

/** A new batch, or one of before. */
export function BatchChooser({ onClose }: { onClose: () => void }) {
  const text = useText();
  const workbench = useWorkbench();
  const batches = useStation((state) => state.batches);
  const openId = useStation((state) => state.batch?.tree.batch.id ?? null);
  const [name, setName] = useState('');

  function create(event: FormEvent): void {
    event.preventDefault();
    void openNewBatch(contextOf(workbench), name.trim() || null).then((batchId) => batchId && onClose());
  }

  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="batches-title">
      <DialogTitle id="batches-title">{text('batch.list.title')}</DialogTitle>
      <DialogContent>
        <New onSubmit={create}>
          <TextField
            size="small"
            fullWidth
            label={text('batch.new.name')}
            value={name}
            onChange={(event) => setName(event.target.value)}
            slotProps={{ htmlInput: { maxLength: 100 } }}
          />
          <Button type="submit" variant="contained">
            {text('batch.new.create')}
          </Button>
        </New>
        {batches.length === 0 ? (
          <Empty title={text('batch.list.empty')} hint={text('batch.list.empty.hint')} />
        ) : (
          <List>
            {batches.map(({ batch, bills, pages, openBills }) => (
              <li key={batch.id}>
                <button
                  type="button"
                  aria-current={batch.id === openId}
                  onClick={() => void openBatch(contextOf(workbench), batch.id)}
                >
                  <b>{batch.name}</b>
                  <span>{text('batch.list.counts', { bills, pages })}</span>
                  <span>{formatDateTime(batch.openedAt)}</span>
                  {openBills > 0 ? (
                    <Chip tone="warn">{text('batch.list.open', { open: openBills })}</Chip>
                  ) : (
                    bills > 0 && <Chip tone="done">{text('batch.list.allSubmitted')}</Chip>
                  )}
                </button>
              </li>
            ))}
          </List>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{text('app.dialog.close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

const New = styled('form')({ display: 'flex', gap: 8, alignItems: 'center', padding: '8px 0 16px' });
const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  maxHeight: 360,
  overflowY: 'auto',
  '& button': {
    ...rowButton,
    gridTemplateColumns: 'minmax(0, 1fr) auto auto 92px',
    justifyItems: 'start',
    gap: 16,
    alignItems: 'center',
    minHeight: 40,
    padding: '0 8px',
  },
  '& b': {
    fontWeight: 500,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
    maxWidth: '100%',
  },
  '& button > span:not(:last-child)': { color: 'var(--ink2)', fontSize: 12 },
});
