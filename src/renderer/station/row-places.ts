import type { Row } from './rows.ts';

/** Which of how many a row is among its like, from 1. */
export interface RowPlace {
  readonly position: number;
  readonly count: number;
}

/**
 * The place of a bill among the bills, of a document in its bill, of a page in its document; none for a heading. Only
 * rows in sight are drawn, so a reader cannot count them; and only for those it is worked out.
 */
export function placeOf(rows: readonly Row[], at: number): RowPlace | undefined {
  const row = rows[at];
  if (row?.type === 'bill') return billPlaces(rows).get(row);
  if (!row || row.type === 'heading') return undefined;
  let first = at;
  while (first > 0 && rows[first]?.type !== 'bill') first -= 1;
  const bill = rows[first];
  if (!bill) return undefined;
  const places = inBills.get(bill) ?? placesBelow(rows, first);
  inBills.set(bill, places);
  return places.get(row);
}

/** A bill has another row as soon as anything else of it shows. */
const inBills = new WeakMap<Row, ReadonlyMap<Row, RowPlace>>();

function placesBelow(rows: readonly Row[], first: number): ReadonlyMap<Row, RowPlace> {
  let end = first + 1;
  while (end < rows.length && rows[end]?.type !== 'bill') end += 1;
  const places = new Map<Row, RowPlace>();
  for (const beside of Map.groupBy(rows.slice(first + 1, end), parentOf).values())
    for (const [at, row] of beside.entries()) places.set(row, { position: at + 1, count: beside.length });
  return places;
}

const ofBills = new WeakMap<readonly Row[], ReadonlyMap<Row, RowPlace>>();

function billPlaces(rows: readonly Row[]): ReadonlyMap<Row, RowPlace> {
  const before = ofBills.get(rows);
  if (before) return before;
  const bills = rows.filter((row) => row.type === 'bill');
  const places = new Map(bills.map((row, at) => [row, { position: at + 1, count: bills.length }]));
  ofBills.set(rows, places);
  return places;
}

function parentOf(row: Row): string {
  switch (row.type) {
    case 'bill':
      return 'batch';
    case 'heading':
      return 'heading';
    case 'document':
      return row.billId;
    case 'page':
      return row.documentId;
  }
}
