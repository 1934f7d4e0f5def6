import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { PageId } from '../../../domain/ids.ts';
import type { SheetLines } from '../../station/sheet-lines.ts';
import { headingHeight, lineHeight } from './sheet-size.ts';

interface Layout {
  readonly sheet: SheetLines;
  readonly sheetSize: number;
}

/** A sheet as it stood, with the page that was looked at. */
interface Stood extends Layout {
  readonly cursor: PageId | null;
}

/** Keeps what is looked at where it is when pages come or go above it, and when they are shown larger or smaller. */
export function useHeldScroll(
  scroller: RefObject<HTMLElement | null>,
  sheet: SheetLines,
  sheetSize: number,
  cursor: PageId | null,
): void {
  const before = useRef<Stood | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    const old = before.current;
    before.current = { sheet, sheetSize, cursor };
    if (!element || !old || (old.sheet === sheet && old.sheetSize === sheetSize)) return;
    const { scrollTop, clientHeight } = element;
    const shift = sheetShift(old, { sheet, sheetSize }, old.cursor, scrollTop, clientHeight);
    if (shift !== 0) element.scrollTop += shift;
  }, [scroller, sheet, sheetSize, cursor]);
}

/** How far the page to be held moved down: the one under the cursor where it is in view, else the first in view. */
export function sheetShift(
  before: Layout,
  after: Layout,
  cursor: PageId | null,
  scrollTop: number,
  height: number,
): number {
  const isInView = (top: number) =>
    top + lineHeight(before.sheetSize) > scrollTop && top < scrollTop + height;
  const [old, now] = [lineTops(before), lineTops(after)];
  const atCursor = cursor === null ? undefined : before.sheet.places.get(cursor);
  if (cursor !== null && atCursor && after.sheet.places.has(cursor) && isInView(old[atCursor.line] ?? 0))
    return topOf(after, now, cursor) - (old[atCursor.line] ?? 0);
  for (const [at, line] of before.sheet.lines.entries()) {
    if (line.type !== 'cells' || !isInView(old[at] ?? 0)) continue;
    const held = line.cells.find((cell) => after.sheet.places.has(cell.page.id));
    if (held) return topOf(after, now, held.page.id) - (old[at] ?? 0);
  }
  return 0;
}

function topOf(layout: Layout, tops: readonly number[], pageId: PageId): number {
  return tops[layout.sheet.places.get(pageId)?.line ?? 0] ?? 0;
}

function lineTops({ sheet, sheetSize }: Layout): readonly number[] {
  let top = 0;
  return sheet.lines.map((line) => {
    const start = top;
    top += line.type === 'bill' ? headingHeight : lineHeight(sheetSize);
    return start;
  });
}
