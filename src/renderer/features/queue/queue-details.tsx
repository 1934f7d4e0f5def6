import LinearProgress from '@mui/material/LinearProgress';
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import type { QueueLine } from '../../../contract/queue-shapes.ts';
import { formatBytes, formatDateTime, formatTime, lastFour } from '../../../i18n/format.ts';
import { ActionButton } from '../../actions/action-button.tsx';
import { matchService } from '../../actions/app-actions.ts';
import { standingTones } from '../../actions/bill-need.ts';
import { useStation } from '../../actions/workbench-provider.tsx';
import { Chip } from '../../components/chip.tsx';
import { Empty } from '../../components/empty.tsx';
import { Fact, Facts, Note } from '../../components/section.tsx';
import { useText } from '../../components/text.tsx';
import { waysOf } from './queue-ways.ts';

/** How the bill the keyboard stands on stands, why, and what can be done. */
export function QueueDetails({ line, children }: { line: QueueLine | null; children: ReactNode }) {
  const text = useText();
  return (
    <Pane aria-label={text('queue.details')}>
      {line === null ? <Empty title={text('queue.none')} /> : <Bill line={line} />}
      {children}
    </Pane>
  );
}

function Bill({ line }: { line: QueueLine }) {
  const text = useText();
  const status = useStation((state) => state.status);
  const ways = waysOf(line, status, text);
  const state = text(`standing.${line.standing}`);
  const size = (bytes: number) => formatBytes(bytes, text.language);
  return (
    <div>
      <Head>
        <h3>{line.number}</h3>
        <Chip tone={standingTones[line.standing]}>{state}</Chip>
      </Head>
      {line.standing === 'uploading' && (
        <LinearProgress
          variant="determinate"
          aria-label={state}
          value={(100 * line.bytesSent) / Math.max(1, line.bytesTotal)}
        />
      )}
      <Note data-tone={ways.tone} role="status">
        {ways.reason && <b>{ways.reason}</b>}
        <div>{ways.todo}</div>
        {ways.at === 'service' && (
          <Way>
            <ActionButton action={matchService} look="key" emphasis="outlined" />
          </Way>
        )}
      </Note>
      {line.standing === 'parked' && line.error && (
        <Note data-tone="quiet">{text('standing.parked.explain')}</Note>
      )}
      <Facts>
        <Fact name={text('queue.column.batch')} value={line.batchName} />
        <Fact
          name={text('queue.column.revision')}
          value={text('queue.revision', { revision: line.revision })}
        />
        <Fact name={text('queue.column.pages')} value={line.pages} />
        <Fact
          name={text('queue.column.bytes')}
          value={text('queue.bytes', { sent: size(line.bytesSent), total: size(line.bytesTotal) })}
        />
        {line.origin && (
          <Fact
            name={text('queue.column.origin')}
            value={<span title={line.origin}>{lastFour(line.origin)}</span>}
          />
        )}
        {line.attempts > 0 && <Fact name={text('queue.column.tries')} value={line.attempts} />}
        {line.stage === 'queued' && line.nextTryAt !== null && (
          <Fact name={text('queue.column.next')} value={formatTime(line.nextTryAt)} />
        )}
        {line.handOver?.reference && <Fact name={text('erp.reference')} value={line.handOver.reference} />}
        <Fact name={text('queue.column.updated')} value={formatDateTime(line.updatedAt)} />
      </Facts>
    </div>
  );
}

const Way = styled('div')({ marginTop: 8 });
const Pane = styled('section')({
  display: 'grid',
  gridTemplateRows: 'minmax(0, 1fr) auto',
  minHeight: 0,
  borderLeft: '1px solid var(--line)',
  '& > div:first-of-type': { padding: '12px 16px', overflowY: 'auto' },
});
const Head = styled('div')({
  display: 'flex',
  alignItems: 'center',
  justifyContent: 'space-between',
  gap: 8,
  marginBottom: 8,
  '& h3': { margin: 0, fontSize: 15, fontWeight: 600, minWidth: 0, overflowWrap: 'anywhere' },
});
