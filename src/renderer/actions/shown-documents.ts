import type { DocumentView } from '../station/tree-index.ts';
import { type ActionContext, listedDocuments } from './context.ts';

/** What the search and the filter leave, in closed bills too: what is filtered out is not meant. */
export function shownDocuments(context: ActionContext): readonly DocumentView[] {
  return listedDocuments(context).filter(({ pages }) => pages.length > 0);
}
