import type { Database } from 'better-sqlite3';
import type { ExpectedInvoice } from '../../domain/rules/expected.ts';

export interface ExpectedRows {
  /** The invoices now expected under this number, in place of those before. */
  replace(billNumber: string, invoices: readonly ExpectedInvoice[]): void;
  of(billNumber: string): readonly ExpectedInvoice[];
}

interface ExpectedRow {
  readonly bill_number: string;
  readonly position: number;
  readonly id: ExpectedInvoice['id'];
  readonly type: string;
  readonly code: string | null;
  readonly number: string;
  readonly date: string | null;
  readonly net_minor: number | null;
  readonly total_minor: number | null;
  readonly currency: string;
  readonly seller_name: string | null;
  readonly paper_number: string | null;
  readonly check_code: string | null;
}

export const expectedSql = {
  of: 'SELECT * FROM expected_invoices WHERE bill_number = ? ORDER BY position',
} as const;

export function openExpectedRows(db: Database): ExpectedRows {
  const clear = db.prepare<[string]>('DELETE FROM expected_invoices WHERE bill_number = ?');
  const insert = db.prepare<[ExpectedRow]>(
    `INSERT INTO expected_invoices (bill_number, position, id, type, code, number, date, net_minor, total_minor,
       currency, seller_name, paper_number, check_code)
     VALUES (@bill_number, @position, @id, @type, @code, @number, @date, @net_minor, @total_minor,
       @currency, @seller_name, @paper_number, @check_code)`,
  );
  const select = db.prepare<[string], ExpectedRow>(expectedSql.of);

  return {
    replace(billNumber, invoices) {
      clear.run(billNumber);
      for (const [position, invoice] of invoices.entries()) {
        insert.run({
          bill_number: billNumber,
          position,
          id: invoice.id,
          type: invoice.type,
          code: invoice.code,
          number: invoice.number,
          date: invoice.date,
          net_minor: invoice.netMinor,
          total_minor: invoice.totalMinor,
          currency: invoice.currency,
          seller_name: invoice.sellerName,
          paper_number: invoice.paperNumber ?? null,
          check_code: invoice.checkCode ?? null,
        });
      }
    },
    of(billNumber) {
      return select.all(billNumber).map((row) => ({
        id: row.id,
        billNumber: row.bill_number,
        type: row.type,
        code: row.code,
        number: row.number,
        date: row.date,
        netMinor: row.net_minor,
        totalMinor: row.total_minor,
        currency: row.currency,
        sellerName: row.seller_name,
        ...(row.paper_number === null ? {} : { paperNumber: row.paper_number }),
        ...(row.check_code === null ? {} : { checkCode: row.check_code }),
      }));
    },
  };
}
