import type { IdSource } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { finishEdit } from './boundaries.ts';
import type { DomainError, Filing, TreeCommand } from './commands.ts';
import { takeCoverNumber } from './cover-number.ts';
import type { TreeDiff } from './diff.ts';
import { draftOf, putDocuments, setDocument, takeDocuments } from './draft.ts';
import { openDocuments } from './lookup.ts';
import { checkPlace, spotOf } from './place.ts';
import type { Tree } from './records.ts';
import { isFiledAlike } from './seams.ts';

type Command<T extends TreeCommand['type']> = Extract<TreeCommand, { type: T }>;

export function moveDocuments(
  tree: Tree,
  command: Command<'document.move'>,
  ids: IdSource,
): Result<TreeDiff, DomainError> {
  const found = openDocuments(tree, command.documentIds);
  if (!found.ok) return found;
  const { place, kind } = command;
  const possible = checkPlace(tree, place);
  if (!possible.ok) return possible;
  const moved = found.value.map((document) => document.id);
  if ('documentId' in place && moved.includes(place.documentId)) return err({ type: 'PlaceInsideSelection' });
  const filing = kind && tidy(kind);
  const changed = filing ? found.value.filter((document) => !isFiledAlike(document, filing)) : [];
  if (filing?.kind === 'invoice' && changed.length > 1) return err({ type: 'OneDocumentOnly' });

  const draft = draftOf(tree);
  takeDocuments(draft, moved);
  const spot = spotOf(draft, place, ids);
  putDocuments(draft, moved, spot.billId, spot.index);
  for (const id of moved) setDocument(draft, id, { placedBy: 'manual' });
  for (const { id } of changed) setDocument(draft, id, { ...filing, kindBy: 'manual' });
  takeCoverNumber(draft, spot.billId, moved);
  return ok(finishEdit(draft));
}

export function reclassifyDocuments(
  tree: Tree,
  command: Command<'document.reclassify'>,
): Result<TreeDiff, DomainError> {
  const found = openDocuments(tree, command.documentIds);
  if (!found.ok) return found;
  if (command.kind === 'invoice' && found.value.length > 1) return err({ type: 'OneDocumentOnly' });
  const draft = draftOf(tree);
  const filing = tidy(command);
  for (const { id, billId } of found.value) {
    setDocument(draft, id, { ...filing, kindBy: 'manual' });
    takeCoverNumber(draft, billId, [id]);
  }
  return ok(finishEdit(draft));
}

/** Only attachments have a category. */
function tidy({ kind, category }: Filing): Filing {
  return { kind, category: kind === 'attachment' ? category : null };
}
