import { categoriesNow } from '../station/categories.ts';
import { chosenOf } from '../station/filter.ts';
import { rowsOf } from '../station/rows.ts';
import type { DocumentView } from '../station/tree-index.ts';
import type { ActionContext } from './context.ts';

/** What the search and the filter leave, in closed bills too: what is filtered out is not meant. */
export function shownDocuments(context: ActionContext): readonly DocumentView[] {
  const { batch, index, now, ui } = context;
  const only = batch && chosenOf(batch, ui.filter);
  const { categories } = categoriesNow(now);
  // What is drawn is there already; a closed bill hides what is asked for here.
  const rows =
    ui.closedBills.size === 0
      ? context.rows
      : rowsOf(index, { ...ui, closedBills: new Set(), categories, only });
  return rows.flatMap((row) => (row.type === 'document' && row.view.pages.length > 0 ? [row.view] : []));
}
