import CloudDoneOutlined from '@mui/icons-material/CloudDoneOutlined';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import type { BillStatus } from '../../../contract/queries.ts';
import type { BillId } from '../../../domain/ids.ts';
import { formatBytes, formatTime } from '../../../i18n/format.ts';
import { stageTones } from '../../actions/bill-need.ts';
import { told } from '../../actions/context.ts';
import { contextOf, useStation, useWorkbench } from '../../actions/workbench-provider.tsx';
import { Chip } from '../../components/chip.tsx';
import { Empty } from '../../components/empty.tsx';
import { wordError } from '../../components/error-words.ts';
import { Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';

/** Every submitted bill on its way to the service: stage, bytes, what went wrong, and again. */
export function QueuePanel({ onClose }: { onClose: () => void }) {
  const text = useText();
  const workbench = useWorkbench();
  const queue = useStation((state) => state.queue);

  async function retry(billId: BillId | null): Promise<void> {
    told(contextOf(workbench), await workbench.station.client.run('queue.retry', { billId }));
  }

  return (
    <Drawer
      anchor="right"
      open
      onClose={onClose}
      slotProps={{ paper: { role: 'dialog', 'aria-labelledby': 'queue-title' } }}
    >
      <Column>
        <Head>
          <h2 id="queue-title">{text('queue.title')}</h2>
          {queue.some((status) => status.stage === 'queued' || status.stage === 'parked') && (
            <Button variant="outlined" onClick={() => void retry(null)}>
              {text('queue.retryAll')}
            </Button>
          )}
          <Button onClick={onClose}>{text('app.dialog.close')}</Button>
        </Head>
        {queue.length === 0 ? (
          <Empty
            icon={<CloudDoneOutlined />}
            title={text('queue.empty.title')}
            hint={text('queue.empty.hint')}
          />
        ) : (
          <List>
            {queue.map((status) => (
              <QueueLine key={status.billId} status={status} onRetry={() => void retry(status.billId)} />
            ))}
          </List>
        )}
      </Column>
    </Drawer>
  );
}

function QueueLine({ status, onRetry }: { status: BillStatus; onRetry: () => void }) {
  const text = useText();
  const words = status.error ? wordError(status.error, text) : null;
  const isWaiting = status.stage === 'queued' || status.stage === 'parked';
  return (
    <li>
      <Line>
        <b>{status.number}</b>
        <Chip tone={stageTones[status.stage]}>{text(`stage.${status.stage}`)}</Chip>
      </Line>
      {status.stage === 'sending' && (
        <LinearProgress
          variant="determinate"
          value={(status.bytesSent / Math.max(1, status.bytesTotal)) * 100}
        />
      )}
      <Quiet>
        <span>
          {text('queue.bytes', {
            sent: formatBytes(status.bytesSent, text.language),
            total: formatBytes(status.bytesTotal, text.language),
          })}
        </span>
        <span>{text('queue.revision', { revision: status.revision })}</span>
        {status.attempts > 1 && <span>{text('queue.attempts', { count: status.attempts })}</span>}
        {status.stage === 'queued' && status.nextTryAt !== null && (
          <span>{text('queue.nextTry', { time: formatTime(status.nextTryAt, text.language) })}</span>
        )}
      </Quiet>
      {words && (
        <Note data-tone={status.stage === 'parked' ? 'bad' : 'warn'}>
          <b>{words.what}</b>
          <div>{words.todo}</div>
        </Note>
      )}
      {isWaiting && (
        <Button variant="outlined" onClick={onRetry}>
          {text('queue.retry')}
        </Button>
      )}
    </li>
  );
}

const Column = styled('div')({
  width: 440,
  maxWidth: '100vw',
  height: '100%',
  display: 'grid',
  gridTemplateRows: 'auto minmax(0, 1fr)',
});
const Head = styled('div')({
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  padding: '0 8px 0 16px',
  height: 56,
  borderBottom: '1px solid var(--line)',
  '& h2': { flex: 1, margin: 0, fontSize: 16, fontWeight: 500 },
});
const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  overflowY: 'auto',
  '& li': {
    padding: '12px 16px',
    borderBottom: '1px solid var(--line)',
    display: 'grid',
    gap: 6,
    justifyItems: 'start',
  },
  '& li > *': { justifySelf: 'stretch' },
  '& li > button': { justifySelf: 'start' },
});
const Line = styled('div')({
  display: 'flex',
  justifyContent: 'space-between',
  gap: 8,
  '& b': { fontWeight: 600 },
});
const Quiet = styled('div')({ display: 'flex', gap: 12, fontSize: 12, color: 'var(--ink2)' });
