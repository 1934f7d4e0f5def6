import type { CaptureJobId, DocumentId, IdSource } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import type { DomainError, NewPage, TreeCommand } from './commands.ts';
import type { TreeDiff } from './diff.ts';
import { type Draft, draftOf, finish, insertDocument, insertPage } from './draft.ts';
import { openDocument } from './lookup.ts';
import { checkPlace, type Spot, spotOf } from './place.ts';
import type { Page, Tree } from './records.ts';

type AddPage = Extract<TreeCommand, { type: 'page.add' }>;

/**
 * Takes a side into the tree. A side that exists is never refused for its place: where the anchor is gone or submitted
 * meanwhile it goes to the tail.
 */
export function addPage(tree: Tree, command: AddPage, ids: IdSource): Result<TreeDiff, DomainError> {
  const { page } = command;
  if (tree.pages.has(page.id)) return err({ type: 'PageExists', pageId: page.id });
  const draft = draftOf(tree);
  const mate = mateOf(tree, command);
  if (mate !== null && openDocument(tree, mate.documentId).ok) {
    insertPage(draft, newPage(command, mate.documentId), mate.rank + 1);
    return ok(finish(draft));
  }
  const { billId, index } = spotFor(draft, command, ids);
  const documentId = ids('document');
  insertDocument(
    draft,
    {
      id: documentId,
      billId,
      rank: index,
      kind: 'attachment',
      kindBy: 'auto',
      category: null,
      placedBy: 'auto',
      seams: [],
    },
    index,
  );
  insertPage(draft, newPage(command, documentId), 0);
  return ok(finish(draft));
}

/** The page this one lies behind in one document: its front, or the page of the same file before it. */
function mateOf(tree: Tree, { page, grouping }: AddPage): Page | null {
  const previous = pageOfJobBefore(tree, page.captureJobId, page.feed);
  if (previous === null) return null;
  if (page.side === 'back' && previous.side === 'front' && previous.sheet === page.sheet) return previous;
  return grouping === 'whole' && isSameSource(previous, page) ? previous : null;
}

/** Two files of one name in one job are told apart by their page numbers starting again. */
function isSameSource(previous: Page, page: NewPage): boolean {
  if (previous.source === null || page.source === null) return previous.source === page.source;
  return previous.source.name === page.source.name && previous.source.pageNumber < page.source.pageNumber;
}

/** Pages of one job follow each other: the first goes to the place that was asked for, each next behind the one before. */
function spotFor(draft: Draft, { page, place }: AddPage, ids: IdSource): Spot {
  if (place.at === 'tail') return spotOf(draft, place, ids);
  const previous = pageOfJobBefore(draft.tree, page.captureJobId, page.feed);
  if (previous !== null && openDocument(draft.tree, previous.documentId).ok) {
    return spotOf(draft, after(previous.documentId), ids);
  }
  return spotOf(draft, checkPlace(draft.tree, place).ok ? place : { at: 'tail' }, ids);
}

function after(documentId: DocumentId) {
  return { at: 'after', documentId } as const;
}

function pageOfJobBefore(tree: Tree, job: CaptureJobId, feed: number): Page | null {
  let latest: Page | null = null;
  for (const page of tree.pages.values()) {
    if (page.captureJobId !== job || page.feed >= feed) continue;
    if (latest === null || page.feed > latest.feed) latest = page;
  }
  return latest;
}

/** Of a file that is taken whole every page counts, the white ones too: a person said so, and no reading says otherwise. */
function newPage({ page, grouping }: AddPage, documentId: DocumentId): Page {
  return {
    id: page.id,
    documentId,
    rank: 0,
    captureJobId: page.captureJobId,
    feed: page.feed,
    sheet: page.sheet,
    side: page.side,
    source: page.source,
    original: page.original,
    dpi: page.dpi,
    dpiBy: page.dpiBy,
    deviceSays: page.deviceSays,
    recipe: null,
    rendition: null,
    reading: null,
    typed: null,
    mark: 'content',
    markBy: grouping === 'whole' ? 'manual' : 'auto',
    isDeleted: false,
    parked: null,
    accepted: null,
    clearedAt: null,
    damaged: null,
  };
}
