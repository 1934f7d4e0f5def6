import type { Database } from 'better-sqlite3';
import type { BatchId, BillId } from '../../domain/ids.ts';
import type { SubmittedInvoice } from '../../domain/rules/gate.ts';
import { invoiceKeys } from '../../domain/rules/invoice-key.ts';
import type { OutboxEntry } from '../ports/store.ts';

export interface SubmittedInvoiceRows {
  /** What goes out with this revision, in place of what went out with those before it. */
  replace(entry: Pick<OutboxEntry, 'billId' | 'batchId' | 'number' | 'manifest'>): void;
  /** Nothing of the bill went out. */
  clear(billId: BillId): void;
  of(keys: readonly string[]): readonly SubmittedInvoice[];
}

interface Row {
  readonly key: string;
  readonly bill_id: BillId;
  readonly bill_number: string;
  readonly batch_id: BatchId;
  readonly batch_name: string | null;
  readonly at: number;
}

export const submittedInvoiceSql = {
  of: `SELECT s.*, b.name AS batch_name FROM submitted_invoices s LEFT JOIN batches b ON b.id = s.batch_id
    WHERE s.key IN (SELECT value FROM json_each(?)) ORDER BY s.at, s.key, s.bill_id`,
  clear: 'DELETE FROM submitted_invoices WHERE bill_id = ?',
} as const;

export function openSubmittedInvoiceRows(db: Database): SubmittedInvoiceRows {
  const clear = db.prepare<[string]>(submittedInvoiceSql.clear);
  const insert = db.prepare<[string, string, string, string, number]>(
    `INSERT OR IGNORE INTO submitted_invoices (key, bill_id, bill_number, batch_id, at) VALUES (?, ?, ?, ?, ?)`,
  );
  const select = db.prepare<[string], Row>(submittedInvoiceSql.of);

  return {
    replace({ billId, batchId, number, manifest }) {
      clear.run(billId);
      for (const invoice of manifest.documents.flatMap((document) => document.invoices)) {
        for (const key of invoiceKeys(invoice)) insert.run(key, billId, number, batchId, manifest.wallTime);
      }
    },
    clear(billId) {
      clear.run(billId);
    },
    of(keys) {
      if (keys.length === 0) return [];
      return select.all(JSON.stringify(keys)).map((row) => ({
        key: row.key,
        billId: row.bill_id,
        billNumber: row.bill_number,
        batchId: row.batch_id,
        batchName: row.batch_name ?? '',
        at: row.at,
      }));
    },
  };
}
