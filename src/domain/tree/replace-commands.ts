import type { IdSource } from '../ids.ts';
import { err, ok, type Result } from '../result.ts';
import { finishEdit } from './boundaries.ts';
import { addPage } from './capture-commands.ts';
import type { DomainError, ReplaceCommand, TreeCommand } from './commands.ts';
import { coverNumberOf, takeCoverNumber } from './cover-number.ts';
import type { TreeDiff } from './diff.ts';
import {
  billIn,
  type Draft,
  documentIdsIn,
  draftOf,
  insertDocument,
  movePages,
  setBill,
  setPage,
} from './draft.ts';
import { isShown, openDocuments, openPages } from './lookup.ts';
import type { Document, Page, Tree } from './records.ts';
import { sheetsOf } from './seams.ts';
import { pagesOf } from './views.ts';

type HoldPage = Extract<TreeCommand, { type: 'page.hold' }>;

/** Documents that can be replaced in one go (替扫): invoices alone, attachments alone, or exactly one cover (替换封面). */
export function replaceable(
  tree: Tree,
  documentIds: readonly Document['id'][],
): Result<readonly Document[], DomainError> {
  const found = openDocuments(tree, documentIds);
  if (!found.ok) return found;
  const gone = found.value.find((document) => !isShown(tree, document));
  if (gone !== undefined) return err({ type: 'DocumentNotFound', documentId: gone.id });
  const refused = kindRefusal(found.value);
  return refused === null ? found : err(refused);
}

/** Why documents of these kinds are not replaced together; null when they are. */
export function kindRefusal(
  documents: readonly Pick<Document, 'kind'>[],
): Extract<DomainError, { type: 'CoverNotReplaceable' | 'OneCoverOnly' | 'MixedKinds' }> | null {
  const kinds = new Set(documents.map((document) => document.kind));
  if (kinds.size > 1) return { type: kinds.has('cover') ? 'CoverNotReplaceable' : 'MixedKinds' };
  return kinds.has('cover') && documents.length > 1 ? { type: 'OneCoverOnly' } : null;
}

/** Takes a side into the bin, where it waits behind what it is to replace. It is refused for its place no more than any other. */
export function holdPage(
  tree: Tree,
  { page, behind, grouping }: HoldPage,
  ids: IdSource,
): Result<TreeDiff, DomainError> {
  const known = behind.filter((id) => tree.documents.has(id));
  const last = openDocuments(tree, known);
  const documentId = last.ok ? last.value.at(-1)?.id : undefined;
  const place = documentId === undefined ? ({ at: 'tail' } as const) : ({ at: 'after', documentId } as const);
  const added = addPage(tree, { type: 'page.add', page, place, grouping }, ids);
  if (!added.ok) return added;
  const { pages } = added.value;
  return ok({
    ...added.value,
    pages: { ...pages, added: pages.added.map((one) => ({ ...one, isDeleted: true })) },
  });
}

/**
 * Puts the old documents into the bin and takes the new pages out of it, as documents of the same kind by a person's
 * word. As many as there were stand each where its forerunner stood, any other number where the first one did.
 */
export function replaceDocuments(
  tree: Tree,
  command: ReplaceCommand,
  ids: IdSource,
): Result<TreeDiff, DomainError> {
  const found = replaceable(tree, command.documentIds);
  if (!found.ok) return found;
  const arrived = arrivedPages(tree, command);
  if (!arrived.ok) return arrived;
  const old = found.value;
  const parts = old.length === 1 ? asOne(arrived.value) : asSeveral(arrived.value, command.grouping);
  const [first] = old;
  if (parts.length === 0 || first === undefined) return err({ type: 'NothingArrived' });

  const draft = draftOf(tree);
  dropNumberRead(draft, first);
  for (const page of old.flatMap((document) => pagesOf(tree, document.id)))
    if (!page.isDeleted) setPage(draft, page.id, { isDeleted: true });
  const isInPairs = parts.length === old.length;
  const shared = old.every((document) => document.category === first.category) ? first.category : null;
  for (const [at, part] of parts.entries()) {
    const pair = isInPairs ? old[at] : undefined;
    const { billId, id: before, kind } = pair ?? first;
    const category = pair ? pair.category : shared;
    const index = documentIdsIn(draft, billId).indexOf(before);
    const id = ids('document');
    insertDocument(
      draft,
      { id, billId, rank: index, kind, kindBy: 'manual', category, placedBy: 'manual', seams: [] },
      index,
    );
    movePages(
      draft,
      part.map((page) => page.id),
      id,
    );
    for (const page of part) setPage(draft, page.id, { isDeleted: false });
    takeCoverNumber(draft, billId, [id]);
  }
  return ok(finishEdit(draft));
}

/** Those that still wait in the bin, in the order they came: what a person took out of it meanwhile is theirs. */
function arrivedPages(tree: Tree, { pageIds }: ReplaceCommand): Result<readonly Page[], DomainError> {
  if (pageIds.length === 0) return ok([]);
  const found = openPages(tree, pageIds);
  return found.ok ? ok(found.value.filter((page) => page.isDeleted)) : found;
}

function asOne(pages: readonly Page[]): readonly (readonly Page[])[] {
  return saysSomething(pages) ? [pages] : [];
}

/** A document a sheet or a file; what has nothing on it goes along with the one before it, the first with the one after. */
function asSeveral(pages: readonly Page[], grouping: 'split' | 'whole'): readonly (readonly Page[])[] {
  const documents: Page[][] = [];
  let blank: readonly Page[] = [];
  for (const part of grouping === 'split' ? sheetsOf(pages) : filesOf(pages)) {
    const before = documents.at(-1);
    if (saysSomething(part)) {
      documents.push([...blank, ...part]);
      blank = [];
    } else if (before) before.push(...part);
    else blank = [...blank, ...part];
  }
  return documents;
}

/** Two files of one name are told apart by their page numbers starting again. */
function filesOf(pages: readonly Page[]): readonly (readonly Page[])[] {
  const files: Page[][] = [];
  for (const page of pages) {
    const last = files.at(-1)?.at(-1);
    const isNext =
      last?.source?.name === page.source?.name &&
      (last?.source?.pageNumber ?? 0) < (page.source?.pageNumber ?? 0);
    if (isNext) files.at(-1)?.push(page);
    else files.push([page]);
  }
  return files;
}

/** In the bin or not: there is something on one of them. */
function saysSomething(pages: readonly Page[]): boolean {
  return pages.some((page) => page.mark === 'content');
}

/** The number that was read on a cover goes with it: what is right stands on the cover that comes. */
function dropNumberRead(draft: Draft, { id, billId }: Document): void {
  const { number, numberBy } = billIn(draft, billId);
  if (number === null || numberBy === 'manual' || coverNumberOf(draft, id) !== number) return;
  const isReadElsewhere = documentIdsIn(draft, billId).some(
    (other) => other !== id && coverNumberOf(draft, other) === number,
  );
  if (!isReadElsewhere) setBill(draft, billId, { number: null });
}
