import { styled } from '@mui/material/styles';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import {
  type DragEvent,
  type KeyboardEvent,
  useCallback,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
} from 'react';
import type { DocumentKind } from '../../../domain/reading.ts';
import { isDocumentId } from '../../actions/context.ts';
import { useKeyboardAsked } from '../../actions/keyboard-asked.ts';
import { goToRow, isFocusable } from '../../actions/navigation.ts';
import { contextOf, useUi, useWorkbench, type Workbench } from '../../actions/workbench-provider.tsx';
import type { WorkbenchState } from '../../actions/workbench-state.ts';
import { scrollTopFor, useSteeredScroll } from '../../components/steered-scroll.ts';
import { useText } from '../../components/text.tsx';
import type { OpenBatch } from '../../station/projection.ts';
import { placeOf } from '../../station/row-places.ts';
import { type Row, rowHeights } from '../../station/rows.ts';
import { kindOrder } from '../../station/tree-index.ts';
import { type DropGoal, draggedDocuments, drop, dropGoal } from './drag.ts';
import { factsOf } from './row-facts.ts';
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
  const [isDragging, setIsDragging] = useState(false);

  const cursorAt = rows.findIndex((row) => row.key === ui.cursor);
  const editingAt = ui.editingNumber === null ? -1 : rows.findIndex((row) => row.key === ui.editingNumber);
  // The row under the cursor is always drawn: the tree names its element as the active one. So is the one whose number
  // is typed: its field takes the keyboard, and with it comes into view.
  const rangeExtractor = useCallback(
    (range: Range) => withRow(withRow(defaultRangeExtractor(range), cursorAt), editingAt),
    [cursorAt, editingAt],
  );
  // The same as long as the rows are: where every row stands is then not worked out again with each move of the cursor.
  const getItemKey = useCallback((at: number) => rows[at]?.key ?? at, [rows]);
  const { observeElementOffset, steerTo } = useSteeredScroll(list);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => list.current,
    observeElementOffset,
    estimateSize: (at) => rowHeights[rows[at]?.type ?? 'document'],
    getItemKey,
    rangeExtractor,
    overscan: 6,
  });
  const viewNow = () => ({ top: virtual.scrollOffset ?? 0, height: virtual.scrollRect?.height ?? 0 });
  useSteadyScroll(list, rows, ui.cursor, viewNow);

  const steer = useEffectEvent((now: WorkbenchState) => {
    // Rows that come or go with the cursor stand elsewhere once they are drawn.
    if (now.cursor === ui.cursor || contextOf(workbench).rows !== rows) return;
    const item = virtual.measurementsCache[rows.findIndex((row) => row.key === now.cursor)];
    const view = viewNow();
    const top = item && view.height > 0 ? scrollTopFor(item, view) : null;
    if (top !== null) steerTo(top);
  });
  useEffect(() => workbench.ui.subscribe(() => steer(workbench.ui.get())), [workbench]);
  function bringCursorIntoView(): void {
    const item = virtual.measurementsCache[cursorAt];
    const view = viewNow();
    // Not laid out yet: the list finds its own way once it is.
    if (view.height === 0 && item) virtual.scrollToIndex(cursorAt, { align: 'auto' });
    const top = item && view.height > 0 ? scrollTopFor(item, view) : null;
    if (top !== null) list.current?.scrollTo({ top });
  }
  const showCursor = useEffectEvent(bringCursorIntoView);
  // Only a move of the cursor or another filter scrolls; pages that arrive do not.
  useEffect(() => {
    if (ui.cursor && ui.filter) showCursor();
  }, [ui.cursor, ui.filter]);
  useKeyboardAsked('tree', () => list.current?.focus());

  // A row that was scrolled away tells nobody that its drag ended; the pointer moves again only after it.
  useEffect(() => {
    if (!isDragging) return;
    const end = () => setIsDragging(false);
    window.addEventListener('pointermove', end);
    return () => window.removeEventListener('pointermove', end);
  }, [isDragging]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target !== list.current) return;
    if (!walk(workbench, event)) return;
    // Scrolled away by hand at the end of its way: no move of the cursor brings it back.
    if (workbench.ui.get().cursor === ui.cursor) bringCursorIntoView();
    event.preventDefault();
    event.stopPropagation();
  }

  const onDrag = useCallback(
    (event: DragEvent, row: Row) => {
      const { dataTransfer } = event;
      if (event.type === 'dragstart' && row.type === 'document') {
        dataTransfer.setData(dragType, draggedDocuments(workbench, row.key).join(' '));
        dataTransfer.effectAllowed = 'move';
        // Changing the window while a drag begins would end it.
        requestAnimationFrame(() => setIsDragging(true));
      } else if (event.type === 'dragover' && dataTransfer.types.includes(dragType)) {
        const box = event.currentTarget.getBoundingClientRect();
        const next = dropGoal(row, kindUnder(event), event.clientY - box.top, box.height);
        if (next) event.preventDefault();
        setGoal((now) => (isSameGoal(now, next) ? now : next));
      } else if (event.type === 'drop' && dataTransfer.types.includes(dragType)) {
        const box = event.currentTarget.getBoundingClientRect();
        const next = dropGoal(row, kindUnder(event), event.clientY - box.top, box.height);
        event.preventDefault();
        event.stopPropagation();
        setGoal(null);
        setIsDragging(false);
        // They travel with the drag: it may have begun in another window of this station.
        const dragged = dataTransfer.getData(dragType).split(' ').filter(isDocumentId);
        if (next) void drop(workbench, dragged, next);
      } else if (event.type === 'dragend') {
        setGoal(null);
        setIsDragging(false);
      }
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
      onDragLeave={({ currentTarget, relatedTarget }) => {
        const isWithin = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        if (!isWithin) setGoal(null);
      }}
      onFocus={() => focusFirst(workbench, rows)}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((virtualRow) => {
          const row = rows[virtualRow.index];
          if (!row) return null;
          const place = placeOf(rows, virtualRow.index);
          return (
            <TreeRow
              key={row.key}
              row={row}
              facts={factsOf(batch, row)}
              start={virtualRow.start}
              position={place?.position}
              count={place?.count}
              isCursor={row.key === ui.cursor}
              isTicked={row.type === 'document' && ui.ticked.has(row.key)}
              isEditing={ui.editingNumber === row.key}
              showsTicks={showsTicks}
              dropEdge={goal?.row.key === row.key && goal.kind === null ? goal.edge : null}
              dropKind={goal?.row.key === row.key ? goal.kind : null}
              isDragging={isDragging && row.type === 'bill'}
              onDrag={onDrag}
            />
          );
        })}
      </div>
    </List>
  );
}

function withRow(drawn: number[], at: number): number[] {
  return at < 0 || drawn.includes(at) ? drawn : [...drawn, at].sort((a, b) => a - b);
}

/** The kind whose own target on a bill's row the pointer is over. */
function kindUnder(event: DragEvent): DocumentKind | null {
  const target = event.target instanceof Element ? event.target.closest('[data-kind]') : null;
  const kind = target?.getAttribute('data-kind');
  return kindOrder.find((one) => one === kind) ?? null;
}

function isSameGoal(one: DropGoal | null, other: DropGoal | null): boolean {
  return one?.row.key === other?.row.key && one?.edge === other?.edge && one?.kind === other?.kind;
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
