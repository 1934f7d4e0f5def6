import { useEffect, useRef } from 'react';
import { currentRows, indexOfBatch, runningCapture } from '../actions/context.ts';
import { goToRow, isFocusable, pageOfRow, rowInPlaceOf } from '../actions/navigation.ts';
import { contextOf, useStation, type Workbench } from '../actions/workbench-provider.tsx';
import { categoriesNow } from '../station/categories.ts';
import type { Row, RowKey } from '../station/rows.ts';

/**
 * Keeps cursor, page and ticks on what is still there, and stands on the first page of a batch just opened. Listens
 * before anything is drawn: a state in which the cursor stands on nothing would be drawn first, every button of it refused.
 */
export function followTree(workbench: Workbench): void {
  const { station, ui } = workbench;
  let before: { readonly batch: unknown; readonly rows: readonly Row[] } = { batch: null, rows: [] };
  // The last there were: what a search or a filter comes to show nothing of comes back around the same place.
  let stood: readonly Row[] = [];
  const follow = () => {
    const now = station.state.get();
    const { batch } = now;
    const rows = currentRows(batch, ui.get(), categoriesNow(now).categories);
    const old = before;
    before = { batch, rows };
    if (old.batch !== batch || old.rows !== rows) followRows(workbench, stood, rows);
    if (rows.length > 0) stood = rows;
    const { adjusting, typing, shownPageId } = ui.get();
    // A page is adjusted in view or not at all.
    if (adjusting !== null && adjusting !== shownPageId) ui.set({ adjusting: null });
    if (typing !== null && typing.pageId !== shownPageId) ui.set({ typing: null });
  };
  station.state.subscribe(follow);
  ui.subscribe(follow);
}

function followRows(workbench: Workbench, old: readonly Row[], rows: readonly Row[]): void {
  const context = contextOf(workbench);
  const { batch } = context;
  const { cursor, shownPageId, ticked } = context.ui;
  const index = indexOfBatch(batch);
  if (!cursor) {
    // A search that is being typed does not take the operator anywhere.
    const first = rows.find((row) => row.type === 'document');
    if (first && isFocusable(first)) goToRow(context, first.key);
    return;
  }
  if (!rows.some((row) => row.key === cursor)) {
    const page = shownPageId && batch?.tree.pages.get(shownPageId);
    // The page may live on under another document: merged, split off, or placed anew by what was read.
    const home = page && !page.isDeleted && rows.find((row) => row.key === page.documentId);
    const next = home && isFocusable(home) ? home.key : (rowInPlaceOf(old, rows, cursor) ?? firstOf(rows));
    const isNarrowed = context.ui.search !== '' || context.ui.filter.size > 0;
    if (next) goToRow(context, next);
    else if (!isNarrowed) workbench.ui.set({ cursor: null, shownPageId: null });
    else if (page?.isDeleted) workbench.ui.set({ shownPageId: null });
  } else {
    const page = shownPageId ? batch?.tree.pages.get(shownPageId) : undefined;
    const isGone = !page || page.isDeleted;
    const isElsewhere = page !== undefined && cursor.startsWith('document:') && page.documentId !== cursor;
    if (isGone || isElsewhere) workbench.ui.set({ shownPageId: pageOfRow(context, cursor) });
  }
  const isThere = [...ticked].filter((id) => index.documentById.has(id));
  if (isThere.length < ticked.size) workbench.ui.set({ ticked: new Set(isThere) });
}

function firstOf(rows: readonly Row[]): RowKey | null {
  const focusable = rows.filter(isFocusable);
  return (focusable.find((row) => row.type === 'document') ?? focusable[0])?.key ?? null;
}

/** Tells the end of a capture once, when it is seen to end. */
export function useCaptureEnds(onEnd: (jobId: string) => void): void {
  const batch = useStation((state) => state.batch);
  const running = useRef<string | null>(null);
  useEffect(() => {
    const job = runningCapture(batch);
    if (running.current && running.current !== job?.id) onEnd(running.current);
    running.current = job?.id ?? null;
  }, [batch, onEnd]);
}
