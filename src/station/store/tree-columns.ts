import type { BatchId, BillId, DocumentId, PageId } from '../../domain/ids.ts';
import type { Recipe } from '../../domain/reading.ts';
import type { Bill, Document, Page, Rendition } from '../../domain/tree/records.ts';
import type { ColumnsByField } from './record-table.ts';

/* Which column a field lives in, both ways. Nested values that no query asks for are JSON text. */

export const billColumns: ColumnsByField<Bill> = {
  id: (id) => ({ id }),
  batchId: (batch_id) => ({ batch_id }),
  rank: (rank) => ({ rank }),
  number: (number) => ({ number }),
  numberBy: (number_by) => ({ number_by }),
  state: (state) => ({ state }),
  paperPending: (pending) => ({ paper_pending: jsonOrNull(pending) }),
};

export const documentColumns: ColumnsByField<Document> = {
  id: (id) => ({ id }),
  billId: (bill_id) => ({ bill_id }),
  rank: (rank) => ({ rank }),
  kind: (kind) => ({ kind }),
  kindBy: (kind_by) => ({ kind_by }),
  category: (category) => ({ category }),
  placedBy: (placed_by) => ({ placed_by }),
  seams: (seams) => ({ seams: seams.length > 0 ? JSON.stringify(seams) : null }),
};

export const pageColumns: ColumnsByField<Page> = {
  id: (id) => ({ id }),
  documentId: (document_id) => ({ document_id }),
  rank: (rank) => ({ rank }),
  captureJobId: (capture_job_id) => ({ capture_job_id }),
  feed: (feed) => ({ feed }),
  sheet: (sheet) => ({ sheet }),
  side: (side) => ({ side }),
  source: (source) => ({ source_name: source?.name ?? null, source_page_number: source?.pageNumber ?? null }),
  original: (original) => ({
    original_sha256: original.sha256,
    original_mime: original.mime,
    original_bytes: original.bytes,
    original_width: original.width,
    original_height: original.height,
  }),
  dpi: (dpi) => ({ dpi }),
  dpiBy: (dpi_by) => ({ dpi_by }),
  deviceSays: (says) => ({ device_says: jsonOrNull(says) }),
  recipe: (recipe) => ({ recipe: jsonOrNull(recipe) }),
  rendition: (rendition) => ({ rendition: jsonOrNull(rendition) }),
  reading: (reading) => ({ reading: jsonOrNull(reading) }),
  typed: (typed) => ({ typed: jsonOrNull(typed) }),
  mark: (mark) => ({ mark }),
  markBy: (mark_by) => ({ mark_by }),
  isDeleted: (isDeleted) => ({ is_deleted: isDeleted ? 1 : 0 }),
  parked: (parked) => ({ parked }),
  accepted: (accepted) => ({ accepted: jsonOrNull(accepted) }),
  clearedAt: (cleared_at) => ({ cleared_at }),
  damaged: (damaged) => ({ damaged }),
};

export interface BillRow {
  readonly id: BillId;
  readonly batch_id: BatchId;
  readonly rank: number;
  readonly number: string | null;
  readonly number_by: Bill['numberBy'];
  readonly state: Bill['state'];
  readonly paper_pending: string | null;
}

export function billOf(row: BillRow): Bill {
  return {
    id: row.id,
    batchId: row.batch_id,
    rank: row.rank,
    number: row.number,
    numberBy: row.number_by,
    state: row.state,
    paperPending: parsedOrNull(row.paper_pending),
  };
}

export interface DocumentRow {
  readonly id: DocumentId;
  readonly bill_id: BillId;
  readonly rank: number;
  readonly kind: Document['kind'];
  readonly kind_by: Document['kindBy'];
  readonly category: string | null;
  readonly placed_by: Document['placedBy'];
  readonly seams: string | null;
}

export function documentOf(row: DocumentRow): Document {
  return {
    id: row.id,
    billId: row.bill_id,
    rank: row.rank,
    kind: row.kind,
    kindBy: row.kind_by,
    category: row.category,
    placedBy: row.placed_by,
    seams: parsedOrNull(row.seams) ?? [],
  };
}

export interface PageRow {
  readonly id: PageId;
  readonly document_id: DocumentId;
  readonly rank: number;
  readonly capture_job_id: Page['captureJobId'];
  readonly feed: number;
  readonly sheet: number;
  readonly side: Page['side'];
  readonly source_name: string | null;
  readonly source_page_number: number | null;
  readonly original_sha256: string;
  readonly original_mime: string;
  readonly original_bytes: number;
  readonly original_width: number;
  readonly original_height: number;
  readonly dpi: number;
  readonly dpi_by: Page['dpiBy'];
  readonly device_says: string | null;
  readonly recipe: string | null;
  readonly rendition: string | null;
  readonly reading: string | null;
  readonly typed: string | null;
  readonly mark: Page['mark'];
  readonly mark_by: Page['markBy'];
  readonly is_deleted: 0 | 1;
  readonly parked: string | null;
  readonly accepted: string | null;
  readonly cleared_at: number | null;
  readonly damaged: Page['damaged'];
}

export function pageOf(row: PageRow): Page {
  const recipe = parsedOrNull<Recipe>(row.recipe);
  return {
    id: row.id,
    documentId: row.document_id,
    rank: row.rank,
    captureJobId: row.capture_job_id,
    feed: row.feed,
    sheet: row.sheet,
    side: row.side,
    source:
      row.source_name === null || row.source_page_number === null
        ? null
        : { name: row.source_name, pageNumber: row.source_page_number },
    original: {
      sha256: row.original_sha256,
      mime: row.original_mime,
      bytes: row.original_bytes,
      width: row.original_width,
      height: row.original_height,
    },
    dpi: row.dpi,
    dpiBy: row.dpi_by,
    deviceSays: parsedOrNull(row.device_says),
    recipe,
    rendition: renditionOf(row, recipe),
    reading: parsedOrNull(row.reading),
    typed: parsedOrNull(row.typed),
    mark: row.mark,
    markBy: row.mark_by,
    isDeleted: row.is_deleted === 1,
    parked: row.parked,
    accepted: parsedOrNull(row.accepted),
    clearedAt: row.cleared_at,
    damaged: row.damaged,
  };
}

/**
 * A rendition made by the recipe that is wanted shares it, as nearly all do: the two texts tell, and a third of a batch
 * need not be parsed.
 */
function renditionOf({ rendition, recipe: text }: PageRow, recipe: Recipe | null): Rendition | null {
  const tail = `,"recipe":${text}}`;
  if (rendition === null || recipe === null || !rendition.endsWith(tail)) return parsedOrNull(rendition);
  return { ...JSON.parse(`${rendition.slice(0, -tail.length)}}`), recipe };
}

export function jsonOrNull(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

/** Only our own writing is ever read back; its shape was checked when it came in. */
export function parsedOrNull<T>(text: string | null): T | null {
  return text === null ? null : JSON.parse(text);
}
