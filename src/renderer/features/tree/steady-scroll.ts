import { type RefObject, useLayoutEffect, useRef } from 'react';
import { type Row, type RowKey, rowHeights } from '../../station/rows.ts';

/**
 * Keeps what the operator looks at where it is when rows come or go above it: the row under the cursor if it is in
 * view, else the first row in view. Heights are fixed by kind, so positions are sums.
 */
export function useSteadyScroll(
  list: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  cursor: RowKey | null,
): void {
  const before = useRef<readonly Row[]>([]);
  useLayoutEffect(() => {
    const element = list.current;
    const old = before.current;
    before.current = rows;
    if (!element || old === rows || old.length === 0) return;
    const shift = shiftOf(old, rows, cursor, element.scrollTop, element.clientHeight);
    if (shift !== 0) element.scrollTop += shift;
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
  const starts = startsOf(after);
  const inView: { key: string; top: number }[] = [];
  let top = 0;
  for (const row of before) {
    const bottom = top + rowHeights[row.type];
    if (bottom > scrollTop && top < scrollTop + height) inView.push({ key: row.key, top });
    if (top >= scrollTop + height) break;
    top = bottom;
  }
  const held =
    inView.find((row) => row.key === cursor && starts.has(row.key)) ??
    inView.find((row) => starts.has(row.key));
  return held ? (starts.get(held.key) ?? held.top) - held.top : 0;
}

function startsOf(rows: readonly Row[]): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  let top = 0;
  for (const row of rows) {
    starts.set(row.key, top);
    top += rowHeights[row.type];
  }
  return starts;
}
