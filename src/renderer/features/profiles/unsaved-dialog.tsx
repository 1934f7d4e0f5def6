import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useText } from '../../components/text.tsx';

interface UnsavedDialogProps {
  names: readonly string[];
  onBack: () => void;
  onDiscard: () => void;
  onSave: () => void;
}

/** Asked before changed profiles would be lost. */
export function UnsavedDialog({ names, onBack, onDiscard, onSave }: UnsavedDialogProps) {
  const text = useText();
  const list = new Intl.ListFormat(text.language, { type: 'conjunction' }).format(names);
  return (
    <Dialog open onClose={onBack} maxWidth="xs" fullWidth aria-labelledby="unsaved-title">
      <DialogTitle id="unsaved-title">{text('profiles.unsaved.title')}</DialogTitle>
      <DialogContent>{text('profiles.unsaved.text', { count: names.length, names: list })}</DialogContent>
      <DialogActions>
        <Button onClick={onDiscard}>{text('profiles.unsaved.discard')}</Button>
        <span style={{ flex: 1 }} />
        <Button onClick={onBack}>{text('profiles.unsaved.back')}</Button>
        <Button variant="contained" autoFocus onClick={onSave}>
          {text('profiles.unsaved.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
