import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import type { BillId } from '../../domain/ids.ts';
import { Note } from './section.tsx';
import { useText } from './text.tsx';

interface LookedUpDialogProps {
  readonly bills: readonly { readonly billId: BillId; readonly number: string }[];
  /** Bills without doubt that go at the same time. */
  readonly others: number;
  onConfirm: (absent: ReadonlySet<BillId>) => void;
  onClose: () => void;
}

/** Bills the ERP may have: each is submitted again only after a person says that he looked it up there and it is not. */
export function LookedUpDialog({ bills, others, onConfirm, onClose }: LookedUpDialogProps) {
  const text = useText();
  const [absent, setAbsent] = useState<ReadonlySet<BillId>>(new Set());
  const count = absent.size + others;
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby="looked-up-title">
      <DialogTitle id="looked-up-title">{text('erp.lookup.title')}</DialogTitle>
      <DialogContent>
        <Note data-tone="warn">{text('erp.lookup.why')}</Note>
        {bills.map(({ billId, number }) => (
          <div key={billId}>
            <FormControlLabel
              control={
                <Checkbox
                  checked={absent.has(billId)}
                  onChange={(_, isAbsent) => {
                    const next = new Set(absent);
                    if (isAbsent) next.add(billId);
                    else next.delete(billId);
                    setAbsent(next);
                  }}
                />
              }
              label={text('erp.lookup.absent', { number })}
            />
          </div>
        ))}
        {others > 0 && <p>{text('erp.lookup.others', { count: others })}</p>}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} autoFocus>
          {text('app.dialog.cancel')}
        </Button>
        <Button variant="contained" disabled={count === 0} onClick={() => onConfirm(absent)}>
          {count > 0 ? text('erp.submit.count', { count }) : text('erp.submit')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
