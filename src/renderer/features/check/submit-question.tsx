import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useText } from '../../components/text.tsx';

interface SubmitQuestionProps {
  number: string;
  byHand: number;
  onSubmit: () => void;
  onClose: () => void;
}

/** 全部匹配成功后: whether the bill goes to the ERP now, or is looked at once more. */
export function SubmitQuestion({ number, byHand, onSubmit, onClose }: SubmitQuestionProps) {
  const text = useText();
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby="submit-question">
      <DialogTitle id="submit-question">{text('check.allMatched', { number })}</DialogTitle>
      <DialogContent>{text('check.allMatched.hint', { count: byHand })}</DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{text('check.lookAgain')}</Button>
        <Button variant="contained" autoFocus onClick={onSubmit}>
          {text('check.submitToErp')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
