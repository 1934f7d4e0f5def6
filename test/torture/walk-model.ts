import type { BillId, DocumentId, PageId } from '../../src/domain/ids.ts';
import type { DocumentKind } from '../../src/domain/reading.ts';
import type { By, QuarterTurn } from '../../src/domain/units.ts';

/* A batch as plain lists in lists, and what is asked of it: what the station is compared with, sharing none of its code. */

export interface Chosen<T> {
  value: T;
  by: By;
}

/** The values of a recipe that a walk changes. */
export interface Settings {
  quarterTurn: Chosen<QuarterTurn>;
  skewDeg: Chosen<number>;
  holes: Chosen<'keep' | 'fill'>;
}

export interface ModelPage {
  id: PageId;
  /** Null for a page that was given up and never touched. */
  settings: Settings | null;
  mark: 'content' | 'blank' | 'separator';
  markBy: By;
  isDeleted: boolean;
  acceptedBy: string | null;
  /** Numbers of its invoices as a person typed them; null where they are as read. */
  typed: string[] | null;
}

/** What a document is filed as, and who said so. */
export interface ModelKind {
  kind: DocumentKind;
  kindBy: By;
  category: string | null;
}

export interface ModelDocument extends ModelKind {
  id: DocumentId;
  placedBy: By;
  pages: ModelPage[];
  /** What was merged into it, each by its first page. */
  seams: (ModelKind & { pageId: PageId })[];
}

export interface ModelBill {
  id: BillId;
  number: string | null;
  numberBy: By;
  state: 'open' | 'submitted';
  /** Who said that paper is still to come. */
  paperBy: string | null;
  documents: ModelDocument[];
}

export type ModelBatch = ModelBill[];

/** What a machine saw on a page; it sees the same whenever it looks again. */
export interface Face {
  readonly isRead: boolean;
  readonly kind: DocumentKind;
  readonly billNumber: string | null;
  readonly hasFault: boolean;
  /** Numbers of the invoices on it. */
  readonly invoices: readonly string[];
}

export type Faces = ReadonlyMap<PageId, Face>;

export function isShown(document: ModelDocument): boolean {
  return document.pages.some((page) => !page.isDeleted);
}

/** Has a page that counts, so that it is seen among its neighbours. */
export function isSeen(pages: readonly ModelPage[]): boolean {
  return pages.some((page) => !page.isDeleted && page.mark === 'content');
}

/** What a document is, and the number on it, by its pages that count. */
export function saidBy(pages: readonly ModelPage[], faces: Faces): Pick<Face, 'kind' | 'billNumber'> {
  let kind: DocumentKind = 'attachment';
  let billNumber: string | null = null;
  for (const page of pages) {
    const face = faces.get(page.id);
    if (page.isDeleted || page.mark !== 'content') continue;
    // A person who types an invoice says more than what was read.
    if (kind === 'attachment') kind = page.typed ? 'invoice' : (face?.kind ?? 'attachment');
    billNumber ??= face?.billNumber ?? null;
  }
  return { kind, billNumber };
}

export function hasFaultNow(page: ModelPage, faces: Faces): boolean {
  return !page.isDeleted && page.mark === 'content' && faces.get(page.id)?.hasFault === true;
}

/**
 * Whether a machine that looks at a page again changes nothing but its settings: the document is what its pages say, or
 * what a person said, and no acceptance lapses. Where it would, the walk does not ask for it: separation has laws of its
 * own (SEP), and a change of the station may stand against an undo (TREE-43).
 */
export function isReadQuietly(batch: ModelBatch, pageId: PageId, faces: Faces): boolean {
  for (const bill of batch) {
    for (const document of bill.documents) {
      const page = document.pages.find(({ id }) => id === pageId);
      if (page === undefined) continue;
      const isSettled = document.kindBy === 'manual' || document.kind === saidBy(document.pages, faces).kind;
      return isSettled && (page.acceptedBy === null || hasFaultNow(page, faces));
    }
  }
  return true;
}
