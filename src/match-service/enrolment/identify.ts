import { writing } from '../store/writing.ts';
import type { EnrolmentParts } from './enrolment-parts.ts';
import { enrolmentOf, hashOf, isSame } from './tokens.ts';

/** The station whose access token this is; null where it is none that is in force. */
export async function identifyStation(
  { db, clock }: EnrolmentParts,
  accessToken: string,
): Promise<string | null> {
  const id = enrolmentOf(accessToken);
  if (id === null) return null;
  const row = await db.selectFrom('enrolment').selectAll().where('id', '=', id).executeTakeFirst();
  if (row === undefined || !isSame(hashOf(accessToken), row.access_hash)) return null;
  if (row.ended_at !== null) return null;
  const now = await clock(db);
  if (row.access_until <= now) return null;
  // The station has stored what it shows: its answer cannot be asked for again from here on.
  if (row.used_at === null) {
    await writing(db, (tx) =>
      tx
        .updateTable('enrolment')
        .set({ used_at: now })
        .where('id', '=', id)
        .where('generation', '=', row.generation)
        .execute(),
    );
  }
  return row.station_id;
}
