import Dialog, { type DialogProps } from '@mui/material/Dialog';
import { styled } from '@mui/material/styles';

interface FullDialogProps extends Pick<DialogProps, 'onKeyDown' | 'children'> {
  /** Of the element that names it. */
  titleId: string;
  onClose: () => void;
}

/** A dialog over the whole window. */
export function FullDialog({ titleId, ...given }: FullDialogProps) {
  return (
    <Dialog
      open
      fullScreen
      aria-labelledby={titleId}
      slotProps={{ paper: { sx: { borderRadius: 0 } } }}
      {...given}
    />
  );
}

/** The line at its top: what it is, then what it counts. */
export const FullHead = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  padding: '0 16px',
  borderBottom: '1px solid var(--line)',
  '& h2': { margin: 0, fontSize: 16, fontWeight: 500 },
  '& output': { color: 'var(--ink2)' },
});
