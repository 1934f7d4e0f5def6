import type { Database } from 'better-sqlite3';
import type { BillSidecar } from '../../contract/bill-sidecar.ts';
import type { BatchSummary } from '../../contract/queries.ts';
import type { BatchId, BillId, PageId } from '../../domain/ids.ts';
import type { TreeDiff } from '../../domain/tree/diff.ts';
import type { Batch, Tree } from '../../domain/tree/records.ts';
import type { Sha256 } from '../../domain/units.ts';
import { recordTable } from './record-table.ts';
import {
  type BillRow,
  billColumns,
  billOf,
  type DocumentRow,
  documentColumns,
  documentOf,
  type PageRow,
  pageColumns,
  pageOf,
} from './tree-columns.ts';

export interface TreeRows {
  insertBatch(batch: Batch): void;
  summaries(): readonly BatchSummary[];
  /** The bill of this number that is not submitted, of the newest batch that has one. */
  openBillNumbered(number: string): { readonly batchId: BatchId; readonly billId: BillId } | null;
  loadBill(billId: BillId): BillSidecar['tree'];
  load(batchId: BatchId): { tree: Tree; revision: number } | null;
  /** Applies the diff and counts the revision up to `revision`; throws when the stored one is not the one before. */
  apply(batchId: BatchId, revision: number, diff: TreeDiff): void;
  batchOfPage(pageId: PageId): BatchId | null;
  /** Hashes of up to `limit` pages with ids after `afterId`, in order of id. */
  hashesAfter(afterId: string, limit: number): readonly PageHashes[];
}

export interface PageHashes {
  readonly id: PageId;
  readonly original: Sha256;
  readonly rendition: Sha256 | null;
  readonly thumbnail: Sha256 | null;
}

interface BatchRow {
  readonly id: BatchId;
  readonly name: string;
  readonly opened_at: number;
  readonly opened_by: string;
  readonly revision: number;
  readonly bill_count: number;
  readonly open_bill_count: number;
  readonly page_count: number;
}

/** All but what is worked out from others. */
const pageSelection = `p.id, p.document_id, p.rank, p.capture_job_id, p.feed, p.sheet, p.side, p.source_name,
      p.source_page_number, p.original_sha256, p.original_mime, p.original_bytes, p.original_width, p.original_height,
      p.dpi, p.dpi_by, p.device_says, p.recipe, p.rendition, p.reading, p.typed, p.mark, p.mark_by, p.is_deleted,
      p.parked, p.accepted, p.cleared_at, p.damaged`;

export const treeSql = {
  batches: 'SELECT * FROM batches ORDER BY opened_at DESC, rowid DESC',
  batch: 'SELECT * FROM batches WHERE id = ?',
  // From the batches, of which few have open bills: bills have no index by number, and every commit would pay for it.
  openNumbered: `SELECT b.batch_id AS batchId, b.id AS billId FROM batches t CROSS JOIN bills b ON b.batch_id = t.id
    WHERE t.open_bill_count > 0 AND b.number = ? AND b.state = 'open'
    ORDER BY t.opened_at DESC, t.rowid DESC, b.rank LIMIT 1`,
  bills: 'SELECT * FROM bills WHERE batch_id = ? ORDER BY rank',
  documents: `SELECT d.* FROM bills b JOIN documents d ON d.bill_id = b.id
    WHERE b.batch_id = ? ORDER BY b.rank, d.rank`,
  pages: `SELECT ${pageSelection} FROM bills b JOIN documents d ON d.bill_id = b.id JOIN pages p ON p.document_id = d.id
    WHERE b.batch_id = ?`,
  bill: 'SELECT * FROM bills WHERE id = ?',
  pagesOfBill: `SELECT ${pageSelection} FROM documents d JOIN pages p ON p.document_id = d.id WHERE d.bill_id = ?
    ORDER BY d.rank, p.rank`,
  documentsOfBill: 'SELECT * FROM documents WHERE bill_id = ? ORDER BY rank',
  batchOfPage: `SELECT b.batch_id FROM pages p JOIN documents d ON d.id = p.document_id JOIN bills b ON b.id = d.bill_id
    WHERE p.id = ?`,
  hashes: `SELECT id, original_sha256 AS original, rendition_sha256 AS rendition, thumbnail_sha256 AS thumbnail
    FROM pages WHERE id > ? ORDER BY id LIMIT ?`,
} as const;

export function openTreeRows(db: Database): TreeRows {
  const bills = recordTable(db, 'bills', billColumns);
  const documents = recordTable(db, 'documents', documentColumns);
  const pages = recordTable(db, 'pages', pageColumns);
  const insertBatch = db.prepare(
    `INSERT INTO batches (id, name, opened_at, opened_by, revision, bill_count, open_bill_count, page_count)
     VALUES (?, ?, ?, ?, 0, 0, 0, 0)`,
  );
  const selectBatches = db.prepare<[], BatchRow>(treeSql.batches);
  const selectBatch = db.prepare<[string], BatchRow>(treeSql.batch);
  const selectOpenNumbered = db.prepare<[string], { batchId: BatchId; billId: BillId }>(treeSql.openNumbered);
  const selectBills = db.prepare<[string], BillRow>(treeSql.bills);
  const selectDocuments = db.prepare<[string], DocumentRow>(treeSql.documents);
  const selectPages = db.prepare<[string], PageRow>(treeSql.pages);
  const selectBill = db.prepare<[string], BillRow>(treeSql.bill);
  const selectDocumentsOfBill = db.prepare<[string], DocumentRow>(treeSql.documentsOfBill);
  const selectPagesOfBill = db.prepare<[string], PageRow>(treeSql.pagesOfBill);
  const selectBatchOfPage = db.prepare<[string], BatchId>(treeSql.batchOfPage).pluck();
  const selectHashes = db.prepare<[string, number], PageHashes>(treeSql.hashes);
  const step = db.prepare<[number, number, number, number, string]>(
    `UPDATE batches SET revision = ?, bill_count = bill_count + ?, open_bill_count = open_bill_count + ?,
       page_count = page_count + ? WHERE id = ?`,
  );

  return {
    insertBatch(batch) {
      insertBatch.run(batch.id, batch.name, batch.openedAt, batch.openedBy);
    },
    summaries() {
      return selectBatches.all().map((row) => ({
        batch: batchOf(row),
        bills: row.bill_count,
        pages: row.page_count,
        openBills: row.open_bill_count,
      }));
    },
    openBillNumbered(number) {
      return selectOpenNumbered.get(number) ?? null;
    },
    load(batchId) {
      const row = selectBatch.get(batchId);
      if (!row) return null;
      return {
        revision: row.revision,
        tree: {
          batch: batchOf(row),
          bills: byId(selectBills.all(batchId).map(billOf)),
          documents: byId(selectDocuments.all(batchId).map(documentOf)),
          pages: byId(selectPages.all(batchId).map(pageOf)),
        },
      };
    },
    loadBill(billId) {
      const row = selectBill.get(billId);
      if (!row) return null;
      const bill = billOf(row);
      const of = selectBatch.get(bill.batchId);
      if (!of) throw new Error(`${billId} is in no batch`);
      return {
        batch: batchOf(of),
        revision: of.revision,
        bill,
        documents: selectDocumentsOfBill.all(billId).map(documentOf),
        pages: selectPagesOfBill.all(billId).map(pageOf),
      };
    },
    apply(batchId, revision, diff) {
      const stored = selectBatch.get(batchId)?.revision;
      if (stored !== revision - 1) {
        throw new Error(`commit of revision ${revision} onto ${stored ?? 'nothing'} of ${batchId}`);
      }
      // Parents come before their children and go after them: foreign keys hold at every step.
      bills.add(diff.bills);
      documents.add(diff.documents);
      pages.add(diff.pages);
      bills.update(diff.bills);
      documents.update(diff.documents);
      pages.update(diff.pages);
      pages.remove(diff.pages);
      documents.remove(diff.documents);
      bills.remove(diff.bills);
      const growth = growthBy(diff);
      step.run(revision, growth.bills, growth.openBills, growth.pages, batchId);
    },
    batchOfPage(pageId) {
      return selectBatchOfPage.get(pageId) ?? null;
    },
    hashesAfter(afterId, limit) {
      return selectHashes.all(afterId, limit);
    },
  };
}

/** By how much the counts of a batch grow; pages in the bin are not counted. */
function growthBy(diff: TreeDiff): { bills: number; openBills: number; pages: number } {
  const growth = { bills: diff.bills.added.length - diff.bills.removed.length, openBills: 0, pages: 0 };
  const open = (state: unknown) => (state === 'open' ? 1 : 0);
  for (const bill of diff.bills.added) growth.openBills += open(bill.state);
  for (const bill of diff.bills.removed) growth.openBills -= open(bill.state);
  for (const { from, to } of diff.bills.updated) {
    if (to.state !== undefined) growth.openBills += open(to.state) - open(from.state);
  }
  const kept = (isDeleted: boolean | undefined) => (isDeleted ? 0 : 1);
  for (const page of diff.pages.added) growth.pages += kept(page.isDeleted);
  for (const page of diff.pages.removed) growth.pages -= kept(page.isDeleted);
  for (const { from, to } of diff.pages.updated) {
    if (to.isDeleted !== undefined) growth.pages += kept(to.isDeleted) - kept(from.isDeleted);
  }
  return growth;
}

function batchOf(row: BatchRow): Batch {
  return { id: row.id, name: row.name, openedAt: row.opened_at, openedBy: row.opened_by };
}

function byId<R extends { readonly id: string }>(records: readonly R[]): ReadonlyMap<R['id'], R> {
  return new Map(records.map((record) => [record.id, record]));
}
