import { sql } from 'kysely';
import type { ChangesPage } from '../../contract/wire.ts';
import type { Db, Tx } from './tables.ts';

type Change = ChangesPage['changes'][number];

/** The next number of the service's one order. Taken inside the transaction it orders, so numbers appear in commit order. */
export async function nextOrder(tx: Tx): Promise<number> {
  const row = await tx
    .updateTable('counter')
    .set({ value: sql<number>`value + 1` })
    .where('name', '=', 'order')
    .returning('value')
    .executeTakeFirstOrThrow();
  return Number(row.value);
}

/** Tells `stationId` ('' for every station) of a change; takes the place of an older change of the same subject. */
export async function recordChange(tx: Tx, stationId: string, change: Change): Promise<void> {
  const subject = subjectOf(change);
  const seq = await nextOrder(tx);
  const content = JSON.stringify(change);
  await tx
    .insertInto('change')
    .values({ seq, station_id: stationId, subject, content })
    .onConflict((row) => row.columns(['station_id', 'subject']).doUpdateSet({ seq, content }))
    .execute();
}

/** What was told last of a subject to every station. */
export async function lastChange(tx: Db | Tx, subject: string): Promise<Change | null> {
  const row = await tx
    .selectFrom('change')
    .select('content')
    .where('station_id', '=', '')
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row ? (JSON.parse(row.content) as Change) : null;
}

function subjectOf(change: Change): string {
  switch (change.type) {
    case 'bill':
      return `bill:${change.state.billUuid}`;
    case 'expected':
      return `expected:${change.billNumber}`;
    case 'categories':
    case 'schemes':
      return change.type;
  }
}

/**
 * Changes for a station after a cursor, oldest first. A cursor past the end comes back lowered to the end: the caller
 * then knows that this store is older than what it saw, and asks again from 0.
 */
export async function readChanges(
  db: Db,
  stationId: string,
  after: number,
  limit: number,
): Promise<ChangesPage> {
  return db.transaction().execute(async (tx) => {
    const end = await tx
      .selectFrom('counter')
      .select('value')
      .where('name', '=', 'order')
      .executeTakeFirstOrThrow();
    const rows = await tx
      .selectFrom('change')
      .select(['seq', 'content'])
      .where('station_id', 'in', ['', stationId])
      .where('seq', '>', after)
      .orderBy('seq')
      .limit(limit + 1)
      .execute();
    const page = rows.slice(0, limit);
    return {
      cursor: Number(page.at(-1)?.seq ?? Math.min(after, Number(end.value))),
      hasMore: rows.length > limit,
      changes: page.map((row) => JSON.parse(row.content) as Change),
    };
  });
}
