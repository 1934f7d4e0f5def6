import { styled } from '@mui/material/styles';
import { type DragEvent, type MouseEvent, memo } from 'react';
import type { DocumentId } from '../../../domain/ids.ts';
import { listed } from '../../../i18n/format.ts';
import type { Text } from '../../../i18n/text.ts';
import { needOf } from '../../actions/bill-need.ts';
import { goToRow, toggled } from '../../actions/navigation.ts';
import { contextOf, useWorkbench, type Workbench } from '../../actions/workbench-provider.tsx';
import { markKey } from '../../components/mark-words.ts';
import { useText } from '../../components/text.tsx';
import { marksOf } from '../../station/page-marks.ts';
import type { OpenBatch } from '../../station/projection.ts';
import { type Row, rowHeights } from '../../station/rows.ts';
import { documentWords } from './document-words.ts';
import type { DropGoal } from './drag.ts';
import { BillRow, DocumentRow, HeadingRow, PageRow } from './rows.tsx';
import { tickTo, toggleRow } from './tree-keys.ts';

interface TreeRowProps {
  row: Row;
  batch: OpenBatch;
  /** Where it stands in the list, pixels from its top. */
  start: number;
  isCursor: boolean;
  isTicked: boolean;
  isEditing: boolean;
  showsTicks: boolean;
  dropEdge: DropGoal['edge'] | null;
  onDrag: (event: DragEvent, row: Row) => void;
}

/** One line of the tree with what mouse and screen reader need of it. */
export const TreeRow = memo(function TreeRow(props: TreeRowProps) {
  const { row, batch, isCursor, isTicked, onDrag } = props;
  const workbench = useWorkbench();
  const text = useText();
  const shared = {
    style: { transform: `translateY(${props.start}px)`, height: rowHeights[row.type] },
    onDragOver: (event: DragEvent) => onDrag(event, row),
    onDrop: (event: DragEvent) => onDrag(event, row),
    'data-drop': props.dropEdge ?? undefined,
  };
  if (row.type === 'heading') {
    return (
      <RowBox role="presentation" {...shared}>
        <HeadingRow row={row} />
      </RowBox>
    );
  }
  return (
    <RowBox
      id={domId(row.key)}
      role="treeitem"
      aria-level={row.type === 'bill' ? 1 : row.type === 'document' ? 2 : 3}
      aria-expanded={canOpen(row) ? row.type !== 'page' && row.isOpen : undefined}
      aria-selected={isCursor || isTicked}
      aria-checked={row.type === 'document' ? isTicked : undefined}
      aria-label={labelOf(row, batch, text)}
      aria-description={marksInWords(row, batch, text)}
      data-cursor={isCursor}
      data-ticked={isTicked}
      draggable={row.type === 'document' && batch.tree.bills.get(row.billId)?.state === 'open'}
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
      {row.type === 'bill' && (
        <BillRow
          row={row}
          batch={batch}
          isEditing={props.isEditing}
          onToggle={() => toggleRow(workbench, row)}
        />
      )}
      {row.type === 'document' && (
        <DocumentRow
          row={row}
          batch={batch}
          isTicked={isTicked}
          showsTicks={props.showsTicks}
          onTick={(isRange) => onTick(workbench, row.key, isRange)}
          onToggle={() => toggleRow(workbench, row)}
        />
      )}
      {row.type === 'page' && <PageRow row={row} batch={batch} />}
    </RowBox>
  );
});

function onRowClick(workbench: Workbench, row: Exclude<Row, { type: 'heading' }>, event: MouseEvent): void {
  if (event.shiftKey) tickTo(workbench, row.key);
  else if ((event.ctrlKey || event.metaKey) && row.type === 'document') {
    workbench.ui.set(({ ticked }) => ({ ticked: toggled(ticked, row.key), tickAnchor: row.key }));
  }
  goToRow(contextOf(workbench), row.key);
}

function onTick(workbench: Workbench, documentId: DocumentId, isRange: boolean): void {
  if (isRange) tickTo(workbench, documentId);
  else workbench.ui.set(({ ticked }) => ({ ticked: toggled(ticked, documentId), tickAnchor: documentId }));
}

function editNumberOf(workbench: Workbench, row: Extract<Row, { type: 'bill' }>): void {
  if (row.view.bill.state === 'open') workbench.ui.set({ editingNumber: row.key });
}

function canOpen(row: Row): boolean {
  return row.type === 'bill' || (row.type === 'document' && row.pages.length > 1);
}

function labelOf(row: Exclude<Row, { type: 'heading' }>, batch: OpenBatch, text: Text): string {
  if (row.type === 'bill') {
    const need = needOf(batch, row.view);
    const number = row.view.bill.number ?? text('tree.bill.noNumber');
    return text('tree.bill.aria', { number, need: text(need.key, need.params) });
  }
  if (row.type === 'page') return text('tree.document.page', { page: row.position });
  const words = documentWords(row.view, text);
  const title = words.number ? `${words.title} ${words.number}` : words.title;
  const kind = text(`kind.${row.view.document.kind}`);
  return title === kind ? title : text('tree.document.aria', { kind, title });
}

/** What the row's pages are marked with; undefined where nothing is. */
function marksInWords(row: Row, batch: OpenBatch, text: Text): string | undefined {
  const pages = row.type === 'page' ? [row.page] : row.type === 'document' ? row.view.pages : [];
  const keys = new Set(
    pages.flatMap((page) => marksOf(batch.tree, page)).map((mark) => markKey(mark.reason)),
  );
  if (keys.size === 0) return undefined;
  return listed(
    [...keys].map((key) => text(key)),
    text.language,
  );
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
