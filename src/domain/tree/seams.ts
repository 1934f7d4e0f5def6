import { isSilent, speechOf } from '../rules/page-speech.ts';
import type { Document, Page, Seam } from './records.ts';
import { isContent } from './views.ts';

type Kind = Pick<Document, 'kind' | 'kindBy' | 'category'>;

/** What a document holds: those that were merged into it, else itself. */
export function seamsOf(document: Document, pages: readonly Page[]): readonly Seam[] {
  const [first] = pages;
  if (document.seams.length > 0 || first === undefined) return document.seams;
  return [{ pageId: first.id, ...kindOf(document) }];
}

/** What splitting without a page makes of a document: what was merged into it, else a part for each sheet. */
export function partsOf(document: Document, pages: readonly Page[]): readonly (readonly Page[])[] {
  const starts = new Set(document.seams.map((seam) => seam.pageId));
  const parts: Page[][] = [];
  for (const page of pages) {
    const last = parts.at(-1);
    if (last === undefined || starts.has(page.id)) parts.push([page]);
    else last.push(page);
  }
  // A seam with nothing to be seen on one side of it parts nothing.
  return parts.filter((part) => part.some(isContent)).length > 1 ? parts : sheetsOf(pages);
}

/**
 * What a part becomes when it is cut out of its document. What was merged is again what it was; a piece of it is an
 * attachment of the same category if a person said so, else what its pages say. Several of them stay merged.
 */
export function partOf(
  document: Document,
  pages: readonly Page[],
  part: readonly Page[],
): Kind & Pick<Document, 'seams'> {
  const seams = seamsIn(document, pages, part);
  const [first] = seams;
  if (first === undefined || seams.length === 1) return { ...kindOf(first ?? document), seams: [] };
  const isFront = part[0]?.id === pages[0]?.id;
  return { ...(isFront ? spoken(document, part) : mergedKind(seams)), seams };
}

/** As the first of them; a person who merges several kinds has said so. */
export function mergedKind(merged: readonly Kind[]): Kind {
  const [first] = merged;
  if (first === undefined) throw new Error('nothing is merged of nothing');
  const isMixed = merged.some((one) => !isFiledAlike(one, first));
  return { ...kindOf(first), ...(isMixed ? { kindBy: 'manual' } : {}) };
}

export function isFiledAlike(one: Omit<Kind, 'kindBy'>, other: Omit<Kind, 'kindBy'>): boolean {
  return one.kind === other.kind && one.category === other.category;
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

/** Each document that was merged, as far as it lies in the part, with the kind it has by itself. */
function seamsIn(document: Document, pages: readonly Page[], part: readonly Page[]): readonly Seam[] {
  const whole = seamsOf(document, pages);
  const starts = new Map(whole.map((seam) => [seam.pageId, seam]));
  let current = whole[0];
  const found: { seam: Seam; isWhole: boolean; pages: Page[] }[] = [];
  for (const page of pages) {
    const start = starts.get(page.id);
    current = start ?? current;
    if (!part.includes(page) || current === undefined) continue;
    const last = found.at(-1);
    if (last === undefined || start !== undefined)
      found.push({ seam: { ...current, pageId: page.id }, isWhole: start !== undefined, pages: [page] });
    else last.pages.push(page);
  }
  return found.map(({ seam, isWhole, pages: own }) => ({
    pageId: seam.pageId,
    ...(isWhole
      ? restored(seam, own)
      : spoken(isAttachmentByHand(seam) ? seam : { ...seam, kindBy: 'auto' }, own)),
  }));
}

/** Pages that are all in the bin say nothing against what it was: they may come back. */
function restored(one: Kind, pages: readonly Page[]): Kind {
  return isSilent(pages) ? kindOf(one) : spoken(one, pages);
}

function isAttachmentByHand({ kind, kindBy }: Kind): boolean {
  return kindBy === 'manual' && kind === 'attachment';
}

/** The kind, said by the pages unless a person said it. */
function spoken(one: Kind, pages: readonly Page[]): Kind {
  if (one.kindBy === 'manual') return kindOf(one);
  const { kind } = speechOf(pages);
  return { kind, kindBy: 'auto', category: kind === 'attachment' ? one.category : null };
}

function kindOf({ kind, kindBy, category }: Kind): Kind {
  return { kind, kindBy, category };
}
