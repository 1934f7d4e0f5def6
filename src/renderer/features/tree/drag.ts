import type { DocumentId } from '../../../domain/ids.ts';
import type { DocumentKind } from '../../../domain/reading.ts';
import type { Filing, Place } from '../../../domain/tree/commands.ts';
import { isFiledAlike } from '../../../domain/tree/seams.ts';
import { type ActionContext, edit } from '../../actions/context.ts';
import { contextOf, type Workbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';
import type { Row } from '../../station/rows.ts';
import type { DocumentView } from '../../station/tree-index.ts';

/** Where a drag would let go: the row and which edge of it. */
export interface DropGoal {
  readonly row: Row;
  readonly edge: 'before' | 'after' | 'inside';
  /** The target on a bill's row for a kind the bill shows none of; null: the row itself. */
  readonly kind: DocumentKind | null;
}

/** What letting go comes to. `filing`: what the documents become that are not of it yet; null: each stays what it is. */
export interface Aim {
  readonly place: Place;
  readonly filing: Filing | null;
}

/** The documents a drag of this row takes along: the ticked ones if it is among them. */
export function draggedDocuments(workbench: Workbench, documentId: DocumentId): readonly DocumentId[] {
  const { ticked } = workbench.ui.get();
  if (!ticked.has(documentId)) return [documentId];
  const context = contextOf(workbench);
  return context.rows.flatMap((row) => (row.type === 'document' && ticked.has(row.key) ? [row.key] : []));
}

export function dropGoal(
  row: Row,
  kind: DocumentKind | null,
  offset: number,
  height: number,
): DropGoal | null {
  if (row.type === 'page') return null;
  if (row.type !== 'document') return { row, edge: 'inside', kind };
  return { row, edge: offset < height / 2 ? 'before' : 'after', kind };
}

/** Moves at once under the same heading; under another one the operator is asked, because the kind changes with it. */
export async function drop(
  workbench: Workbench,
  documentIds: readonly DocumentId[],
  goal: DropGoal,
): Promise<void> {
  const context = contextOf(workbench);
  const aim = aimOf(context, documentIds, goal);
  if (aim === null) return;
  const { place, filing } = aim;
  const changing = filing ? othersThan(context, documentIds, filing) : [];
  if (filing === null || changing.length === 0) {
    await edit(context, { type: 'document.move', documentIds, place, kind: null });
  } else if (filing.kind === 'invoice' && changing.length > 1) {
    notify(workbench.ui, { type: 'error', error: { type: 'OneDocumentOnly' } });
  } else workbench.ui.set({ panel: { type: 'move', documentIds, place, ...filing } });
}

/** Null where everything lies there already. */
export function aimOf(
  context: ActionContext,
  documentIds: readonly DocumentId[],
  { row, edge, kind }: DropGoal,
): Aim | null {
  switch (row.type) {
    case 'page':
      return null;
    case 'document':
      if (documentIds.includes(row.key)) return null;
      return {
        place: { at: edge === 'before' ? 'before' : 'after', documentId: row.key },
        filing: filingOf(row.view),
      };
    case 'heading': {
      const filing = { kind: row.kind, category: row.category };
      const first = firstStaying(
        context.index.billById.get(row.billId)?.documents ?? [],
        documentIds,
        filing,
      );
      return first && { place: { at: 'before', documentId: first }, filing };
    }
    case 'bill': {
      // A cover that is put into a bill lies before all else of it, in the paper too.
      const first = kind === 'cover' ? firstStaying(row.view.documents, documentIds, null) : null;
      const end: Place = { at: 'bill-end', billId: row.key };
      return {
        place: first ? { at: 'before', documentId: first } : end,
        filing: kind && { kind, category: null },
      };
    }
  }
}

/** Those of the documents that are not filed so yet. */
export function othersThan(
  context: ActionContext,
  documentIds: readonly DocumentId[],
  filing: Filing,
): readonly DocumentId[] {
  const { documentById } = context.index;
  return documentIds.filter((id) => {
    const view = documentById.get(id);
    return view !== undefined && !isFiledAlike(view.document, filing);
  });
}

function firstStaying(
  views: readonly DocumentView[],
  leaving: readonly DocumentId[],
  filing: Filing | null,
): DocumentId | null {
  const first = views.find(
    ({ document }) => !leaving.includes(document.id) && (filing === null || isFiledAlike(document, filing)),
  );
  return first?.document.id ?? null;
}

function filingOf({ document: { kind, category } }: DocumentView): Filing {
  return { kind, category };
}
