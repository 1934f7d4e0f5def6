import type { IdSource, PageId } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { finishEdit } from './boundaries.ts';
import type { DomainError, TreeCommand } from './commands.ts';
import type { TreeDiff } from './diff.ts';
import { documentIdsIn, draftOf, insertDocument, movePages, setDocument } from './draft.ts';
import { openDocument, openDocuments } from './lookup.ts';
import type { Document, Page, Tree } from './records.ts';
import { isFiledAlike, mergedKind, partOf, partsOf, seamsOf } from './seams.ts';
import { documentsOf, isContent, pagesOf } from './views.ts';

type Command<T extends TreeCommand['type']> = Extract<TreeCommand, { type: T }>;

/** Later documents come up behind the first, which stays what it is and remembers where each began. */
export function mergeDocuments(
  tree: Tree,
  command: Command<'document.merge'>,
): Result<TreeDiff, DomainError> {
  const found = openDocuments(tree, command.documentIds);
  if (!found.ok) return found;
  const [first, ...rest] = found.value;
  if (first === undefined || rest.length === 0 || !areNeighbours(tree, found.value)) {
    return err({ type: 'NotAdjacent' });
  }
  const draft = draftOf(tree);
  const pages = rest.flatMap((document) => pagesOf(tree, document.id).map((page) => page.id));
  movePages(draft, pages, first.id);
  const seams = found.value.flatMap((document) => seamsOf(document, pagesOf(tree, document.id)));
  setDocument(draft, first.id, { ...mergedKind(found.value), placedBy: 'manual', seams });
  return ok(finishEdit(draft));
}

/**
 * Whether documents, in their order, lie side by side in one bill. Those filed alike are shown together, whatever lies
 * between them in the paper; others must be neighbours in the paper itself. What has no page that counts is not between.
 */
export function areNeighbours(tree: Tree, documents: readonly Document[]): boolean {
  const [first] = documents;
  const last = documents.at(-1);
  if (first === undefined || last === undefined) return false;
  if (documents.some((document) => document.billId !== first.billId)) return false;
  const isAlike = documents.every((document) => isFiledAlike(document, first));
  return documentsOf(tree, first.billId)
    .slice(first.rank, last.rank)
    .filter((document) => !documents.includes(document))
    .filter((document) => pagesOf(tree, document.id).some(isContent))
    .every((document) => isAlike && !isFiledAlike(document, first));
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
  const parts = command.atPageId === null ? partsOf(document, pages) : cutAt(pages, command.atPageId);
  if (parts.filter((part) => part.some((page) => !page.isDeleted)).length < 2) {
    return err({ type: 'SinglePage', documentId: document.id });
  }
  const draft = draftOf(tree);
  const index = documentIdsIn(draft, document.billId).indexOf(document.id);
  for (const [at, part] of parts.entries()) {
    const fields = { ...partOf(document, pages, part), placedBy: 'manual' } as const;
    if (at === 0) {
      setDocument(draft, document.id, fields);
      continue;
    }
    const id = ids('document');
    insertDocument(draft, { ...document, ...fields, id }, index + at);
    movePages(
      draft,
      part.map((page) => page.id),
      id,
    );
  }
  return ok(finishEdit(draft));
}

function cutAt(pages: readonly Page[], at: PageId): readonly (readonly Page[])[] {
  const index = pages.findIndex((page) => page.id === at);
  return [pages.slice(0, index), pages.slice(index)];
}
