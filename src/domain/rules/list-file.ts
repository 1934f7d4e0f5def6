import { guardedField, writeCsv } from '../csv.ts';

export type Cell = string | number | null;

/**
 * A list as CSV that every spreadsheet opens as it is meant: UTF-8 with its mark, each field quoted, and text that begins
 * as a formula does with an apostrophe before it. Figures are no text: a negative amount stays one.
 */
export function listCsv(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const body = rows.map((row) => row.map(fieldOf));
  return `\uFEFF${writeCsv([head.map(guardedField), ...body])}`;
}

function fieldOf(cell: Cell): string {
  if (cell === null) return '';
  return typeof cell === 'number' ? String(cell) : guardedField(cell);
}
