import { styled } from '@mui/material/styles';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type DragEvent, type KeyboardEvent, type MouseEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { DocumentId } from '../../../domain/ids.ts';
import type { Text } from '../../../i18n/text.ts';
import { needOf } from '../../actions/bill-need.ts';
import { goToRow, isFocusable, toggled } from '../../actions/navigation.ts';
import { contextOf, useUi, useWorkbench, type Workbench } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import type { OpenBatch } from '../../station/projection.ts';
import { type Row, rowHeights } from '../../station/rows.ts';
import { documentWords } from './document-words.ts';
import { draggedDocuments, type DropGoal, drop, dropGoal } from './drag.ts';
import { BillRow, DocumentRow, HeadingRow, PageRow } from './rows.tsx';
import { useSteadyScroll } from './steady-scroll.ts';
import { tickTo, toggleRow, walk } from './tree-keys.ts';

const dragType = 'application/x-platen-documents';

/** The tree, drawn only where it is seen. One stop for Tab; arrows walk within. */
export function TreeList({ batch, rows }: { batch: OpenBatch; rows: readonly Row[] }) {
  const workbench = useWorkbench();
  const text = useText();
  const ui = useUi((state) => state);
  const list = useRef<HTMLDivElement>(null);
  const [goal, setGoal] = useState<DropGoal | null>(null);
  const dragged = useRef<readonly DocumentId[]>([]);

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    estimateSize: (at) => rowHeights[rows[at]?.type ?? 'document'],
    getItemKey: (at) => rows[at]?.key ?? at,
    overscan: 6,
  });
  useSteadyScroll(list, rows, ui.cursor);

  const cursorAt = rows.findIndex((row) => row.key === ui.cursor);
  const showCursor = useEffectEvent(() => {
    if (cursorAt >= 0) virtual.scrollToIndex(cursorAt, { align: 'auto' });
  });
  // Only a move of the cursor scrolls; pages that arrive do not.
  useEffect(() => {
    if (ui.cursor) showCursor();
  }, [ui.cursor]);
  useEffect(() => {
    if (ui.focusTree > 0) list.current?.focus();
  }, [ui.focusTree]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target !== list.current) return;
    if (!walk(workbench, event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  function onDragOver(event: DragEvent, row: Row): void {
    if (!event.dataTransfer.types.includes(dragType)) return;
    const box = event.currentTarget.getBoundingClientRect();
    const next = dropGoal(row, event.clientY - box.top, box.height);
    if (next) event.preventDefault();
    if (next?.row.key !== goal?.row.key || next?.edge !== goal?.edge) setGoal(next);
  }

  const showsTicks = ui.ticked.size > 0;
  return (
    <List
      ref={list}
      role="tree"
      aria-label={text('tree.label')}
      aria-multiselectable="true"
      aria-activedescendant={cursorAt >= 0 ? domId(rows[cursorAt]?.key ?? '') : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => focusFirst(workbench, rows)}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((virtualRow) => {
          const row = rows[virtualRow.index];
          if (!row) return null;
          const shared = {
            style: { transform: `translateY(${virtualRow.start}px)`, height: virtualRow.size },
            onDragOver: (event: DragEvent) => onDragOver(event, row),
            onDrop: (event: DragEvent) => {
              if (!goal) return;
              event.preventDefault();
              event.stopPropagation();
              void drop(workbench, dragged.current, goal);
              setGoal(null);
            },
            'data-drop': goal?.row.key === row.key ? goal.edge : undefined,
          };
          if (row.type === 'heading') {
            return (
              <RowBox key={row.key} role="presentation" {...shared}>
                <HeadingRow row={row} />
              </RowBox>
            );
          }
          const isTicked = row.type === 'document' && ui.ticked.has(row.key);
          const isCursor = row.key === ui.cursor;
          return (
            <RowBox
              key={row.key}
              id={domId(row.key)}
              role="treeitem"
              aria-level={row.type === 'bill' ? 1 : row.type === 'document' ? 2 : 3}
              aria-expanded={canOpen(row) ? row.type !== 'page' && row.isOpen : undefined}
              aria-selected={isCursor || isTicked}
              aria-checked={row.type === 'document' ? isTicked : undefined}
              aria-label={labelOf(row, batch, text)}
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
              onDragStart={(event) => {
                if (row.type !== 'document') return;
                dragged.current = draggedDocuments(workbench, row.key);
                event.dataTransfer.setData(dragType, dragged.current.join(' '));
                event.dataTransfer.effectAllowed = 'move';
              }}
              onDragEnd={() => setGoal(null)}
              {...shared}
            >
              {row.type === 'bill' && (
                <BillRow
                  row={row}
                  batch={batch}
                  isEditing={ui.editingNumber === row.key}
                  onToggle={() => toggleRow(workbench, row)}
                />
              )}
              {row.type === 'document' && (
                <DocumentRow
                  row={row}
                  batch={batch}
                  isTicked={isTicked}
                  showsTicks={showsTicks}
                  onTick={(isRange) => onTick(workbench, row.key, isRange)}
                  onToggle={() => toggleRow(workbench, row)}
                />
              )}
              {row.type === 'page' && <PageRow row={row} />}
            </RowBox>
          );
        })}
      </div>
    </List>
  );
}

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

/** Coming in by Tab, the keyboard stands somewhere at once. */
function focusFirst(workbench: Workbench, rows: readonly Row[]): void {
  const first = rows.find(isFocusable);
  if (!workbench.ui.get().cursor && first) goToRow(contextOf(workbench), first.key);
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
  const { title } = documentWords(row.view, text);
  const kind = text(`kind.${row.view.document.kind}`);
  return title === kind ? title : text('tree.document.aria', { kind, title });
}

function domId(key: string): string {
  return `row-${key.replace(':', '-')}`;
}

const List = styled('div')({
  overflowY: 'auto',
  overflowX: 'hidden',
  outline: 'none !important',
  overflowAnchor: 'none',
  '&:focus-visible [data-cursor=true]': { boxShadow: 'inset 0 0 0 2px var(--accent)' },
});
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
