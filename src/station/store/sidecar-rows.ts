import type { Database } from 'better-sqlite3';
import type { BillId } from '../../domain/ids.ts';
import type { OwedSidecar } from '../ports/store.ts';

export interface SidecarRows {
  owe(billIds: Iterable<BillId>): void;
  /** The newest first, by id before `before`. */
  owed(before: string, limit: number): readonly OwedSidecar[];
  owedOf(billId: BillId): OwedSidecar | null;
  written(owed: readonly OwedSidecar[]): void;
}

const owedSql = `SELECT s.bill_id AS billId, s.change, b.batch_id AS batchId
  FROM bill_sidecars_owed s LEFT JOIN bills b ON b.id = s.bill_id`;

export const sidecarSql = {
  owed: `${owedSql} WHERE s.bill_id < ? ORDER BY s.bill_id DESC LIMIT ?`,
  owedOf: `${owedSql} WHERE s.bill_id = ?`,
} as const;

export function openSidecarRows(db: Database): SidecarRows {
  const owe = db.prepare<[string]>(
    `INSERT INTO bill_sidecars_owed (bill_id, change) VALUES (?, 1)
     ON CONFLICT (bill_id) DO UPDATE SET change = change + 1`,
  );
  const owed = db.prepare<[string, number], OwedSidecar>(sidecarSql.owed);
  const owedOf = db.prepare<[string], OwedSidecar>(sidecarSql.owedOf);
  const written = db.prepare<[string, number]>(
    'DELETE FROM bill_sidecars_owed WHERE bill_id = ? AND change = ?',
  );
  return {
    owe(billIds) {
      for (const billId of billIds) owe.run(billId);
    },
    owed: (before, limit) => owed.all(before, limit),
    owedOf: (billId) => owedOf.get(billId) ?? null,
    written(done) {
      for (const { billId, change } of done) written.run(billId, change);
    },
  };
}
