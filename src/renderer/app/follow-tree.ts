import { useEffect, useRef } from 'react';
import { useCategories } from '../actions/categories.ts';
import { currentRows, indexOfBatch, runningCapture } from '../actions/context.ts';
import { goToRow, isFocusable, pageOfRow, rowInPlaceOf } from '../actions/navigation.ts';
import { contextOf, useStation, useUi, type Workbench } from '../actions/workbench-provider.tsx';
import type { Row } from '../station/rows.ts';

/** Keeps cursor, page and ticks on what is still there, and stands on the first page of a batch just opened. */
export function useFollowTree(workbench: Workbench): void {
  const batch = useStation((state) => state.batch);
  const ui = useUi((state) => state);
  const { categories } = useCategories();
  const rows = currentRows(batch, ui, categories);
  const before = useRef<readonly Row[]>([]);

  useEffect(() => {
    const old = before.current;
    before.current = rows;
    const context = contextOf(workbench);
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
      const next = home && isFocusable(home) ? home.key : rowInPlaceOf(old, rows, cursor);
      if (next) goToRow(context, next);
      else if (rows.length === 0 && context.ui.search === '')
        workbench.ui.set({ cursor: null, shownPageId: null });
    } else {
      const page = shownPageId ? batch?.tree.pages.get(shownPageId) : undefined;
      const isGone = !page || page.isDeleted;
      const isElsewhere = page !== undefined && cursor.startsWith('document:') && page.documentId !== cursor;
      if (isGone || isElsewhere) workbench.ui.set({ shownPageId: pageOfRow(context, cursor) });
    }
    const gone = [...ticked].filter((id) => !index.documentById.has(id));
    if (gone.length > 0)
      workbench.ui.set({ ticked: new Set([...ticked].filter((id) => index.documentById.has(id))) });
  }, [workbench, batch, rows]);

  // A page is adjusted in view or not at all.
  const isAway = ui.adjusting !== null && ui.adjusting !== ui.shownPageId;
  useEffect(() => {
    if (isAway) workbench.ui.set({ adjusting: null });
  }, [workbench, isAway]);

  const isTypedElsewhere = ui.typing !== null && ui.typing.pageId !== ui.shownPageId;
  useEffect(() => {
    if (isTypedElsewhere) workbench.ui.set({ typing: null });
  }, [workbench, isTypedElsewhere]);
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
