import { styled } from '@mui/material/styles';
import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useEffectEvent, useMemo, useRef } from 'react';
import { useKeyboardAsked } from '../../actions/keyboard-asked.ts';
import { goToPage } from '../../actions/navigation.ts';
import { tickTo } from '../../actions/tick-range.ts';
import { contextOf, useUi, useWorkbench } from '../../actions/workbench-provider.tsx';
import type { WorkbenchState } from '../../actions/workbench-state.ts';
import { markKey } from '../../components/mark-words.ts';
import { scrollTopFor, useSteeredScroll } from '../../components/steered-scroll.ts';
import { useText } from '../../components/text.tsx';
import { useRoom } from '../../components/use-room.ts';
import { chosenBy } from '../../station/filter.ts';
import { marksOf } from '../../station/page-marks.ts';
import type { OpenBatch } from '../../station/projection.ts';
import type { Row } from '../../station/rows.ts';
import { type Cell, sheetLines, walkSheet } from '../../station/sheet-lines.ts';
import { useHeldScroll } from './held-scroll.ts';
import { cellId, SheetCell } from './sheet-cell.tsx';
import { SheetHeading } from './sheet-heading.tsx';
import { cellGap, columnsIn, headingHeight, lineHeight, sideRoom } from './sheet-size.ts';

/** Every page of the rows of the tree, drawn only where it is seen. One stop for Tab; arrows walk in both directions. */
export function SheetGrid({ batch, rows }: { batch: OpenBatch; rows: readonly Row[] }) {
  const workbench = useWorkbench();
  const text = useText();
  const cursor = useUi((ui) => ui.shownPageId);
  const ticked = useUi((ui) => ui.ticked);
  const sheetSize = useUi((ui) => ui.sheetSize);
  const filter = useUi((ui) => ui.filter);
  const scroller = useRef<HTMLDivElement>(null);
  const room = useRoom(scroller);
  const columns = columnsIn(room.width, sheetSize);
  const isMeasured = room.width > 1;
  // How many fit is not known before: a sheet of one column would be the longest there is, and thrown away.
  const laid = isMeasured ? rows : none;
  const sheet = useMemo(() => sheetLines(laid, columns), [laid, columns]);
  const { lines, billLines, places } = sheet;

  // Answers are kept by these: they change only with what they answer about.
  const estimateSize = useCallback(
    (at: number) => (lines[at]?.type === 'bill' ? headingHeight : lineHeight(sheetSize)),
    [lines, sheetSize],
  );
  const getItemKey = useCallback((at: number) => `${sheetSize} ${lines[at]?.key ?? at}`, [lines, sheetSize]);
  const cursorLine = cursor === null ? undefined : places.get(cursor)?.line;
  const stuck = useRef(0);
  const rangeExtractor = useCallback(
    (range: Range) => {
      stuck.current = billLines.findLast((line) => line <= range.startIndex) ?? 0;
      // The page under the cursor is always drawn: the sheet names its element as the active one.
      const drawn = new Set([stuck.current, ...defaultRangeExtractor(range)]);
      if (cursorLine !== undefined) drawn.add(cursorLine);
      return [...drawn].sort((a, b) => a - b);
    },
    [billLines, cursorLine],
  );
  const { observeElementOffset, steerTo } = useSteeredScroll(scroller);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    observeElementOffset,
    estimateSize,
    getItemKey,
    rangeExtractor,
    overscan: 2,
    scrollPaddingStart: headingHeight,
  });
  useHeldScroll(scroller, sheet, sheetSize, cursor);

  function reveal(line: number | undefined): void {
    const item = line === undefined ? undefined : virtual.measurementsCache[line];
    const view = { top: virtual.scrollOffset ?? 0, height: virtual.scrollRect?.height ?? 0 };
    // Not laid out yet: the sheet finds its own way once it is.
    if (item && view.height === 0) virtual.scrollToIndex(item.index, { align: 'auto' });
    const top = item && view.height > 0 ? scrollTopFor(item, view, headingHeight) : null;
    if (top !== null) steerTo(top);
  }
  const revealCursor = () => reveal(cursorLine);
  const steer = useEffectEvent(({ shownPageId }: WorkbenchState) => {
    // Pages that come or go with the cursor stand elsewhere once they are drawn.
    if (shownPageId === cursor || contextOf(workbench).rows !== rows) return;
    reveal(shownPageId === null ? undefined : places.get(shownPageId)?.line);
  });
  useEffect(() => workbench.ui.subscribe(() => steer(workbench.ui.get())), [workbench]);
  const showCursor = useEffectEvent(revealCursor);
  // Only a move of the cursor or another filter scrolls; pages that arrive do not.
  useEffect(() => {
    if (isMeasured && cursor && filter) showCursor();
  }, [isMeasured, cursor, filter]);
  useKeyboardAsked('sheet', () => scroller.current?.focus());

  function onKeyDown(event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target !== scroller.current) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      workbench.ui.set(({ focusTree }) => ({ view: 'single', focusTree: focusTree + 1 }));
    } else {
      const linesInView = Math.max(1, Math.floor((room.height - headingHeight) / lineHeight(sheetSize)));
      const goal = walkSheet(sheet, cursor, event.key, linesInView);
      if (goal === undefined) return;
      const documentId = goal && batch.tree.pages.get(goal)?.documentId;
      if (event.shiftKey && documentId) tickTo(workbench, documentId);
      if (goal && goal !== cursor) goToPage(contextOf(workbench), goal);
      // Scrolled away by the wheel it comes back into view, also where there is no further page.
      else revealCursor();
    }
    event.preventDefault();
    event.stopPropagation();
  }

  const attentive = chosenBy(batch, 'attention');
  const markOf = ({ page, view, position }: Cell) => {
    const mark = marksOf(batch.tree, page)[0];
    if (mark) return { markTone: mark.tone, markWords: text(markKey(mark.reason)) };
    // What is said of the document stands once, at its first page.
    if (position === 1 && attentive.documents.has(view.document.id))
      return { markTone: 'warn', markWords: text('filter.attention') } as const;
    return { markTone: null, markWords: null };
  };
  return (
    <Scroller
      ref={scroller}
      role="grid"
      aria-label={text('sheet.label')}
      aria-multiselectable="true"
      aria-rowcount={lines.length}
      aria-colcount={columns}
      aria-activedescendant={cursorLine !== undefined && cursor ? cellId(cursor) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const line = lines[index];
          if (!line) return null;
          const isStuck = index === stuck.current && line.type === 'bill';
          const style = isStuck ? { height: size } : { height: size, transform: `translateY(${start}px)` };
          return (
            <Line key={line.key} role="row" aria-rowindex={index + 1} data-stuck={isStuck} style={style}>
              {line.type === 'bill' && <SheetHeading row={line.row} batch={batch} />}
              {line.type === 'cells' &&
                line.cells.map((cell, column) => (
                  <SheetCell
                    key={cell.page.id}
                    {...cell}
                    {...markOf(cell)}
                    column={column}
                    sheetSize={sheetSize}
                    isCursor={cell.page.id === cursor}
                    isTicked={ticked.has(cell.view.document.id)}
                    showsTicks={ticked.size > 0}
                  />
                ))}
            </Line>
          );
        })}
      </div>
    </Scroller>
  );
}

const none: readonly Row[] = [];

const Scroller = styled('div')({
  minHeight: 0,
  overflowY: 'auto',
  overflowX: 'hidden',
  outline: 'none !important',
  overflowAnchor: 'none',
  scrollbarGutter: 'stable',
  background: 'var(--ground)',
  '&:focus-visible [role=gridcell][data-cursor=true]': { boxShadow: 'inset 0 0 0 2px var(--accent)' },
});
const Line = styled('div')({
  position: 'absolute',
  top: 0,
  left: 0,
  right: 0,
  '&:has(> [role=gridcell])': {
    display: 'flex',
    gap: cellGap,
    alignItems: 'flex-start',
    padding: `${cellGap / 2}px ${sideRoom}px`,
    boxSizing: 'border-box',
  },
  '&[data-stuck=true]': { position: 'sticky', zIndex: 1 },
});
