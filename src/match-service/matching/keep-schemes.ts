import type { z } from 'zod';
import { canonicalJson } from '../../contract/canonical-json.ts';
import type { BillState, schemesReply } from '../../contract/wire.ts';
import { emptySchemeBook, type SchemeBook, schemeOfType } from '../../domain/rules/scheme.ts';
import { schemeChanges } from '../../domain/rules/scheme-changes.ts';
import { recordChange } from '../store/changes.ts';
import type { Db, Tx } from '../store/tables.ts';
import { writing } from '../store/writing.ts';
import {
  addEdition,
  type Edition,
  inForce,
  type KeptBy,
  latestEditions,
  revisionOf,
} from './scheme-editions.ts';
import { readSchemes, typeFor } from './schemes.ts';
import { settleBill } from './settle-bill.ts';

/** Makes the book the ERP's: while it names anything it goes before the service's own. An equal book changes nothing. */
export async function keepErpSchemes(
  db: Db,
  book: SchemeBook,
  at: number,
): Promise<z.infer<typeof schemesReply>> {
  return writing(db, async (tx) => {
    const editions = await latestEditions(tx);
    const counts = { schemes: book.schemes.length, billTypes: book.billTypes.length };
    if (isSame(editions.erp?.book ?? emptySchemeBook, book))
      return { ...counts, isChanged: false, rematched: 0 };
    await addEdition(tx, revisionOf(editions) + 1, book, { by: 'erp', operator: '', stationId: '', at });
    return { ...counts, ...(await putInForce(tx)) };
  });
}

/** A person's change to the service's own book, made from `revision`. */
export interface OwnSchemes extends KeptBy {
  readonly by: 'service';
  readonly revision: number;
  readonly book: SchemeBook;
}

export type KeepAnswer =
  | { readonly type: 'kept'; readonly edition: Edition; readonly isChanged: boolean }
  /** Somebody else was faster. */
  | { readonly type: 'changed-meanwhile'; readonly latest: number }
  | { readonly type: 'erp-keeps' }
  /** Codes that are gone in the book though bills have them. */
  | { readonly type: 'in-use'; readonly codes: readonly string[] };

/** Makes the book the service's own, if nobody changed it since and no bill has what it leaves out. */
export async function keepOwnSchemes(db: Db, { revision, book, ...kept }: OwnSchemes): Promise<KeepAnswer> {
  return writing(db, async (tx) => {
    const editions = await latestEditions(tx);
    const latest = revisionOf(editions);
    const now = inForce(editions);
    if (now?.by === 'erp') return { type: 'erp-keeps' };
    if (latest !== revision) return { type: 'changed-meanwhile', latest };
    const before = now?.book ?? emptySchemeBook;
    if (now !== null && isSame(before, book)) return { type: 'kept', edition: now, isChanged: false };
    const codes = await usedAndGone(tx, before, book);
    if (codes.length > 0) return { type: 'in-use', codes };
    const edition = await addEdition(tx, latest + 1, book, kept);
    const { isChanged } = await putInForce(tx);
    return { type: 'kept', edition, isChanged };
  });
}

/** Types that bills have, and the schemes of those types, as far as they are no longer in the book. */
async function usedAndGone(tx: Tx, before: SchemeBook, after: SchemeBook): Promise<readonly string[]> {
  const gone = schemeChanges(before, after).filter(({ how }) => how === 'removed');
  if (gone.length === 0) return [];
  const used = new Set(
    (await tx.selectFrom('typed_bill').select('bill_type').distinct().execute()).map(
      ({ bill_type }) => bill_type,
    ),
  );
  const usedSchemes = new Set(
    before.billTypes.flatMap(({ code, schemeCode }) => (used.has(code) ? [schemeCode] : [])),
  );
  return gone.flatMap(({ what, code }) => {
    const isUsed = what === 'billType' ? used.has(code) : usedSchemes.has(code);
    return isUsed ? [code] : [];
  });
}

/**
 * Tells the stations the book that is in force now. Bills that do not match yet and now have another scheme are matched
 * anew, and so are those that wait for a person to submit them: they may go by themselves now. What is on its way to the
 * ERP stays.
 */
async function putInForce(tx: Tx): Promise<{ isChanged: boolean; rematched: number }> {
  const before = await readSchemes(tx);
  const book = inForce(await latestEditions(tx))?.book ?? emptySchemeBook;
  if (isSame(before, book)) return { isChanged: false, rematched: 0 };
  await recordChange(tx, '', { type: 'schemes', book });
  const bills = await tx.selectFrom('bill').selectAll().execute();
  let rematched = 0;
  for (const { bill_number, station_id, bill_uuid, state } of bills) {
    const { outcome, handOver } = JSON.parse(state) as BillState;
    if (outcome === 'matched' && handOver?.state !== 'waiting') continue;
    const key = { stationId: station_id, billUuid: bill_uuid };
    const former = schemeOfType(before, await typeFor(tx, before, key, bill_number));
    const latter = schemeOfType(book, await typeFor(tx, book, key, bill_number));
    if (JSON.stringify(former) === JSON.stringify(latter)) continue;
    if (await settleBill(tx, key)) rematched += 1;
  }
  return { isChanged: true, rematched };
}

/** The order of a book counts for nothing but what is shown, and that is told too. */
function isSame(a: SchemeBook, b: SchemeBook): boolean {
  return canonicalJson(a) === canonicalJson(b);
}
