import type { DocumentId } from '../../../domain/ids.ts';
import type { DocumentKind } from '../../../domain/reading.ts';
import type { Place } from '../../../domain/tree/commands.ts';
import { edit } from '../../actions/context.ts';
import { contextOf, type Workbench } from '../../actions/workbench-provider.tsx';
import type { Row } from '../../station/rows.ts';

/** Where a drag would let go: the row and which edge of it. */
export interface DropGoal {
  readonly row: Row;
  readonly edge: 'before' | 'after' | 'inside';
}

/** The documents a drag of this row takes along: the ticked ones if it is among them. */
export function draggedDocuments(workbench: Workbench, documentId: DocumentId): readonly DocumentId[] {
  const { ticked } = workbench.ui.get();
  if (!ticked.has(documentId)) return [documentId];
  const context = contextOf(workbench);
  return context.rows.flatMap((row) => (row.type === 'document' && ticked.has(row.key) ? [row.key] : []));
}

export function dropGoal(row: Row, offset: number, height: number): DropGoal | null {
  if (row.type === 'bill') return { row, edge: 'inside' };
  if (row.type !== 'document') return null;
  return { row, edge: offset < height / 2 ? 'before' : 'after' };
}

/** Moves at once within a kind; into another kind the operator is asked, because the kind changes with it. */
export async function drop(
  workbench: Workbench,
  documentIds: readonly DocumentId[],
  goal: DropGoal,
): Promise<void> {
  const context = contextOf(workbench);
  const { row, edge } = goal;
  if (row.type === 'bill') {
    await edit(context, { type: 'document.move', documentIds, place: { at: 'bill-end', billId: row.key } });
    return;
  }
  if (row.type !== 'document' || documentIds.includes(row.key)) return;
  const place: Place = { at: edge === 'before' ? 'before' : 'after', documentId: row.key };
  const { kind, category } = row.view.document;
  const isOtherKind = documentIds.some((id) => kindOf(workbench, id) !== kind);
  if (isOtherKind) workbench.ui.set({ panel: { type: 'move', documentIds, place, kind, category } });
  else await edit(context, { type: 'document.move', documentIds, place });
}

function kindOf(workbench: Workbench, documentId: DocumentId): DocumentKind | undefined {
  return contextOf(workbench).batch?.tree.documents.get(documentId)?.kind;
}
