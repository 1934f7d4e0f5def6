import type { BillId, DocumentId, IdSource } from '../ids.ts';
import { ok, type Result } from '../result.ts';
import { movedReading } from '../rules/moved-reading.ts';
import { neighboursOf } from '../rules/neighbours.ts';
import { markOf, speechOf } from '../rules/page-speech.ts';
import { defaultQualityPolicy, faultsOf } from '../rules/quality.ts';
import { keepManual } from '../rules/recipe.ts';
import { type BillLine, separate } from '../rules/separate.ts';
import { billLine, documentLine, isFree, isSoft } from './boundaries.ts';
import type { DomainError, TreeCommand } from './commands.ts';
import { coverNumberOf, takeCoverNumber } from './cover-number.ts';
import type { TreeDiff } from './diff.ts';
import {
  billIn,
  type Draft,
  documentIdsIn,
  documentIn,
  draftOf,
  finish,
  insertBill,
  insertDocument,
  movePages,
  pageIdsIn,
  pageIn,
  pagesIn,
  putDocuments,
  setBill,
  setDocument,
  setPage,
  takeDocuments,
} from './draft.ts';
import { isSame } from './equal.ts';
import { openPage } from './lookup.ts';
import type { Page, Tree } from './records.ts';

type Command<T extends TreeCommand['type']> = Extract<TreeCommand, { type: T }>;

/** Stores what was read on a page and puts its document, and the bills around it, right again. */
export function readPage(
  tree: Tree,
  command: Command<'page.read'>,
  ids: IdSource,
): Result<TreeDiff, DomainError> {
  const found = openPage(tree, command.pageId);
  if (!found.ok) return found;
  const page = found.value;
  const draft = draftOf(tree);
  const { billId } = documentIn(draft, page.documentId);
  const before = documentLine(draft, page.documentId);

  setPage(draft, page.id, {
    recipe: keepManual(page.recipe, command.recipe),
    reading: command.reading,
    rendition: command.rendition,
    parked: null,
    ...(page.markBy === 'manual' ? {} : { mark: markOf(command.reading) }),
  });
  if (page.accepted !== null)
    setPage(draft, page.id, { accepted: stillAccepted(tree, pageIn(draft, page.id)) });
  const hasLeft = leaveFront(draft, page, ids);
  setKindByPages(draft, page.documentId);
  // Most pages change nothing that bills are cut by.
  if (!hasLeft && isSame(before, documentLine(draft, page.documentId))) return ok(finish(draft));

  dropNumberOf(draft, billId, before.coverNumber);
  const isReadAgainAtHead = page.reading !== null && documentIdsIn(draft, billId)[0] === page.documentId;
  separateAgain(draft, billId, isReadAgainAtHead, ids);
  const placed = documentIn(draft, page.documentId);
  if (!isFree(draft, placed.id)) takeCoverNumber(draft, placed.billId, [placed.id]);
  return ok(finish(draft));
}

/** Stores a rendition that was made anew, and where on it lies what was read; whether it is stale is told by its recipe. */
export function storeRendition(tree: Tree, command: Command<'page.rendered'>): Result<TreeDiff, DomainError> {
  const found = openPage(tree, command.pageId);
  if (!found.ok) return found;
  const draft = draftOf(tree);
  const { reading, rendition, original } = found.value;
  const { recipe } = command.rendition;
  setPage(draft, command.pageId, {
    rendition: command.rendition,
    parked: null,
    ...(reading && rendition ? { reading: movedReading(reading, rendition.recipe, recipe, original) } : {}),
  });
  return ok(finish(draft));
}

/** Marks a page as given up; everything else of it stays. */
export function parkPage(tree: Tree, command: Command<'page.parked'>): Result<TreeDiff, DomainError> {
  const found = openPage(tree, command.pageId);
  if (!found.ok) return found;
  const draft = draftOf(tree);
  setPage(draft, command.pageId, { parked: command.detail });
  return ok(finish(draft));
}

/** What was accepted and is still at fault; a fault that comes up again later is not covered any more. */
function stillAccepted(tree: Tree, page: Page): Page['accepted'] {
  if (page.accepted === null) return null;
  const now = faultsOf(page, defaultQualityPolicy, neighboursOf(tree, page));
  const faults = page.accepted.faults.filter((fault) => now.includes(fault));
  return faults.length > 0 ? { ...page.accepted, faults } : null;
}

/** A back that is an invoice or a cover of its own becomes a document of its own behind its front's. */
function leaveFront(draft: Draft, page: Page, ids: IdSource): boolean {
  const document = documentIn(draft, page.documentId);
  if (page.side !== 'back' || !isFree(draft, document.id)) return false;
  const pages = pagesIn(draft, document.id);
  const isOneSheet = pages.every((own) => own.captureJobId === page.captureJobId && own.sheet === page.sheet);
  const { kind } = speechOf([pageIn(draft, page.id)]);
  if (pages.length < 2 || !isOneSheet || kind === 'attachment') return false;
  const id = ids('document');
  const index = documentIdsIn(draft, document.billId).indexOf(document.id) + 1;
  insertDocument(draft, { ...document, id, rank: index, kind, category: null }, index);
  movePages(draft, [page.id], id);
  return true;
}

function setKindByPages(draft: Draft, documentId: DocumentId): void {
  const document = documentIn(draft, documentId);
  if (document.kindBy === 'manual' || pageIdsIn(draft, documentId).length === 0) return;
  const { kind } = speechOf(pagesIn(draft, documentId));
  if (kind === document.kind) return;
  setDocument(draft, documentId, { kind, category: kind === 'attachment' ? document.category : null });
}

/** A page read again may no longer carry the number its bill has from it. */
function dropNumberOf(draft: Draft, billId: BillId, number: string | null): void {
  const bill = billIn(draft, billId);
  if (number === null || bill.numberBy === 'manual' || bill.number !== number) return;
  const isStillRead = documentIdsIn(draft, billId).some((id) => coverNumberOf(draft, id) === number);
  if (!isStillRead) setBill(draft, billId, { number: null });
}

function separateAgain(draft: Draft, changed: BillId, isHeadChanged: boolean, ids: IdSource): void {
  const before = draftOf(draft.tree);
  const position = draft.billList.indexOf(changed);
  const start =
    isHeadChanged && isSoft(before, changed, before.billList[position - 1]) ? position - 1 : position;

  let index = start;
  for (const segment of separate(billLines(draft, before, start), changed)) {
    const billId = segment.billId ?? ids('bill');
    if (segment.billId === null) {
      const { batch } = draft.tree;
      insertBill(
        draft,
        {
          id: billId,
          batchId: batch.id,
          rank: index,
          number: null,
          numberBy: 'auto',
          state: 'open',
          paperPending: null,
        },
        index,
      );
    }
    setBill(draft, billId, { number: segment.number });
    const arrived = segment.documentIds.filter((id) => documentIn(draft, id).billId !== billId);
    takeDocuments(draft, arrived);
    putDocuments(draft, arrived, billId, documentIdsIn(draft, billId).length);
    index += 1;
  }
}

/**
 * The bills from a position on, one by one, since most of them are never asked for. Boundaries are asked of the tree
 * before the reading: one that did not hold by itself then is a person's.
 */
function* billLines(draft: Draft, before: Draft, start: number): Generator<BillLine> {
  let previousId: BillId | undefined;
  for (const id of draft.billList.slice(start)) {
    yield { ...billLine(draft, id), isSoft: isSoft(before, id, previousId) };
    previousId = id;
  }
}
