import ArrowDownwardOutlined from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import { styled } from '@mui/material/styles';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent } from 'react';
import type { BillLine, ListRequest } from '../../../contract/bill-list.ts';
import { Chip } from '../../components/chip.tsx';
import { useText } from '../../components/text.tsx';
import { lineAfter } from '../../components/walk-lines.ts';
import { type ListColumn, stateTones } from './list-columns.ts';
import type { Asked } from './use-bill-list.ts';

interface ListTableProps {
  label: string;
  columns: readonly ListColumn[];
  lines: readonly BillLine[];
  total: number;
  asked: Asked;
  current: string | null;
  grid: RefObject<HTMLDivElement | null>;
  onSort: (sort: ListRequest['sort']) => void;
  onChoose: (key: string) => void;
  /** Enter, or a double click. */
  onEnter: (line: BillLine) => void;
  onKey: (key: string, line: BillLine) => boolean;
  /** The end of what is loaded is in view. */
  onEnd: () => void;
}

const rowHeight = 36;
export const keyOf = (line: BillLine) => `${line.stationId}-${line.billUuid}`;
const domId = (key: string) => `bill-line-${key}`;

/** Bills as a grid, drawn only where they are seen. Arrows walk, Enter opens, headings sort. */
export function ListTable(props: ListTableProps) {
  const { columns, lines, current } = props;
  const text = useText();
  const keyed = lines.map((line) => ({ key: keyOf(line), line }));
  const template = columns.map(({ track }) => track).join(' ');
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => props.grid.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => keyed[at]?.key ?? at,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const lastSeen = items.at(-1)?.index ?? 0;
  const reachEnd = useEffectEvent(() => props.onEnd());
  useEffect(() => {
    if (lines.length > 0 && lastSeen >= lines.length - 10) reachEnd();
  }, [lastSeen, lines.length]);
  const show = useEffectEvent(() => {
    const at = keyed.findIndex(({ key }) => key === current);
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  });
  useEffect(() => {
    if (current) show();
  }, [current]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== event.currentTarget) return;
    const next = lineAfter(keyed, current, event.key);
    const line = keyed.find(({ key }) => key === current)?.line;
    if (next !== null) props.onChoose(next);
    else if (line && event.key === 'Enter') props.onEnter(line);
    else if (!line || !props.onKey(event.key, line)) return;
    event.preventDefault();
  }

  return (
    <Grid
      ref={props.grid}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={props.total + 1}
      aria-activedescendant={current ? domId(current) : undefined}
      onKeyDown={onKeyDown}
    >
      <Head role="row" style={{ gridTemplateColumns: template }}>
        {columns.map((column) => (
          <ColumnHead key={column.id} column={column} asked={props.asked} onSort={props.onSort} />
        ))}
      </Head>
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start }) => {
          const one = keyed[index];
          if (!one) return null;
          const { key, line } = one;
          return (
            <Row
              key={key}
              id={domId(key)}
              role="row"
              aria-rowindex={index + 2}
              aria-selected={key === current}
              style={{ gridTemplateColumns: template, transform: `translateY(${start}px)` }}
              onClick={() => props.onChoose(key)}
              onDoubleClick={() => props.onEnter(line)}
            >
              {columns.map((column) => {
                const words = column.shown?.(line, text) ?? String(column.value(line, text) ?? '');
                return (
                  <Cell key={column.id} role="gridcell" data-kind={column.kind} title={words}>
                    {column.id === 'state' ? <Chip tone={stateTones[line.state]}>{words}</Chip> : words}
                  </Cell>
                );
              })}
            </Row>
          );
        })}
      </div>
    </Grid>
  );
}

function ColumnHead(props: { column: ListColumn; asked: Asked; onSort: ListTableProps['onSort'] }) {
  const text = useText();
  const { column, asked } = props;
  const { sort } = column;
  const name = text(column.key);
  if (sort === null)
    return (
      <Cell role="columnheader" data-kind={column.kind} title={name}>
        {name}
      </Cell>
    );
  const isSorted = asked.sort === sort;
  const Arrow = asked.order === 'asc' ? ArrowUpwardOutlined : ArrowDownwardOutlined;
  return (
    <Cell
      role="columnheader"
      aria-sort={isSorted ? (asked.order === 'asc' ? 'ascending' : 'descending') : 'none'}
    >
      <button type="button" onClick={() => props.onSort(sort)}>
        {name}
        {isSorted && <Arrow />}
      </button>
    </Cell>
  );
}

const Grid = styled('div')({
  overflow: 'auto',
  outline: 'none !important',
  background: 'var(--panel)',
  fontVariantNumeric: 'tabular-nums',
  '&:focus-visible [aria-selected=true]': { boxShadow: 'inset 0 0 0 2px var(--accent)' },
});
const Head = styled('div')({
  position: 'sticky',
  top: 0,
  zIndex: 1,
  display: 'grid',
  columnGap: 18,
  alignItems: 'center',
  height: 32,
  padding: '0 16px',
  minWidth: 'min-content',
  background: 'var(--ground)',
  borderBlock: '1px solid var(--line)',
  fontSize: 12,
  color: 'var(--ink2)',
  '& button': {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 4,
    padding: '2px 4px',
    margin: '0 -4px',
    border: 0,
    borderRadius: 4,
    background: 'none',
    font: 'inherit',
    color: 'inherit',
    cursor: 'pointer',
    '&:hover': { background: 'var(--hover)' },
  },
  '& svg': { fontSize: 14 },
});
const Row = styled('div')({
  position: 'absolute',
  insetInline: 0,
  top: 0,
  height: rowHeight,
  display: 'grid',
  columnGap: 18,
  alignItems: 'center',
  padding: '0 16px',
  minWidth: 'min-content',
  borderBottom: '1px solid var(--line)',
  cursor: 'default',
  '&:hover': { background: 'var(--hover)' },
  '&[aria-selected=true]': { background: 'var(--accent-soft)' },
});
const Cell = styled('div')({
  minWidth: 0,
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  whiteSpace: 'nowrap',
  '&[data-kind=count], &[data-kind=amount]': { textAlign: 'right' },
});
