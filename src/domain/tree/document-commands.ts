import type { IdSource, PageId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { speechOf } from '../rules/page-speech.ts';
import { finishEdit } from './boundaries.ts';
import type { DomainError, TreeCommand } from './commands.ts';
import { takeCoverNumber } from './cover-number.ts';
import type { TreeDiff } from './diff.ts';
import {
  type Draft,
  documentIdsIn,
  documentIn,
  draftOf,
  insertDocument,
  movePages,
  pagesIn,
  putDocuments,
  setDocument,
  takeDocuments,
} from './draft.ts';
import { isShown, openDocument, openDocuments } from './lookup.ts';
import { checkPlace, spotOf } from './place.ts';
import type { Document, Page, Tree } from './records.ts';
import { documentsOf, pagesOf } from './views.ts';

type Command<T extends TreeCommand['type']> = Extract<TreeCommand, { type: T }>;

export function moveDocuments(
  tree: Tree,
  command: Command<'document.move'>,
  ids: IdSource,
): Result<TreeDiff, DomainError> {
  const found = openDocuments(tree, command.documentIds);
  if (!found.ok) return found;
  const { place } = command;
  const possible = checkPlace(tree, place);
  if (!possible.ok) return possible;
  const moved = found.value.map((document) => document.id);
  if ('documentId' in place && moved.includes(place.documentId)) return err({ type: 'PlaceInsideSelection' });

  const draft = draftOf(tree);
  takeDocuments(draft, moved);
  const spot = spotOf(draft, place, ids);
  putDocuments(draft, moved, spot.billId, spot.index);
  for (const id of moved) setDocument(draft, id, { placedBy: 'manual' });
  takeCoverNumber(draft, spot.billId, moved);
  return ok(finishEdit(draft));
}

export function mergeDocuments(
  tree: Tree,
  command: Command<'document.merge'>,
): Result<TreeDiff, DomainError> {
  const found = openDocuments(tree, command.documentIds);
  if (!found.ok) return found;
  const [first, ...rest] = found.value;
  const last = rest.at(-1);
  if (
    first === undefined ||
    last === undefined ||
    rest.some((document) => document.billId !== first.billId)
  ) {
    return err({ type: 'NotAdjacent' });
  }
  const chosen = new Set(found.value.map((document) => document.id));
  const between = documentsOf(tree, first.billId).slice(first.rank, last.rank);
  if (between.some((document) => !chosen.has(document.id) && isShown(tree, document))) {
    return err({ type: 'NotAdjacent' });
  }
  const draft = draftOf(tree);
  const pages = rest.flatMap((document) => pagesOf(tree, document.id).map((page) => page.id));
  movePages(draft, pages, first.id);
  setDocument(draft, first.id, { placedBy: 'manual' });
  return ok(finishEdit(draft));
}

export function splitDocument(
  tree: Tree,
  command: Command<'document.split'>,
  ids: IdSource,
): Result<TreeDiff, DomainError> {
  const found = openDocument(tree, command.documentId);
  if (!found.ok) return found;
  const document = found.value;
  const pages = pagesOf(tree, document.id);
  if (command.atPageId !== null && !pages.some((page) => page.id === command.atPageId)) {
    return err({ type: 'PageNotFound', pageId: command.atPageId });
  }
  const parts = command.atPageId === null ? sheetsOf(pages) : cutAt(pages, command.atPageId);
  const [, ...later] = parts;
  if (parts.filter((part) => part.some((page) => !page.isDeleted)).length < 2) {
    return err({ type: 'SinglePage', documentId: document.id });
  }
  const draft = draftOf(tree);
  let index = documentIdsIn(draft, document.billId).indexOf(document.id);
  for (const part of later) {
    index += 1;
    const id = ids('document');
    insertDocument(draft, { ...document, ...partOf(document, part), id }, index);
    movePages(
      draft,
      part.map((page) => page.id),
      id,
    );
  }
  setDocument(draft, document.id, { placedBy: 'manual' });
  if (document.kindBy === 'auto') setKindByPages(draft, document);
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
  const category = command.kind === 'attachment' ? command.category : null;
  for (const { id, billId } of found.value) {
    setDocument(draft, id, { kind: command.kind, kindBy: 'manual', category });
    takeCoverNumber(draft, billId, [id]);
  }
  return ok(finishEdit(draft));
}

/** What a part that is split off is: an attachment of the same category if a person said so, else what its pages say. */
function partOf(
  document: Document,
  pages: readonly Page[],
): Pick<Document, 'kind' | 'kindBy' | 'category' | 'placedBy'> {
  const isChosen = document.kindBy === 'manual' && document.kind === 'attachment';
  const kind = isChosen ? 'attachment' : speechOf(pages).kind;
  return {
    kind,
    kindBy: isChosen ? 'manual' : 'auto',
    category: kind === 'attachment' ? document.category : null,
    placedBy: 'manual',
  };
}

function setKindByPages(draft: Draft, document: Document): void {
  const { kind } = speechOf(pagesIn(draft, document.id));
  if (kind === documentIn(draft, document.id).kind) return;
  setDocument(draft, document.id, { kind, category: kind === 'attachment' ? document.category : null });
}

/** Front and back of one leaf stay together. */
export function sheetsOf(pages: readonly Page[]): readonly (readonly Page[])[] {
  const sheets: Page[][] = [];
  for (const page of pages) {
    const last = sheets.at(-1)?.at(-1);
    const isBack =
      page.side === 'back' && last?.captureJobId === page.captureJobId && last.sheet === page.sheet;
    if (isBack) sheets.at(-1)?.push(page);
    else sheets.push([page]);
  }
  return sheets;
}

function cutAt(pages: readonly Page[], at: PageId): readonly (readonly Page[])[] {
  const index = pages.findIndex((page) => page.id === at);
  return [pages.slice(0, index), pages.slice(index)];
}
