import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import TextField from '@mui/material/TextField';
import { type FormEvent, useState } from 'react';
import { useText } from './text.tsx';

interface ReasonDialogProps {
  title: string;
  /** What it comes to. */
  hint: string;
  confirm: string;
  onConfirm: (reason: string) => void;
  onClose: () => void;
}

/** Asks why: what a person decides against the machine carries its reason for good. */
export function ReasonDialog({ title, hint, confirm, onConfirm, onClose }: ReasonDialogProps) {
  const text = useText();
  const [reason, setReason] = useState('');
  const given = reason.trim();

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (given !== '') onConfirm(given);
  }

  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="reason-title">
      <form onSubmit={submit}>
        <DialogTitle id="reason-title">{title}</DialogTitle>
        <DialogContent>
          <TextField
            autoFocus
            fullWidth
            multiline
            minRows={2}
            margin="dense"
            label={text('check.reason')}
            helperText={hint}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && !event.shiftKey) submit(event);
            }}
            slotProps={{ htmlInput: { maxLength: 500 } }}
          />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{text('app.dialog.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={given === ''}>
            {confirm}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
