import { type RefObject, useEffectEvent, useLayoutEffect, useRef } from 'react';
import type { ListView } from '../../components/steered-scroll.ts';
import { type Row, type RowKey, rowHeights } from '../../station/rows.ts';

/**
 * Keeps what the operator looks at where it is when rows come or go above it: the row under the cursor if it is in
 * view, else the first row in view. Heights are fixed by kind, so positions are sums.
 */
export function useSteadyScroll(
  list: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  cursor: RowKey | null,
  viewNow: () => ListView,
): void {
  // Where the eye was: a row that goes takes the cursor elsewhere in the same moment.
  const before = useRef<{ rows: readonly Row[]; cursor: RowKey | null }>({ rows: [], cursor: null });
  const view = useEffectEvent(viewNow);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = { rows, cursor };
    if (old.rows === rows || old.rows.length === 0) return;
    const { top, height } = view();
    const shift = shiftOf(old.rows, rows, old.cursor, top, height);
    if (shift !== 0 && list.current) list.current.scrollTop += shift;
  }, [list, rows, cursor]);
}

/** How far the row to be held moved down; 0 when nothing in view is still there. */
export function shiftOf(
  before: readonly Row[],
  after: readonly Row[],
  cursor: RowKey | null,
  scrollTop: number,
  height: number,
): number {
  const inView = rowsInView(before, scrollTop, height);
  if (inView.size === 0) return 0;
  let [first, shift] = [Number.POSITIVE_INFINITY, 0];
  let top = 0;
  for (const row of after) {
    const was = inView.get(row.key);
    // The cursor's own row is held before any other, then the one that stood highest.
    const place = row.key === cursor ? Number.NEGATIVE_INFINITY : was;
    if (was !== undefined && place !== undefined && place < first) [first, shift] = [place, top - was];
    top += rowHeights[row.type];
  }
  return shift;
}

/** Where each row that is seen stands, by key. */
function rowsInView(rows: readonly Row[], scrollTop: number, height: number): ReadonlyMap<string, number> {
  const inView = new Map<string, number>();
  let top = 0;
  for (const row of rows) {
    if (top >= scrollTop + height) break;
    const bottom = top + rowHeights[row.type];
    if (bottom > scrollTop) inView.set(row.key, top);
    top = bottom;
  }
  return inView;
}
