import { styled } from '@mui/material/styles';
import { memo } from 'react';
import type { QueueLine } from '../../../contract/queue-shapes.ts';
import { formatBytes, formatTime } from '../../../i18n/format.ts';
import { standingTones } from '../../actions/bill-need.ts';
import { Chip } from '../../components/chip.tsx';
import { useText } from '../../components/text.tsx';
import { TickMark } from '../../components/tick-mark.tsx';

export const queueColumns = '18px minmax(180px, 1.6fr) minmax(112px, 1fr) 44px 132px 44px 72px 72px';

interface QueueRowProps {
  id: string;
  line: QueueLine;
  start: number;
  isCursor: boolean;
  isTicked: boolean;
  onCursor: () => void;
  onTick: () => void;
}

function sameRow(before: QueueRowProps, now: QueueRowProps): boolean {
  return (
    before.line === now.line &&
    before.start === now.start &&
    before.isCursor === now.isCursor &&
    before.isTicked === now.isTicked
  );
}

/** One bill of the queue. */
export const QueueRow = memo(function QueueRow(props: QueueRowProps) {
  const { line } = props;
  const text = useText();
  const [sent, total] = [line.bytesSent, line.bytesTotal].map((bytes) => formatBytes(bytes, text.language));
  const state = text(`standing.${line.standing}`);
  const isFirst = line.urgency === 'first' && isOnItsWay(line);
  const spoken = text('queue.line', {
    number: line.number,
    state,
    pages: line.pages,
    sent: sent ?? '',
    total: total ?? '',
  });
  return (
    <Row
      id={props.id}
      role="option"
      aria-selected={props.isTicked}
      aria-label={isFirst ? text('queue.line.first', { line: spoken }) : spoken}
      data-cursor={props.isCursor}
      style={{ transform: `translateY(${props.start}px)`, gridTemplateColumns: queueColumns }}
      onClick={props.onCursor}
    >
      <TickMark
        data-ticked={props.isTicked}
        data-shown
        aria-hidden="true"
        onClick={(event) => {
          event.stopPropagation();
          props.onTick();
        }}
      />
      <Name>
        <b>{line.number}</b>
        <span>{line.batchName}</span>
      </Name>
      <State>
        <Chip tone={standingTones[line.standing]}>{state}</Chip>
        {isFirst && <Chip tone="busy">{text('queue.isFirst')}</Chip>}
      </State>
      <Figure>{line.pages}</Figure>
      <Figure>
        {isOnItsWay(line) ? text('queue.bytes', { sent: sent ?? '', total: total ?? '' }) : total}
        {line.standing === 'uploading' && (
          <Bar aria-hidden="true">
            <i style={{ width: `${(100 * line.bytesSent) / Math.max(1, line.bytesTotal)}%` }} />
          </Bar>
        )}
      </Figure>
      <Figure>{line.attempts > 0 ? line.attempts : ''}</Figure>
      <Figure>{line.stage === 'queued' && line.nextTryAt !== null && formatTime(line.nextTryAt)}</Figure>
      <Figure>{formatTime(line.updatedAt)}</Figure>
    </Row>
  );
}, sameRow);

/** Not at the service yet. */
export function isOnItsWay({ standing }: Pick<QueueLine, 'standing'>): boolean {
  return standing === 'queued' || standing === 'uploading' || standing === 'parked';
}

const Row = styled('div')({
  position: 'absolute',
  left: 0,
  right: 0,
  height: 40,
  display: 'grid',
  columnGap: 12,
  alignItems: 'center',
  padding: '0 12px',
  borderBottom: '1px solid var(--line)',
  cursor: 'default',
  '&:hover': { background: 'var(--hover)' },
  '&[data-cursor=true]': { background: 'var(--accent-soft)' },
});
const Name = styled('div')({
  minWidth: 0,
  display: 'flex',
  gap: 8,
  alignItems: 'baseline',
  whiteSpace: 'nowrap',
  '& b': { fontWeight: 600, flex: 'none' },
  '& span': { fontSize: 12, color: 'var(--ink2)', overflow: 'hidden', textOverflow: 'ellipsis' },
});
const State = styled('div')({ display: 'flex', gap: 4, minWidth: 0, overflow: 'hidden' });
const Figure = styled('div')({
  position: 'relative',
  textAlign: 'right',
  fontSize: 12,
  color: 'var(--ink2)',
  whiteSpace: 'nowrap',
});
const Bar = styled('div')({
  height: 3,
  borderRadius: 2,
  background: 'var(--line)',
  overflow: 'hidden',
  '& i': { display: 'block', height: '100%', background: 'var(--accent)' },
});
