import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { listed } from '../../../i18n/format.ts';
import { useText } from '../../components/text.tsx';
import type { SchemeEditing } from './use-schemes.ts';

/** Why the schemes can only be looked at, what came of a file, and what somebody else changed meanwhile. */
export function SchemeNotes({ editing: { kept, note, reload } }: { editing: SchemeEditing }) {
  const text = useText();
  const lack = kept?.lack ?? null;
  return (
    <>
      {lack && (
        <Why role="note" data-tone="warn">
          <span>{text(`schemes.lack.${lack}`)}</span>
          <Button size="small" onClick={() => void reload()}>
            {text('schemes.tryAgain')}
          </Button>
        </Why>
      )}
      {note?.type === 'came' && <Why role="status">{text('schemes.came', { count: note.count })}</Why>}
      {note?.type === 'refused' && (
        <Why role="alert" data-tone="bad">
          {text(`schemes.file.${note.fault.reason}`, { place: note.fault.place })}
        </Why>
      )}
      {note?.type === 'changed' && (
        <Why role="alert" data-tone="warn">
          {text('schemes.changed', {
            by: note.by || 'none',
            clashes: note.clashes.length > 0 ? listed(note.clashes, text.language) : 'none',
          })}
        </Why>
      )}
    </>
  );
}

const Why = styled('div')({
  display: 'flex',
  gap: 12,
  alignItems: 'center',
  justifyContent: 'space-between',
  padding: '8px 12px',
  borderRadius: 6,
  fontSize: 12,
  background: 'var(--accent-soft)',
  color: 'var(--accent-ink)',
  '&[data-tone=warn]': { background: 'var(--warn-soft)', color: 'var(--warn)' },
  '&[data-tone=bad]': { background: 'var(--bad-soft)', color: 'var(--bad)' },
});
