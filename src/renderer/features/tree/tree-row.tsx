import { styled } from '@mui/material/styles';
import { type DragEvent, type MouseEvent, memo } from 'react';
import type { Text } from '../../../i18n/text.ts';
import { goToRow, toggled } from '../../actions/navigation.ts';
import { tickTo } from '../../actions/tick-range.ts';
import { contextOf, useWorkbench, type Workbench } from '../../actions/workbench-provider.tsx';
import { markKey } from '../../components/mark-words.ts';
import { useText } from '../../components/text.tsx';
import { type Row, rowHeights } from '../../station/rows.ts';
import { documentWords, type Names, useNames } from './document-words.ts';
import type { DropGoal } from './drag.ts';
import { RowContent, type RowContentProps } from './row-content.tsx';
import type { PaperFacts, RowFacts } from './row-facts.ts';
import { isSameLine } from './same-line.ts';

interface TreeRowProps extends RowContentProps {
  /** Where it stands in the list, pixels from its top. */
  start: number;
  /** Which of how many it is among its like; none for a heading. */
  position: number | undefined;
  count: number | undefined;
  isCursor: boolean;
  dropEdge: DropGoal['edge'] | null;
  onDrag: (event: DragEvent, row: Row) => void;
}

/** One line of the tree with what mouse and screen reader need of it. Drawn again only where what it shows differs. */
export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { start, position, count, isCursor, dropEdge, onDrag, ...content } = props;
  const { row, facts, isTicked } = content;
  const workbench = useWorkbench();
  const text = useText();
  const names = useNames();
  const shared = {
    style: { transform: `translateY(${start}px)`, height: rowHeights[row.type] },
    onDragOver: (event: DragEvent) => onDrag(event, row),
    onDrop: (event: DragEvent) => onDrag(event, row),
    'data-drop': dropEdge ?? undefined,
  };
  if (row.type === 'heading') {
    return (
      <RowBox role="presentation" {...shared}>
        <RowContent {...content} />
      </RowBox>
    );
  }
  return (
    <RowBox
      id={domId(row.key)}
      role="treeitem"
      aria-level={row.type === 'bill' ? 1 : row.type === 'document' ? 2 : 3}
      aria-posinset={position}
      aria-setsize={count}
      aria-expanded={canOpen(row) ? row.type !== 'page' && row.isOpen : undefined}
      aria-selected={isCursor || isTicked}
      aria-checked={row.type === 'document' ? isTicked : undefined}
      aria-label={labelOf(row, facts, text, names)}
      aria-description={restOf(row, facts, text, names)}
      data-cursor={isCursor}
      data-ticked={isTicked}
      draggable={row.type === 'document' && facts.of === 'paper' && facts.isOpen}
      onClick={(event) => onRowClick(workbench, row, event)}
      onDoubleClick={() => row.type === 'bill' && editNumberOf(workbench, row)}
      onContextMenu={(event) => {
        event.preventDefault();
        goToRow(contextOf(workbench), row.key);
        workbench.ui.set({ panel: { type: 'menu', x: event.clientX, y: event.clientY } });
      }}
      onDragStart={(event) => onDrag(event, row)}
      onDragEnd={(event) => onDrag(event, row)}
      {...shared}
    >
      <RowContent {...content} />
    </RowBox>
  );
}, isSameLine);

function onRowClick(workbench: Workbench, row: Exclude<Row, { type: 'heading' }>, event: MouseEvent): void {
  if (event.shiftKey) tickTo(workbench, row.key);
  else if ((event.ctrlKey || event.metaKey) && row.type === 'document') {
    workbench.ui.set(({ ticked }) => ({ ticked: toggled(ticked, row.key), tickAnchor: row.key }));
  }
  goToRow(contextOf(workbench), row.key);
}

function editNumberOf(workbench: Workbench, row: Extract<Row, { type: 'bill' }>): void {
  if (row.view.bill.state === 'open') workbench.ui.set({ editingNumber: row.key });
}

function canOpen(row: Row): boolean {
  return row.type === 'bill' || (row.type === 'document' && row.pages.length > 1);
}

function labelOf(row: Exclude<Row, { type: 'heading' }>, facts: RowFacts, text: Text, names: Names): string {
  if (row.type === 'bill') {
    if (facts.of !== 'bill') return '';
    const { need } = facts;
    const number = row.view.bill.number ?? text('tree.bill.noNumber');
    return need ? text('tree.bill.aria', { number, need: text(need.key, need.params) }) : number;
  }
  if (row.type === 'page') return text('tree.document.page', { page: row.position });
  const words = documentWords(row.view, text, names);
  const title = words.number ? `${words.title} ${words.number}` : words.title;
  const kind = text(`kind.${row.view.document.kind}`);
  return title === kind ? title : text('tree.document.aria', { kind, title });
}

/** What is seen on the row besides its name: counts, seller, amount, marks, verdict. Undefined where nothing is. */
function restOf(
  row: Exclude<Row, { type: 'heading' }>,
  facts: RowFacts,
  text: Text,
  names: Names,
): string | undefined {
  const words =
    facts.of === 'bill'
      ? facts.counts.map(({ key, params }) => text(key, params))
      : row.type === 'document'
        ? documentRest(row, facts, text, names)
        : marksInWords(facts, text);
  return words.length > 0 ? words.join(text('effect.join')) : undefined;
}

function documentRest(
  row: Extract<Row, { type: 'document' }>,
  facts: PaperFacts,
  text: Text,
  names: Names,
): readonly string[] {
  const { detail, amount } = documentWords(row.view, text, names);
  const { verdict, sentBefore } = facts;
  return [
    ...(row.pages.length > 1 ? [text('tree.count.pages', { count: row.pages.length })] : []),
    detail,
    ...(amount === null ? [] : [amount]),
    ...marksInWords(facts, text),
    ...(sentBefore === null ? [] : [text('tree.document.sentBefore')]),
    ...(verdict === null ? [] : [text(`verdict.${verdict}`)]),
  ];
}

/** What its pages are marked with, each once. */
function marksInWords({ marks }: PaperFacts, text: Text): readonly string[] {
  return [...new Set(marks.map((mark) => markKey(mark.reason)))].map((key) => text(key));
}

/** Id of a row's element, which the tree names as its active one. */
export function domId(key: string): string {
  return `row-${key.replace(':', '-')}`;
}

const RowBox = styled('div')({
  position: 'absolute',
  top: 0,
  left: 0,
  right: 0,
  cursor: 'default',
  userSelect: 'none',
  '&[role=treeitem]:hover': { background: 'var(--hover)' },
  '&[data-ticked=true]': { background: 'color-mix(in srgb, var(--accent-soft) 60%, transparent)' },
  '&[data-cursor=true], &[data-cursor=true]:hover': { background: 'var(--accent-soft)' },
  '&[data-cursor=true]::before': {
    content: '""',
    position: 'absolute',
    left: 0,
    top: 0,
    bottom: 0,
    width: 3,
    background: 'var(--accent)',
    zIndex: 1,
  },
  '&[data-drop=inside]': { outline: '2px solid var(--accent)', outlineOffset: -2 },
  '&[data-drop=before]::after, &[data-drop=after]::after': {
    content: '""',
    position: 'absolute',
    left: 32,
    right: 0,
    height: 2,
    background: 'var(--accent)',
  },
  '&[data-drop=before]::after': { top: -1 },
  '&[data-drop=after]::after': { bottom: -1 },
});
