import type { DocumentId } from '../../domain/ids.ts';
import type { RowKey } from '../station/rows.ts';
import { type FocusableRow, isFocusable } from './navigation.ts';
import { contextOf, type Workbench } from './workbench-provider.tsx';

/** Ticks every document between the anchor and this row. An anchor that is not ticked any more, or not shown, is none: the range starts at the cursor. */
export function tickTo(workbench: Workbench, key: RowKey): void {
  const context = contextOf(workbench);
  const documents = context.rows.filter((row) => row.type === 'document').map((row) => row.key);
  const goal = documentOf(context.rows.filter(isFocusable), key);
  const { ticked, tickAnchor, cursor } = context.ui;
  const start = tickAnchor && ticked.has(tickAnchor) && documents.includes(tickAnchor) ? tickAnchor : null;
  const anchor = start ?? documentOf(context.rows.filter(isFocusable), cursor);
  if (!goal || !anchor) return;
  const from = documents.indexOf(anchor);
  const to = documents.indexOf(goal);
  if (from < 0 || to < 0) return;
  workbench.ui.set({
    ticked: new Set(documents.slice(Math.min(from, to), Math.max(from, to) + 1)),
    tickAnchor: anchor,
  });
}

function documentOf(rows: readonly FocusableRow[], key: RowKey | null): DocumentId | null {
  const row = rows.find((one) => one.key === key);
  if (row?.type === 'document') return row.key;
  return row?.type === 'page' ? row.documentId : null;
}
