import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useText } from '../../components/text.tsx';

interface UnsavedCategoriesProps {
  onBack: () => void;
  onDiscard: () => void;
  onSave: () => void;
}

/** Asked before changed categories would be lost. */
export function UnsavedCategories({ onBack, onDiscard, onSave }: UnsavedCategoriesProps) {
  const text = useText();
  return (
    <Dialog open onClose={onBack} maxWidth="xs" fullWidth aria-labelledby="unsaved-categories-title">
      <DialogTitle id="unsaved-categories-title">{text('categories.unsaved.title')}</DialogTitle>
      <DialogContent>{text('categories.unsaved.text')}</DialogContent>
      <DialogActions>
        <Button onClick={onDiscard}>{text('categories.unsaved.discard')}</Button>
        <span style={{ flex: 1 }} />
        <Button onClick={onBack}>{text('categories.unsaved.back')}</Button>
        <Button variant="contained" autoFocus onClick={onSave}>
          {text('settings.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
