import type { BatchId, BillId, CaptureJobId, DocumentId, PageId } from '../ids.ts';
import type { InvoiceFields } from '../invoice.ts';
import type { DocumentKind, Reading, Recipe, SideInfo } from '../reading.ts';
import type { QualityFault } from '../rules/quality-fault.ts';
import type { By, EpochMs, Sha256 } from '../units.ts';

/** One operator's run of paper at one station (批次). */
export interface Batch {
  readonly id: BatchId;
  readonly name: string;
  readonly openedAt: EpochMs;
  readonly openedBy: string;
}

/** What one bill number holds (影像单据). Bills of a batch are ordered by rank, 0..n-1. */
export interface Bill {
  readonly id: BillId;
  readonly batchId: BatchId;
  readonly rank: number;
  /** 单据编号; null until read from a cover or typed. */
  readonly number: string | null;
  readonly numberBy: By;
  /** A submitted bill takes no more changes from the operator. */
  readonly state: 'open' | 'submitted';
  /** Paper is still to come (有待上传的纸质附件), said by whom; the bill is held back. Null: it is all there. */
  readonly paperPending: { readonly by: string } | null;
}

/** One cover, one invoice or one attachment (影像文件); one or more pages. Ordered within its bill by rank, 0..n-1. */
export interface Document {
  readonly id: DocumentId;
  readonly billId: BillId;
  readonly rank: number;
  readonly kind: DocumentKind;
  readonly kindBy: By;
  /** Code of an attachment category (附件分类); null for none. */
  readonly category: string | null;
  /** `manual` once an operator moved, merged or split it: separation then leaves it where it is. */
  readonly placedBy: By;
  /** Where the documents that were merged into it began, its own first page included; empty for one that never was merged. */
  readonly seams: readonly Seam[];
}

/** The page a document began at before it was merged, and what the document was. */
export type Seam = { readonly pageId: PageId } & Pick<Document, 'kind' | 'kindBy' | 'category'>;

export interface ImageFile {
  readonly sha256: Sha256;
  readonly mime: string;
  readonly bytes: number;
  readonly width: number;
  readonly height: number;
}

/** Derived pixels (成品图) with the recipe they were made by, so that a stale one is known without looking at pixels. */
export interface Rendition {
  readonly image: ImageFile;
  readonly thumbnail: ImageFile;
  readonly recipe: Recipe;
}

/** One side of a sheet (影像页). Ordered within its document by rank, 0..n-1. The original never changes. */
export interface Page {
  readonly id: PageId;
  readonly documentId: DocumentId;
  readonly rank: number;
  readonly captureJobId: CaptureJobId;
  /** Order in which the job delivered it, from 0. */
  readonly feed: number;
  /** Physical leaf within the job, from 1. */
  readonly sheet: number;
  readonly side: 'front' | 'back';
  /** Where an imported page came from; null for a scanned one. */
  readonly source: { readonly name: string; readonly pageNumber: number } | null;
  readonly original: ImageFile;
  readonly dpi: number;
  readonly dpiBy: 'device' | 'file' | 'assumed';
  /** Null for an imported page. */
  readonly deviceSays: SideInfo | null;
  /** Wanted recipe; null until analysed. */
  readonly recipe: Recipe | null;
  readonly rendition: Rendition | null;
  readonly reading: Reading | null;
  /** All invoices of the page as a person left them, never empty; they go before what was read. Null: nobody typed any. */
  readonly typed: readonly InvoiceFields[] | null;
  /** Blank and separator pages are marked and kept, and left out of what is submitted. */
  readonly mark: 'content' | 'blank' | 'separator';
  readonly markBy: By;
  /** In the bin; can be restored until its bill is submitted. */
  readonly isDeleted: boolean;
  /** Why the page was given up after its tries (a file that cannot be decoded, a worker it killed twice); null: it was not. */
  readonly parked: string | null;
  /** Faults of quality that somebody accepted by name; others that come up later are not covered. */
  readonly accepted: { readonly by: string; readonly faults: readonly QualityFault[] } | null;
  /** When its pictures were taken away here after their time: the service has them. Null: they are here. */
  readonly clearedAt: EpochMs | null;
  /** The picture whose bytes are no longer those that were stored, with no good copy found. */
  readonly damaged: DamagedPicture | null;
}

export type DamagedPicture = 'original' | 'rendition';

/** One batch with all its records, flat and by id. Immutable: a change makes a new tree that shares what did not change. */
export interface Tree {
  readonly batch: Batch;
  readonly bills: ReadonlyMap<BillId, Bill>;
  readonly documents: ReadonlyMap<DocumentId, Document>;
  readonly pages: ReadonlyMap<PageId, Page>;
}
