import type { PageId } from '../../src/domain/ids.ts';
import {
  type Faces,
  isSeen,
  type ModelDocument,
  type ModelKind,
  type ModelPage,
  saidBy,
} from './walk-model.ts';
import { Refusal, type Standing } from './walk-model-open.ts';

/* Merging and splitting as runs of pages: each run is what was one document before it was merged. */

interface Run {
  was: ModelKind;
  pages: ModelPage[];
  /** It lost pages at its front, so that it is only a piece of what it was. */
  isPiece: boolean;
}

export function mergeDocuments(chosen: readonly Standing[]): void {
  const [first, ...rest] = chosen;
  if (first === undefined || rest.length === 0 || rest.some(({ bill }) => bill !== first.bill))
    throw new Refusal('NotAdjacent');
  const documents = chosen.map(({ document }) => document);
  const isAlike = documents.every((one) => isAs(one, first.document));
  const row = first.bill.documents.filter(
    (one) => documents.includes(one) || (isSeen(one.pages) && (!isAlike || isAs(one, first.document))),
  );
  const start = row.indexOf(first.document);
  if (row.slice(start, start + documents.length).some((one) => !documents.includes(one)))
    throw new Refusal('NotAdjacent');
  const runs = documents.flatMap(runsOf);
  for (const { document } of rest) document.pages = [];
  first.document.pages = runs.flatMap(({ pages }) => pages);
  first.document.seams = runs.map(seamOf);
  first.document.placedBy = 'manual';
  if (!isAlike) first.document.kindBy = 'manual';
}

export function splitDocument({ bill, document }: Standing, atPageId: PageId | null, faces: Faces): void {
  if (atPageId !== null && !document.pages.some(({ id }) => id === atPageId))
    throw new Refusal('PageNotFound');
  const sides = sidesOf(document, atPageId).filter((side) => side.length > 0);
  const live = sides.filter((side) => side.some(({ pages }) => pages.some((page) => !page.isDeleted)));
  if (live.length < 2) throw new Refusal('SinglePage');
  const cut = sides.map((side, at): ModelDocument => {
    const runs = side.map((run) => ({ ...run, was: becomes(run, faces) }));
    const pages = runs.flatMap((run) => run.pages);
    const [one, ...others] = runs.map(({ was }) => was);
    if (one === undefined) throw new Error('a side without runs');
    const merged = at === 0 ? said(document, pages, faces) : asFirst(one, others);
    return {
      id: at === 0 ? document.id : 'document:new',
      ...(runs.length === 1 ? one : merged),
      placedBy: 'manual',
      pages,
      seams: runs.length === 1 ? [] : runs.map(seamOf),
    };
  });
  bill.documents.splice(bill.documents.indexOf(document), 1, ...cut);
}

/** Every page of a walk is a sheet of its own. */
function sidesOf(document: ModelDocument, atPageId: PageId | null): Run[][] {
  const runs = runsOf(document);
  if (atPageId === null && runs.filter(({ pages }) => isSeen(pages)).length > 1)
    return runs.map((run) => [run]);
  if (atPageId === null)
    return runs.flatMap((run) => run.pages.map((page, at) => [{ ...run, pages: [page], isPiece: at > 0 }]));
  const at = runs.findIndex(({ pages }) => pages.some(({ id }) => id === atPageId));
  const torn = runs[at];
  if (torn === undefined) return [runs];
  const before = torn.pages.findIndex(({ id }) => id === atPageId);
  const head = before > 0 ? [{ ...torn, pages: torn.pages.slice(0, before) }] : [];
  const tail = { ...torn, pages: torn.pages.slice(before), isPiece: before > 0 };
  return [
    [...runs.slice(0, at), ...head],
    [tail, ...runs.slice(at + 1)],
  ];
}

function runsOf(document: ModelDocument): Run[] {
  const runs: Run[] = [];
  for (const page of document.pages) {
    const seam = document.seams.find(({ pageId }) => pageId === page.id);
    const last = runs.at(-1);
    if (last === undefined || seam)
      runs.push({ was: kindOf(seam ?? document), pages: [page], isPiece: false });
    else last.pages.push(page);
  }
  return runs;
}

/** A piece is by hand only where all of it was made an attachment. */
function becomes({ was, pages, isPiece }: Run, faces: Faces): ModelKind {
  // Nothing to be seen says nothing else.
  if (!isPiece && !isSeen(pages)) return kindOf(was);
  return said(isPiece && was.kind !== 'attachment' ? { ...was, kindBy: 'auto' } : was, pages, faces);
}

function said(one: ModelKind, pages: readonly ModelPage[], faces: Faces): ModelKind {
  if (one.kindBy === 'manual') return kindOf(one);
  const { kind } = saidBy(pages, faces);
  return { kind, kindBy: 'auto', category: kind === 'attachment' ? one.category : null };
}

function asFirst(one: ModelKind, others: readonly ModelKind[]): ModelKind {
  return { ...one, kindBy: others.every((other) => isAs(other, one)) ? one.kindBy : 'manual' };
}

function seamOf({ was, pages }: Run): ModelDocument['seams'][number] {
  const [first] = pages;
  if (first === undefined) throw new Error('a run without pages');
  return { pageId: first.id, ...was };
}

function kindOf({ kind, kindBy, category }: ModelKind): ModelKind {
  return { kind, kindBy, category };
}

function isAs(one: ModelKind, other: ModelKind): boolean {
  return one.kind === other.kind && one.category === other.category;
}
