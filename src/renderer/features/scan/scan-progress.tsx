import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import type { CaptureJob } from '../../../contract/queries.ts';
import type { MessageKey } from '../../../i18n/zh-CN.ts';
import { ActionButton } from '../../actions/action-button.tsx';
import { stopCapture } from '../../actions/capture-actions.ts';
import { runningCapture } from '../../actions/context.ts';
import { countOf } from '../../actions/counting.ts';
import { useActionContext } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import { ScanNotes } from './scan-notes.tsx';

/** What the capture has done so far; at the foot of the tree, so that no row moves when it comes or goes. */
export function ScanProgress() {
  const context = useActionContext();
  const text = useText();
  const { uploading } = context.ui;
  const job = runningCapture(context.batch);
  return (
    <>
      {job && <Progress job={job} />}
      {!job && uploading && (
        <Box role="status" aria-label={text('scan.progress.title')}>
          <Head>
            <b>{text('scan.import.uploading', { done: uploading.done + 1, total: uploading.total })}</b>
            <StopButton />
          </Head>
          <LinearProgress
            aria-label={text('scan.progress.title')}
            variant="determinate"
            value={(uploading.done / uploading.total) * 100}
          />
        </Box>
      )}
      <ScanNotes />
    </>
  );
}

function Progress({ job }: { job: CaptureJob }) {
  const { batch } = useActionContext();
  const text = useText();
  const isScan = job.kind === 'scan';
  const count = batch && isScan ? countOf(batch, job.id) : null;
  const fed = count?.fed ?? job.sheetsFed;
  const counted = count?.counted ?? null;
  const done = isScan
    ? counted === null
      ? null
      : fed / counted
    : // Of a single file nobody knows how far it is: a bar that stands at nothing would look dead.
      job.filesTotal > 1
      ? job.filesDone / job.filesTotal
      : null;
  return (
    <Box role="status" aria-label={text('scan.progress.title')}>
      <Head>
        <b>{text(titleOf(job))}</b>
        {counted !== null && (
          <Counted data-over={fed > counted}>{text('scan.progress.counted', { fed, counted })}</Counted>
        )}
        <StopButton />
      </Head>
      {done === null ? (
        <LinearProgress aria-label={text('scan.progress.title')} />
      ) : (
        <LinearProgress
          aria-label={text('scan.progress.title')}
          variant="determinate"
          value={Math.min(100, done * 100)}
        />
      )}
      <Figures>
        {isScan ? (
          <span>{text('scan.progress.sheets', { count: fed })}</span>
        ) : (
          <span>{text('scan.progress.files', { done: job.filesDone, total: job.filesTotal })}</span>
        )}
        <span>
          {text(job.replacement ? 'replace.arrived' : 'scan.progress.kept', { count: job.sidesTaken })}
        </span>
        <span>{text('scan.progress.blank', { count: job.sidesBlank })}</span>
        {job.sidesDeleted > 0 && !job.replacement && (
          <span>{text('scan.progress.deleted', { count: job.sidesDeleted })}</span>
        )}
        {job.sidesUnread > 0 && <span>{text('scan.progress.unread', { count: job.sidesUnread })}</span>}
      </Figures>
    </Box>
  );
}

function StopButton() {
  const text = useText();
  return (
    <ActionButton action={stopCapture} look="key" emphasis="outlined" label={text('scan.progress.stop')} />
  );
}

function titleOf({ kind, replacement }: CaptureJob): MessageKey {
  if (replacement) return 'replace.running';
  return kind === 'scan' ? 'scan.progress.scanning' : 'scan.progress.importing';
}

const Box = styled('div')({
  borderTop: '1px solid var(--line)',
  padding: '8px 12px 10px',
  display: 'grid',
  gap: 6,
  background: 'var(--panel)',
  '& b': { fontWeight: 500 },
  '& .MuiLinearProgress-root': { borderRadius: 2, background: 'var(--line)' },
});
const Head = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  '& b': { flex: 1 },
  '& .MuiButton-root': { height: 26 },
});
const Counted = styled('span')({
  fontWeight: 600,
  fontSize: 15,
  whiteSpace: 'nowrap',
  color: 'var(--accent-ink)',
  '&[data-over=true]': { color: 'var(--warn)' },
});
const Figures = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  columnGap: 12,
  fontSize: 12,
  color: 'var(--ink2)',
});
