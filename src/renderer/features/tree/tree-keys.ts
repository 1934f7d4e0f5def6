import { type FocusableRow, goToRow, isFocusable, toggled, without } from '../../actions/navigation.ts';
import { tickTo } from '../../actions/tick-range.ts';
import { contextOf, type Workbench } from '../../actions/workbench-provider.tsx';

/** Arrows, Home and End in the tree, as trees are walked everywhere. Returns whether the key was one of them. */
export function walk(workbench: Workbench, press: { key: string; shiftKey: boolean }): boolean {
  const context = contextOf(workbench);
  const rows = context.rows.filter(isFocusable);
  const at = rows.findIndex((row) => row.key === context.ui.cursor);
  const row = rows[at];
  const goal = goalOf(press.key, rows, at);
  if (goal !== undefined) {
    if (goal) {
      if (press.shiftKey) tickTo(workbench, goal.key);
      goToRow(contextOf(workbench), goal.key);
    }
    return true;
  }
  if (!row) return false;
  if (press.key === 'ArrowRight') return openRow(workbench, rows, at);
  if (press.key === 'ArrowLeft') return closeRow(workbench, row);
  return false;
}

export function toggleRow(workbench: Workbench, row: FocusableRow): void {
  if (row.type === 'bill') {
    workbench.ui.set(({ closedBills }) => ({ closedBills: toggled(closedBills, row.key) }));
  } else if (row.type === 'document') {
    workbench.ui.set(({ openDocuments }) => ({ openDocuments: toggled(openDocuments, row.key) }));
  }
}

/** Undefined for a key that does not walk, null where there is no further row. */
function goalOf(key: string, rows: readonly FocusableRow[], at: number): FocusableRow | null | undefined {
  switch (key) {
    case 'ArrowDown':
      return rows[at + 1] ?? null;
    case 'ArrowUp':
      return at < 0 ? (rows[0] ?? null) : (rows[at - 1] ?? null);
    case 'Home':
      return rows[0] ?? null;
    case 'End':
      return rows.at(-1) ?? null;
    default:
      return undefined;
  }
}

function openRow(workbench: Workbench, rows: readonly FocusableRow[], at: number): boolean {
  const row = rows[at];
  if (!row || row.type === 'page') return true;
  const canOpen = row.type === 'bill' || row.pages.length > 1;
  if (canOpen && !row.isOpen) toggleRow(workbench, row);
  else if (canOpen) {
    const next = rows[at + 1];
    if (next && next.type !== 'bill') goToRow(contextOf(workbench), next.key);
  }
  return true;
}

function closeRow(workbench: Workbench, row: FocusableRow): boolean {
  if (row.type === 'page') goToRow(contextOf(workbench), row.documentId);
  else if (row.type === 'document' && row.isOpen) {
    workbench.ui.set(({ openDocuments }) => ({ openDocuments: without(openDocuments, row.key) }));
  } else if (row.type === 'document') goToRow(contextOf(workbench), row.billId);
  else if (row.isOpen) toggleRow(workbench, row);
  return true;
}
