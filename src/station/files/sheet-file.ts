import writeExcelFile from 'write-excel-file/node';
import type { Sheet } from '../../contract/bill-list.ts';

const formats = { text: undefined, count: '0', amount: '#,##0.00' } as const;

/**
 * A spreadsheet file of a list, its head fixed. Text is written as text, so that a cell that begins as a formula does is
 * one nowhere. Made here and not in the window: the library packs large sheets in a thread its policy does not allow.
 */
export async function writeSheet({ title, columns, rows }: Sheet): Promise<Uint8Array> {
  const head = columns.map(({ name }) => ({ value: name, type: String, fontWeight: 'bold' as const }));
  const body = rows.map((row) =>
    columns.map(({ kind }, at) => {
      const value = row[at] ?? null;
      if (value === null || value === '') return null;
      return typeof value === 'number'
        ? { value, type: Number, ...(formats[kind] ? { format: formats[kind] } : {}) }
        : { value, type: String };
    }),
  );
  return writeExcelFile([head, ...body], {
    sheet: sheetName(title),
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  }).toBuffer();
}

/** A name a sheet may have: 31 characters, without those of an address. */
function sheetName(title: string): string {
  return title.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31) || 'Sheet1';
}
