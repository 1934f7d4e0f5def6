import InfoOutlined from '@mui/icons-material/InfoOutlined';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import type { CaptureJob } from '../../../contract/queries.ts';
import { latestCapture } from '../../actions/context.ts';
import { useActionContext } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import type { OpenBatch } from '../../station/projection.ts';
import { sheetNumber, sheetsBeforeEach } from '../../station/stacks.ts';
import { noteWords, type ScanNote } from './note-words.ts';

/** What of the latest scan went otherwise than asked for. Stays until it is read, then is not told of this scanner again. */
export function ScanNotes() {
  const context = useActionContext();
  const text = useText();
  const job = latestCapture(context.batch);
  const notes = (job?.notes ?? [])
    .map((note) => ({ note, key: noteKey(job, note) }))
    .filter(({ key }) => !context.ui.readNotes.has(key));
  if (notes.length === 0) return null;
  return (
    <Box role="note" aria-label={text('scan.notes.title')}>
      <InfoOutlined />
      <ul>
        {notes.map(({ note, key }) => (
          <li key={key}>{noteWords(inStack(context.batch, job, note), text)}</li>
        ))}
      </ul>
      <Button
        onClick={() =>
          context.workbench.set(({ readNotes }) => ({
            readNotes: new Set([...readNotes, ...notes.map(({ key }) => key)]),
          }))
        }
      >
        {text('scan.notes.read')}
      </Button>
    </Box>
  );
}

/** The device counts the sheets of one scan, the operator those of the stack. */
function inStack(batch: OpenBatch | null, job: CaptureJob | null, note: ScanNote): ScanNote {
  if (!job || !('sheet' in note)) return note;
  return {
    ...note,
    sheet: sheetNumber(sheetsBeforeEach(batch), { captureJobId: job.id, sheet: note.sheet }),
  };
}

/** A setting is the scanner's matter, for every scan the same; what happened to a sheet belongs to its scan. */
function noteKey(job: CaptureJob | null, note: ScanNote): string {
  return `${'setting' in note ? job?.deviceId : job?.id} ${JSON.stringify(note)}`;
}

const Box = styled('div')({
  display: 'grid',
  gridTemplateColumns: '18px minmax(0, 1fr) auto',
  gap: 8,
  alignItems: 'start',
  padding: '8px 8px 8px 12px',
  borderTop: '1px solid var(--line)',
  background: 'var(--ground)',
  fontSize: 12,
  color: 'var(--ink2)',
  maxHeight: 160,
  overflowY: 'auto',
  '& svg': { color: 'var(--ink3)' },
  '& ul': { listStyle: 'none', margin: 0, padding: 0, display: 'grid', gap: 4 },
  '& .MuiButton-root': { height: 24, fontSize: 12 },
});
