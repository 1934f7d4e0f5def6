import type { BillId, PageId } from '../../domain/ids.ts';
import type { Page } from '../../domain/tree/records.ts';
import type { Row } from './rows.ts';
import type { DocumentView } from './tree-index.ts';

/** One page on the contact sheet. */
export interface Cell {
  readonly page: Page;
  readonly view: DocumentView;
  /** Which of its document's pages it is, from 1, and of how many. */
  readonly position: number;
  readonly pages: number;
}

/** One line of the contact sheet: the bill's own, or as many of its pages as fit side by side. */
export type SheetLine =
  | { readonly type: 'bill'; readonly key: BillId; readonly row: Extract<Row, { type: 'bill' }> }
  | { readonly type: 'cells'; readonly key: string; readonly cells: readonly Cell[] };

export interface SheetLines {
  readonly lines: readonly SheetLine[];
  /** Every cell in order. */
  readonly cells: readonly Cell[];
  /** Line and column of a page. */
  readonly places: ReadonlyMap<
    PageId,
    { readonly line: number; readonly column: number; readonly at: number }
  >;
  /** Lines that are a bill's own, in order: they stay in view while its pages are. */
  readonly billLines: readonly number[];
}

/** The rows of the tree as a contact sheet of so many columns: same bills, same filter, same order, every page once. */
export function sheetLines(rows: readonly Row[], columns: number): SheetLines {
  const lines: SheetLine[] = [];
  const billLines: number[] = [];
  const places = new Map<PageId, { line: number; column: number; at: number }>();
  const all: Cell[] = [];
  let cells: Cell[] = [];
  const endLine = () => {
    const first = cells[0];
    if (first) lines.push({ type: 'cells', key: `cells ${first.page.id}`, cells });
    cells = [];
  };
  for (const row of rows) {
    if (row.type === 'bill') {
      endLine();
      billLines.push(lines.length);
      lines.push({ type: 'bill', key: row.key, row });
    }
    // Pages of an open document are rows too, but its own row has them already.
    if (row.type !== 'document') continue;
    for (const [at, page] of row.pages.entries()) {
      if (cells.length === columns) endLine();
      places.set(page.id, { line: lines.length, column: cells.length, at: all.length });
      const cell = { page, view: row.view, position: at + 1, pages: row.pages.length };
      cells.push(cell);
      all.push(cell);
    }
  }
  endLine();
  return { lines, cells: all, places, billLines };
}

/** The page a key leads to from a page: null where there is none further, undefined where the key does not walk. */
export function walkSheet(
  sheet: SheetLines,
  from: PageId | null,
  key: string,
  linesInView: number,
): PageId | null | undefined {
  const place = from === null ? undefined : sheet.places.get(from);
  const first = sheet.cells[0]?.page.id ?? null;
  if (!place) return walkKeys.has(key) ? first : undefined;
  switch (key) {
    case 'ArrowRight':
      return sheet.cells[place.at + 1]?.page.id ?? null;
    case 'ArrowLeft':
      return sheet.cells[place.at - 1]?.page.id ?? null;
    case 'ArrowDown':
      return below(sheet, place, 1, 1);
    case 'ArrowUp':
      return below(sheet, place, -1, 1);
    case 'PageDown':
      return below(sheet, place, 1, linesInView);
    case 'PageUp':
      return below(sheet, place, -1, linesInView);
    case 'Home':
      return first;
    case 'End':
      return sheet.cells.at(-1)?.page.id ?? null;
    default:
      return undefined;
  }
}

const walkKeys = new Set([
  'ArrowRight',
  'ArrowLeft',
  'ArrowDown',
  'ArrowUp',
  'PageDown',
  'PageUp',
  'Home',
  'End',
]);

/** So many lines of pages further in the same column, or as far as there are; the last of a shorter line. */
function below(
  { lines }: SheetLines,
  place: { line: number; column: number },
  step: 1 | -1,
  count: number,
): PageId | null {
  let goal: PageId | null = null;
  let left = count;
  for (let at = place.line + step; left > 0 && at >= 0 && at < lines.length; at += step) {
    const line = lines[at];
    if (line?.type !== 'cells') continue;
    goal = (line.cells[place.column] ?? line.cells.at(-1))?.page.id ?? null;
    left -= 1;
  }
  return goal;
}
