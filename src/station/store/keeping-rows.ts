import type { Database } from 'better-sqlite3';
import type { BatchId, BillId, PageId } from '../../domain/ids.ts';
import type { EpochMs, Sha256 } from '../../domain/units.ts';
import type { Clearing, FileRemoval, PageFiles, ServedBill } from '../ports/store.ts';

export interface KeepingRows {
  /** Bills whose every revision has a receipt of before `before`, in the order of the last, after `after`. */
  served(before: EpochMs, after: ServedBill | null, limit: number): readonly ServedBill[];
  clear(clearing: Clearing): void;
  removals(after: string, limit: number): readonly FileRemoval[];
  /** Whether a page that is not cleared, or a revision that is still to be sent, needs the file. */
  isWanted(sha256: Sha256): boolean;
  removed(hashes: readonly Sha256[]): void;
  unsyncedBills(after: string, limit: number): readonly BillId[];
  filesOfBill(billId: BillId): readonly PageFiles[];
  filesAfter(after: string, limit: number): readonly PageFiles[];
  counts(): { readonly pages: number; readonly damaged: number };
}

interface ServedRow {
  readonly bill_id: BillId;
  readonly batch_id: BatchId;
  readonly received_at: number;
}

const fileColumns = `p.id, p.original_sha256 AS original, p.original_bytes AS originalBytes,
  p.rendition_sha256 AS rendition, p.thumbnail_sha256 AS thumbnail, p.damaged, p.is_deleted AS isDeleted`;

export const keepingSql = {
  served: `SELECT o.bill_id, o.batch_id, o.received_at FROM outbox o JOIN bills b ON b.id = o.bill_id
    WHERE o.standing IS NOT NULL AND o.received_at IS NOT NULL AND o.cleared_at IS NULL
      AND o.received_at <= ? AND (o.received_at, o.bill_id) > (?, ?)
      AND o.returned IS NULL AND o.stage IN ('accepted', 'matched', 'unmatched') AND b.state = 'submitted'
      AND NOT EXISTS (SELECT 1 FROM outbox e WHERE e.bill_id = o.bill_id AND e.received_at IS NULL)
    ORDER BY o.received_at, o.bill_id LIMIT ?`,
  wanted: `SELECT EXISTS (SELECT 1 FROM pages WHERE original_sha256 = @sha256 AND cleared_at IS NULL)
    OR EXISTS (SELECT 1 FROM pages WHERE rendition_sha256 = @sha256 AND cleared_at IS NULL)
    OR EXISTS (SELECT 1 FROM pages WHERE thumbnail_sha256 = @sha256 AND cleared_at IS NULL)
    OR EXISTS (SELECT 1 FROM outbox o, json_each(o.manifest, '$.documents') d, json_each(d.value, '$.pages') p
      WHERE o.stage IN ('queued', 'sending', 'parked') AND p.value ->> '$.sha256' = @sha256)`,
  unsyncedBills: `SELECT id FROM bills WHERE state = 'open' AND id > @after
    UNION SELECT bill_id FROM outbox WHERE received_at IS NULL AND bill_id > @after ORDER BY 1 LIMIT @limit`,
  filesOfBill: `SELECT ${fileColumns} FROM documents d JOIN pages p ON p.document_id = d.id
    WHERE d.bill_id = ? AND p.cleared_at IS NULL ORDER BY p.id`,
  filesAfter: `SELECT ${fileColumns} FROM pages p WHERE p.id > ? AND p.cleared_at IS NULL ORDER BY p.id LIMIT ?`,
  pages: 'SELECT count(*) FROM pages WHERE cleared_at IS NULL',
  damaged: 'SELECT count(*) FROM pages WHERE damaged IS NOT NULL',
} as const;

export function openKeepingRows(db: Database): KeepingRows {
  const served = db.prepare<[number, number, string, number], ServedRow>(keepingSql.served);
  const markBills = db.prepare<[number, string]>(
    'UPDATE outbox SET cleared_at = ? WHERE cleared_at IS NULL AND bill_id IN (SELECT value FROM json_each(?))',
  );
  const owe = db.prepare<[string, string]>(
    'INSERT INTO file_removals (sha256, page_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
  );
  const removals = db.prepare<[string, number], { sha256: Sha256; pageIds: string }>(
    `SELECT sha256, json_group_array(page_id) AS pageIds FROM file_removals WHERE sha256 > ?
     GROUP BY sha256 ORDER BY sha256 LIMIT ?`,
  );
  const wanted = db.prepare<{ sha256: string }, number>(keepingSql.wanted).pluck();
  const removed = db.prepare<[string]>('DELETE FROM file_removals WHERE sha256 = ?');
  const unsynced = db.prepare<{ after: string; limit: number }, BillId>(keepingSql.unsyncedBills).pluck();
  const ofBill = db.prepare<[string], PageFiles>(keepingSql.filesOfBill);
  const filesAfter = db.prepare<[string, number], PageFiles>(keepingSql.filesAfter);
  const pages = db.prepare<[], number>(keepingSql.pages).pluck();
  const damaged = db.prepare<[], number>(keepingSql.damaged).pluck();

  return {
    served(before, after, limit) {
      const from = after ?? { receivedAt: 0, billId: '' };
      return served.all(before, from.receivedAt, from.billId, limit).map((row) => ({
        billId: row.bill_id,
        batchId: row.batch_id,
        receivedAt: row.received_at,
      }));
    },
    clear({ billIds, at, files }) {
      markBills.run(at, JSON.stringify(billIds));
      for (const { sha256, pageId } of files) owe.run(sha256, pageId ?? '');
    },
    removals(after, limit) {
      return removals.all(after, limit).map(({ sha256, pageIds }) => ({
        sha256,
        pageIds: (JSON.parse(pageIds) as string[]).filter((id) => id !== '') as PageId[],
      }));
    },
    isWanted: (sha256) => wanted.get({ sha256 }) === 1,
    removed(hashes) {
      for (const sha256 of hashes) removed.run(sha256);
    },
    unsyncedBills: (after, limit) => unsynced.all({ after, limit }),
    filesOfBill: (billId) => ofBill.all(billId),
    filesAfter: (after, limit) => filesAfter.all(after, limit),
    counts: () => ({ pages: pages.get() ?? 0, damaged: damaged.get() ?? 0 }),
  };
}
