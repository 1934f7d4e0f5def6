import PauseOutlined from '@mui/icons-material/PauseOutlined';
import PlayArrowOutlined from '@mui/icons-material/PlayArrowOutlined';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import type { QueueTotals } from '../../../contract/queue-shapes.ts';
import { formatBytes } from '../../../i18n/format.ts';
import { useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { LimitField } from './limit-field.tsx';
import { retryNow, setQueueState } from './queue-actions.ts';
import { countIn } from './queue-filter.ts';
import { TransferTools } from './transfer-tools.tsx';

/** How far the whole queue is, and what is done with all of it. */
export function QueueTools({ totals }: { totals: QueueTotals }) {
  const text = useText();
  const workbench = useWorkbench();
  const pace = useStation((state) => state.status?.queue.pace ?? null);
  const bills = countIn('sending', totals);
  const isPaused = pace?.state === 'paused';
  const canRetry = bills + countIn('parked', totals) > 0;
  return (
    <Tools>
      <Progress>
        <span>
          {bills === 0
            ? text('queue.progress.none')
            : text('queue.progress', {
                bills,
                sent: formatBytes(totals.bytesSent, text.language),
                total: formatBytes(totals.bytesTotal, text.language),
              })}
        </span>
        {bills > 0 && (
          <LinearProgress
            variant="determinate"
            sx={{ backgroundColor: 'var(--line)' }}
            aria-label={text('queue.title')}
            value={(100 * totals.bytesSent) / Math.max(1, totals.bytesTotal)}
          />
        )}
      </Progress>
      {isPaused && (
        <Note data-tone="warn" role="status">
          {text('queue.paused')}
        </Note>
      )}
      <span style={{ flex: 1 }} />
      <TransferTools canExport={canRetry} />
      <LimitField limit={pace?.kilobytesPerSecond ?? null} />
      {canRetry && (
        <Button variant="outlined" onClick={() => void retryNow(workbench, null)}>
          {text('queue.retryAll')}
        </Button>
      )}
      <Button
        variant="outlined"
        startIcon={isPaused ? <PlayArrowOutlined /> : <PauseOutlined />}
        onClick={() => void setQueueState(workbench, isPaused ? 'running' : 'paused')}
      >
        {text(isPaused ? 'queue.resume' : 'queue.pause')}
      </Button>
    </Tools>
  );
}

const Tools = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 12,
  padding: '0 16px',
  minHeight: 48,
  borderBottom: '1px solid var(--line)',
});
const Progress = styled('div')({
  minWidth: 280,
  display: 'grid',
  gap: 4,
  fontSize: 12,
  color: 'var(--ink2)',
});
