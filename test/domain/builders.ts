import type { BillId, DocumentId, IdByKind, IdSource, PageId } from '../../src/domain/ids.ts';
import type { InvoiceFields } from '../../src/domain/invoice.ts';
import type { DocumentKind, Reading, Recipe } from '../../src/domain/reading.ts';
import { stageVersions } from '../../src/domain/rules/cleanup.ts';
import { parseMinor } from '../../src/domain/rules/money.ts';
import { treeOf } from '../../src/domain/tree/build.ts';
import type { Bill, Document, ImageFile, Page, Rendition, Tree } from '../../src/domain/tree/records.ts';

/* Trees as a case tells them: `batch(bill('B1', cover(), invoice({ amount: '12.30' }), attachment(2)))`. */

export interface PageSpec {
  readonly reading: Reading | null;
  readonly fields: Partial<Page>;
}
export interface DocumentSpec {
  readonly kind: DocumentKind;
  readonly pages: readonly PageSpec[];
  readonly fields: Partial<Document>;
}
export interface BillSpec {
  readonly number: string | null;
  readonly documents: readonly DocumentSpec[];
  readonly fields: Partial<Bill>;
}

/** Ids in the order they are asked for, of the shape the contract wants. */
export function countingIds(prefix = 'a'): IdSource {
  let count = 0;
  return <K extends keyof IdByKind>(kind: K) => {
    count += 1;
    return `${kind}:${uuidFor(prefix, count)}` as IdByKind[K];
  };
}

export const job = `capture:${uuidFor('c', 1)}` as const;

export function batch(...bills: readonly BillSpec[]): Tree {
  const ids = countingIds('0');
  const made = { bills: [] as Bill[], documents: [] as Document[], pages: [] as Page[] };
  const batchId = ids('batch');
  bills.forEach((spec, billRank) => {
    const billId = ids('bill');
    made.bills.push({
      id: billId,
      batchId,
      rank: billRank,
      number: spec.number,
      numberBy: 'auto',
      state: 'open',
      paperPending: null,
      ...spec.fields,
    });
    spec.documents.forEach((document, rank) => {
      const id = ids('document');
      const { kind } = document;
      made.documents.push({
        id,
        billId,
        rank,
        kind,
        kindBy: 'auto',
        category: null,
        placedBy: 'auto',
        seams: [],
        ...document.fields,
      });
      document.pages.forEach((page, pageRank) => {
        const feed = made.pages.length;
        const spoken = withNumber(page.reading, kind, spec.number);
        made.pages.push({
          ...plainPage(ids('page'), id, pageRank, feed),
          ...settled(spoken),
          ...page.fields,
        });
      });
    });
  });
  const { bills: b, documents: d, pages: p } = made;
  return treeOf({ id: batchId, name: 'test', openedAt: 0, openedBy: 'operator' }, b, d, p);
}

export function bill(number: string | null, ...documents: readonly DocumentSpec[]): BillSpec {
  return { number, documents, fields: {} };
}

export function submitted(number: string, ...documents: readonly DocumentSpec[]): BillSpec {
  return { number, documents, fields: { state: 'submitted' } };
}

/** A cover that carries the number of its bill, unless another is told. */
export function cover(number?: string): DocumentSpec {
  return { kind: 'cover', pages: [{ reading: coverReading(number ?? ''), fields: {} }], fields: {} };
}

export function invoice(told: InvoiceTold = {}): DocumentSpec {
  return { kind: 'invoice', pages: [{ reading: invoiceReading(told), fields: {} }], fields: {} };
}

export function attachment(pages = 1, fields: Partial<Document> = {}): DocumentSpec {
  return { kind: 'attachment', pages: Array.from({ length: pages }, () => page()), fields };
}

/** A document of given pages, for what the others cannot say. */
export function document(kind: DocumentKind, ...pages: readonly PageSpec[]): DocumentSpec {
  return { kind, pages, fields: {} };
}

export function page(reading: Reading | null = plainReading, fields: Partial<Page> = {}): PageSpec {
  return { reading, fields };
}

export function unread(fields: Partial<Page> = {}): PageSpec {
  return { reading: null, fields };
}

export interface InvoiceTold {
  readonly type?: string;
  readonly paperNumber?: string;
  readonly checkCode?: string;
  readonly sellerName?: string;
  readonly number?: string;
  readonly code?: string | null;
  readonly amount?: string | null;
  readonly basis?: 'net' | 'gross';
  readonly total?: string | null;
  readonly date?: string | null;
  readonly currency?: string;
  readonly source?: InvoiceFields['source'];
}

export function fields(told: InvoiceTold = {}): InvoiceFields {
  return {
    type: told.type ?? 'digital-ordinary',
    code: told.code ?? null,
    number: told.number ?? '26317000000000000001',
    date: told.date === undefined ? '2026-03-18' : told.date,
    amountMinor: minor(told.amount === undefined ? '12.30' : told.amount),
    amountBasis: told.basis ?? 'gross',
    totalMinor: minor(told.total ?? null),
    currency: told.currency ?? 'CNY',
    checkCode: told.checkCode ?? null,
    sellerName: told.sellerName ?? null,
    ...(told.paperNumber === undefined ? {} : { paperNumber: told.paperNumber }),
    buyerName: null,
    source: told.source ?? 'qr',
    confidence: 1,
  };
}

export const plainReading: Reading = {
  quality: {
    blank: { isBlank: false, inkRatio: 0.1 },
    sharpness: { value: 1, isBlurred: false },
    colour: 'gray',
    skew: { degrees: 0.4, confidence: 0.9 },
    clipped: [],
    sheetMm: null,
    overlap: 0,
  },
  codes: [],
  patches: [],
  invoices: [],
  kind: 'attachment',
  billNumber: null,
};

export const blankReading: Reading = {
  ...plainReading,
  quality: { ...plainReading.quality, blank: { isBlank: true, inkRatio: 0 } },
};

const corners = [
  { x: 0, y: 0 },
  { x: 1, y: 0 },
  { x: 1, y: 1 },
  { x: 0, y: 1 },
] as const;

export const separatorReading: Reading = { ...plainReading, patches: [{ type: 'T', corners }] };

export function coverReading(number: string): Reading {
  const codes = [{ format: 'Code128', text: number, corners }];
  return { ...plainReading, codes, kind: 'cover', billNumber: number };
}

export function invoiceReading(told: InvoiceTold = {}): Reading {
  return { ...plainReading, kind: 'invoice', invoices: [fields(told)] };
}

const sure = <T>(value: T) => ({ value, by: 'auto', confidence: 0.9 }) as const;

export const recipe: Recipe = {
  quarterTurn: sure<0>(0),
  skewDeg: sure(0.4),
  crop: sure(null),
  tone: sure('whiten'),
  corners: sure(null),
  bleed: sure('keep'),
  borders: sure('keep'),
  holes: sure('keep'),
  specks: sure('keep'),
  output: sure('colour'),
  versions: stageVersions,
};

export const image: ImageFile = {
  sha256: '0'.repeat(64),
  mime: 'image/jpeg',
  bytes: 1,
  width: 10,
  height: 10,
};

export function renditionOf(made: Recipe): Rendition {
  return { image, thumbnail: image, recipe: made };
}

/** A side as a driver gives it, straight for `page.add`. */
export function sideAt(id: PageId, feed: number, sheet: number, side: 'front' | 'back') {
  const captured = { captureJobId: job, feed, sheet, side } as const;
  return {
    id,
    ...captured,
    source: null,
    original: image,
    dpi: 300,
    dpiBy: 'device',
    deviceSays: null,
  } as const;
}

/* Names of records by their place, so that a test reads `documentAt(tree, 0, 1)`. */

export function billAt(tree: Tree, index: number): Bill {
  return found([...tree.bills.values()].find((record) => record.rank === index));
}

export function documentAt(tree: Tree, billIndex: number, index: number): Document {
  const { id } = billAt(tree, billIndex);
  return found([...tree.documents.values()].find((record) => record.billId === id && record.rank === index));
}

export function pageAt(tree: Tree, billIndex: number, documentIndex: number, index = 0): Page {
  const { id } = documentAt(tree, billIndex, documentIndex);
  return found([...tree.pages.values()].find((record) => record.documentId === id && record.rank === index));
}

export function noSuch<K extends 'bill' | 'document' | 'page'>(kind: K) {
  return `${kind}:${uuidFor('f', 999)}` as K extends 'bill' ? BillId : K extends 'page' ? PageId : DocumentId;
}

function plainPage(id: PageId, documentId: DocumentId, rank: number, feed: number): Page {
  return {
    ...sideAt(id, feed, feed + 1, 'front'),
    documentId,
    rank,
    recipe: null,
    rendition: null,
    reading: null,
    typed: null,
    mark: 'content',
    markBy: 'auto',
    isDeleted: false,
    parked: null,
    accepted: null,
    clearedAt: null,
    damaged: null,
  };
}

function settled(reading: Reading | null): Partial<Page> {
  return reading === null ? {} : { reading, recipe, rendition: renditionOf(recipe) };
}

function withNumber(reading: Reading | null, kind: DocumentKind, number: string | null): Reading | null {
  return kind === 'cover' && reading?.billNumber === '' && number !== null ? coverReading(number) : reading;
}

function minor(text: string | null): number | null {
  return text === null ? null : parseMinor(text);
}

function uuidFor(prefix: string, count: number): string {
  return `${prefix.padStart(8, '0')}-0000-7000-8000-${String(count).padStart(12, '0')}`;
}

function found<R>(record: R | undefined): R {
  if (record === undefined) throw new Error('no record there');
  return record;
}
