import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useText } from '../../components/text.tsx';

interface UnsavedPartsProps {
  /** What they are called, worded. */
  parts: string;
  onBack: () => void;
  onDiscard: () => void;
  onSave: () => void;
}

/** Asked before changed parts of the settings would be lost. */
export function UnsavedParts({ parts, onBack, onDiscard, onSave }: UnsavedPartsProps) {
  const text = useText();
  return (
    <Dialog open onClose={onBack} maxWidth="xs" fullWidth aria-labelledby="unsaved-parts-title">
      <DialogTitle id="unsaved-parts-title">{text('settings.unsaved.title', { parts })}</DialogTitle>
      <DialogContent>{text('settings.unsaved.text', { parts })}</DialogContent>
      <DialogActions>
        <Button onClick={onDiscard}>{text('settings.unsaved.discard')}</Button>
        <span style={{ flex: 1 }} />
        <Button onClick={onBack}>{text('settings.unsaved.back')}</Button>
        <Button variant="contained" autoFocus onClick={onSave}>
          {text('settings.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
