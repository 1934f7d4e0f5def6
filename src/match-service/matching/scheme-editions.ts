import { schemeBook } from '../../contract/matching-shapes.ts';
import type { SchemeBookReply, SchemeHistory } from '../../contract/scheme-book.ts';
import { emptySchemeBook, type SchemeBook } from '../../domain/rules/scheme.ts';
import { schemeChanges } from '../../domain/rules/scheme-changes.ts';
import type { Db, Tables, Tx } from '../store/tables.ts';

/** Who made a book so, and when. `operator` is '' where it was no person. */
export interface KeptBy {
  readonly by: 'service' | 'erp';
  readonly operator: string;
  readonly stationId: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

export interface Edition extends KeptBy {
  readonly revision: number;
  readonly book: SchemeBook;
}

/** The latest book of either side; null where there was none yet. */
export type LatestEditions = Readonly<Record<KeptBy['by'], Edition | null>>;

export async function latestEditions(db: Db | Tx): Promise<LatestEditions> {
  const latest = async (by: KeptBy['by']) => {
    const row = await db
      .selectFrom('scheme_edition')
      .selectAll()
      .where('kept_by', '=', by)
      .orderBy('revision', 'desc')
      .limit(1)
      .executeTakeFirst();
    return row === undefined ? null : editionOf(row);
  };
  return { service: await latest('service'), erp: await latest('erp') };
}

/** Counts the changes to both: one that changed either is seen by who changes the other. */
export function revisionOf({ service, erp }: LatestEditions): number {
  return Math.max(service?.revision ?? 0, erp?.revision ?? 0);
}

/** The ERP's where it names anything, else the service's own. */
export function inForce({ service, erp }: LatestEditions): Edition | null {
  const isKept = erp !== null && erp.book.schemes.length + erp.book.billTypes.length > 0;
  return isKept ? erp : service;
}

export async function addEdition(
  tx: Tx,
  revision: number,
  book: SchemeBook,
  { by, operator, stationId, at }: KeptBy,
): Promise<Edition> {
  const row = { revision, kept_by: by, operator, station_id: stationId, kept_at: at };
  await tx
    .insertInto('scheme_edition')
    .values({ ...row, book: JSON.stringify(book) })
    .execute();
  return { revision, by, operator, stationId, at, book };
}

/** The book in force with the revision a change to it is made from. */
export async function openSchemeBook(db: Db | Tx): Promise<SchemeBookReply> {
  const editions = await latestEditions(db);
  const now = inForce(editions);
  return {
    revision: revisionOf(editions),
    by: now?.by ?? 'service',
    kept: now === null ? null : personOf(now),
    book: now?.book ?? emptySchemeBook,
  };
}

/** What changed with each revision, the latest first; each against the book of the same side before it. */
export async function schemeHistory(db: Db, before: number | null, limit: number): Promise<SchemeHistory> {
  const rows = await db
    .selectFrom('scheme_edition')
    .selectAll()
    .$if(before !== null, (query) => query.where('revision', '<', before ?? 0))
    .orderBy('revision', 'desc')
    .limit(limit + 1)
    .execute();
  const shown = rows.slice(0, limit).map(editionOf);
  const revisions = await Promise.all(
    shown.map(async (edition) => {
      const { revision, by, book } = edition;
      const former = await formerBook(db, edition);
      return { revision, by, kept: personOf(edition), changed: [...schemeChanges(former, book)] };
    }),
  );
  return { revisions, next: rows.length > limit ? (shown.at(-1)?.revision ?? null) : null };
}

async function formerBook(db: Db, { by, revision }: Edition): Promise<SchemeBook> {
  const row = await db
    .selectFrom('scheme_edition')
    .selectAll()
    .where('kept_by', '=', by)
    .where('revision', '<', revision)
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? emptySchemeBook : editionOf(row).book;
}

function personOf({ operator, stationId, at }: Edition): SchemeBookReply['kept'] {
  return operator === '' ? null : { operator, stationId, at };
}

function editionOf(row: Tables['scheme_edition']): Edition {
  return {
    revision: Number(row.revision),
    by: row.kept_by,
    operator: row.operator,
    stationId: row.station_id,
    at: Number(row.kept_at),
    book: schemeBook.parse(JSON.parse(row.book)),
  };
}
