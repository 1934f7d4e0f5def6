import { styled } from '@mui/material/styles';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type DragEvent,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react';
import type { DocumentId } from '../../../domain/ids.ts';
import { goToRow, isFocusable } from '../../actions/navigation.ts';
import { contextOf, useUi, useWorkbench, type Workbench } from '../../actions/workbench-provider.tsx';
import { useText } from '../../components/text.tsx';
import type { OpenBatch } from '../../station/projection.ts';
import { type Row, rowHeights } from '../../station/rows.ts';
import { type DropGoal, draggedDocuments, drop, dropGoal } from './drag.ts';
import { useSteadyScroll } from './steady-scroll.ts';
import { walk } from './tree-keys.ts';
import { domId, TreeRow } from './tree-row.tsx';

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
  const takeKeyboard = useEffectEvent(() => {
    // A number that is being typed keeps it.
    if (!ui.editingNumber) list.current?.focus();
  });
  useEffect(() => {
    if (ui.focusTree > 0) takeKeyboard();
  }, [ui.focusTree]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target !== list.current) return;
    if (!walk(workbench, event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  const onDrag = useCallback(
    (event: DragEvent, row: Row) => {
      const { dataTransfer } = event;
      if (event.type === 'dragstart' && row.type === 'document') {
        dragged.current = draggedDocuments(workbench, row.key);
        dataTransfer.setData(dragType, dragged.current.join(' '));
        dataTransfer.effectAllowed = 'move';
      } else if (event.type === 'dragover' && dataTransfer.types.includes(dragType)) {
        const box = event.currentTarget.getBoundingClientRect();
        const next = dropGoal(row, event.clientY - box.top, box.height);
        if (next) event.preventDefault();
        setGoal((now) => (now?.row.key === next?.row.key && now?.edge === next?.edge ? now : next));
      } else if (event.type === 'drop' && dataTransfer.types.includes(dragType)) {
        const box = event.currentTarget.getBoundingClientRect();
        const next = dropGoal(row, event.clientY - box.top, box.height);
        event.preventDefault();
        event.stopPropagation();
        setGoal(null);
        if (next) void drop(workbench, dragged.current, next);
      } else if (event.type === 'dragend') setGoal(null);
    },
    [workbench],
  );

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
          return (
            <TreeRow
              key={row.key}
              row={row}
              batch={batch}
              start={virtualRow.start}
              isCursor={row.key === ui.cursor}
              isTicked={row.type === 'document' && ui.ticked.has(row.key)}
              isEditing={ui.editingNumber === row.key}
              showsTicks={showsTicks}
              dropEdge={goal?.row.key === row.key ? goal.edge : null}
              onDrag={onDrag}
            />
          );
        })}
      </div>
    </List>
  );
}

/** Coming in by Tab, the keyboard stands somewhere at once. */
function focusFirst(workbench: Workbench, rows: readonly Row[]): void {
  const first = rows.find(isFocusable);
  if (!workbench.ui.get().cursor && first) goToRow(contextOf(workbench), first.key);
}

const List = styled('div')({
  overflowY: 'auto',
  overflowX: 'hidden',
  outline: 'none !important',
  overflowAnchor: 'none',
  '&:focus-visible [data-cursor=true]': { boxShadow: 'inset 0 0 0 2px var(--accent)' },
});
