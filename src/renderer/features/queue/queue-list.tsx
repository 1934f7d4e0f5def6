import { styled } from '@mui/material/styles';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react';
import type { QueueLine } from '../../../contract/queue-shapes.ts';
import type { BillId } from '../../../domain/ids.ts';
import { useText } from '../../components/text.tsx';
import { lineAfter } from '../../components/walk-lines.ts';
import { QueueRow, queueColumns } from './queue-row.tsx';

const rowHeight = 40;

interface QueueListProps {
  lines: readonly QueueLine[];
  cursor: BillId | null;
  ticked: ReadonlySet<BillId>;
  onCursor: (billId: BillId) => void;
  onTick: (billId: BillId) => void;
  /** Keys that are not for walking and ticking. */
  onKey: (event: KeyboardEvent) => void;
  /** The end of what was read is in sight. */
  onEnd: () => void;
}

/** Bills one line each, drawn only where they are seen. One stop for Tab; arrows walk, Space ticks. */
export function QueueList({ lines, cursor, ticked, onCursor, onTick, onKey, onEnd }: QueueListProps) {
  const text = useText();
  const list = useRef<HTMLDivElement>(null);
  const at = lines.findIndex((line) => line.billId === cursor);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => list.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => lines[index]?.billId ?? index,
    // The line the keyboard stands on is always drawn: the list names it as the active one.
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), ...(at < 0 ? [] : [at])])].sort((a, b) => a - b),
    overscan: 8,
  });
  useEffect(() => list.current?.focus(), []);
  const show = useEffectEvent(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  });
  useEffect(() => {
    if (cursor) show();
  }, [cursor]);
  const drawn = virtual.getVirtualItems();
  const last = drawn.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lines.length > 0 && last >= lines.length - 20) onEnd();
  }, [last, lines.length, onEnd]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.target !== list.current) return;
    const isPlain = !event.ctrlKey && !event.altKey && !event.metaKey;
    const keyed = lines.map(({ billId }) => ({ key: billId }));
    const next = isPlain ? lineAfter(keyed, cursor, event.key) : null;
    const line = lines[at];
    if (next !== null) {
      if (event.shiftKey && line) onTick(line.billId);
      onCursor(next as BillId);
    } else if (isPlain && event.key === ' ' && line) onTick(line.billId);
    else {
      onKey(event);
      return;
    }
    event.preventDefault();
  }

  return (
    <Frame>
      <Columns aria-hidden="true" style={{ gridTemplateColumns: queueColumns }}>
        <span />
        <span>{text('queue.column.number')}</span>
        <span>{text('queue.column.state')}</span>
        <span data-figure="true">{text('queue.column.pages')}</span>
        <span data-figure="true">{text('queue.column.bytes')}</span>
        <span data-figure="true">{text('queue.column.tries')}</span>
        <span data-figure="true">{text('queue.column.next')}</span>
        <span data-figure="true">{text('queue.column.updated')}</span>
      </Columns>
      <List
        ref={list}
        role="listbox"
        aria-multiselectable="true"
        aria-label={text('queue.list')}
        aria-activedescendant={at >= 0 ? domId(lines[at]?.billId ?? '') : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {drawn.map(({ index, start, key }) => {
            const line = lines[index];
            return (
              line && (
                <QueueRow
                  key={key}
                  id={domId(line.billId)}
                  line={line}
                  start={start}
                  isCursor={line.billId === cursor}
                  isTicked={ticked.has(line.billId)}
                  onCursor={() => onCursor(line.billId)}
                  onTick={() => onTick(line.billId)}
                />
              )
            );
          })}
        </div>
      </List>
    </Frame>
  );
}

function domId(billId: string): string {
  return `queue-${billId.replace(':', '-')}`;
}

const Frame = styled('div')({
  display: 'grid',
  gridTemplateRows: '28px minmax(0, 1fr)',
  minHeight: 0,
  minWidth: 0,
});
const Columns = styled('div')({
  display: 'grid',
  columnGap: 12,
  alignItems: 'center',
  padding: '0 12px',
  // As wide as the list, whose scroll bar takes room.
  overflow: 'hidden',
  scrollbarGutter: 'stable',
  fontSize: 12,
  color: 'var(--ink3)',
  borderBottom: '1px solid var(--line)',
  '& [data-figure=true]': { textAlign: 'right' },
  '& span': { whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
});
const List = styled('div')({
  overflowY: 'auto',
  scrollbarGutter: 'stable',
  overflowX: 'hidden',
  outline: 'none !important',
  '&:focus-visible [data-cursor=true]': { boxShadow: 'inset 0 0 0 2px var(--accent)' },
});
