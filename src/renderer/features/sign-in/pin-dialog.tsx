import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { styled } from '@mui/material/styles';
import { type FormEvent, useState } from 'react';
import type { StationError } from '../../../contract/errors.ts';
import { useWorkbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import { wordError } from '../../components/error-words.ts';
import { isGoodPin, NewPinFields, noNewPin } from '../../components/new-pin.tsx';
import { PinField } from '../../components/pin-field.tsx';
import { useText } from '../../components/text.tsx';

/** Who is signed in changes their own PIN. */
export function PinDialog({ onClose }: { onClose: () => void }) {
  const text = useText();
  const workbench = useWorkbench();
  const [pin, setPin] = useState('');
  const [next, setNext] = useState(noNewPin);
  const [error, setError] = useState<StationError | null>(null);
  const isReady = pin !== '' && isGoodPin(next);

  async function change(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!isReady) return;
    const result = await workbench.station.client.run('session.changePin', { pin, next: next.pin });
    if (!result.ok) return setError(result.error);
    notify(workbench.ui, { type: 'done', key: 'pin.changed', params: {} });
    onClose();
  }

  const words = error && wordError(error, text);
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="pin-title">
      <form onSubmit={(event) => void change(event)}>
        <DialogTitle id="pin-title">{text('action.changePin')}</DialogTitle>
        <DialogContent>
          <Fields>
            <PinField label={text('pin.now')} value={pin} onChange={setPin} autoFocus />
            <NewPinFields value={next} onChange={setNext} />
            {words && (
              <Bad role="alert">
                {words.what} {words.todo}
              </Bad>
            )}
          </Fields>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{text('app.dialog.cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!isReady}>
            {text('settings.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

const Fields = styled('div')({ display: 'grid', gap: 16, paddingTop: 8 });
const Bad = styled('div')({ color: 'var(--bad)', fontSize: 12 });
