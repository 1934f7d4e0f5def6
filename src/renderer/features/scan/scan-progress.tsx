import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import { ActionButton } from '../../actions/action-button.tsx';
import { stopCapture } from '../../actions/capture-actions.ts';
import { runningCapture } from '../../actions/context.ts';
import { useActionContext } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';

/** What the capture has done so far; at the foot of the tree, so that no row moves when it comes or goes. */
export function ScanProgress() {
  const context = useActionContext();
  const text = useText();
  const { uploading } = context.ui;
  const job = runningCapture(context.batch);
  if (!job) {
    if (!uploading) return null;
    return (
      <Box role="status" aria-label={text('scan.progress.title')}>
        <b>{text('scan.import.uploading', { done: uploading.done + 1, total: uploading.total })}</b>
        <LinearProgress variant="determinate" value={(uploading.done / uploading.total) * 100} />
      </Box>
    );
  }
  const isScan = job.kind === 'scan';
  return (
    <Box role="status" aria-label={text('scan.progress.title')}>
      <Head>
        <b>{text(isScan ? 'scan.progress.scanning' : 'scan.progress.importing')}</b>
        <ActionButton
          action={stopCapture}
          look="key"
          emphasis="outlined"
          label={text('scan.progress.stop')}
        />
      </Head>
      {job.filesTotal > 0 ? (
        <LinearProgress variant="determinate" value={(job.filesDone / job.filesTotal) * 100} />
      ) : (
        <LinearProgress />
      )}
      <Figures>
        {isScan ? (
          <span>{text('scan.progress.sheets', { count: job.sheetsFed })}</span>
        ) : (
          <span>{text('scan.progress.files', { done: job.filesDone, total: job.filesTotal })}</span>
        )}
        <span>{text('scan.progress.kept', { count: job.sidesTaken })}</span>
        <span>{text('scan.progress.blank', { count: job.sidesBlank })}</span>
        {job.sidesUnread > 0 && <span>{text('scan.progress.unread', { count: job.sidesUnread })}</span>}
      </Figures>
    </Box>
  );
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
  justifyContent: 'space-between',
  '& .MuiButton-root': { height: 26 },
});
const Figures = styled('div')({
  display: 'flex',
  gap: 12,
  fontSize: 12,
  color: 'var(--ink2)',
  whiteSpace: 'nowrap',
  overflow: 'hidden',
});
