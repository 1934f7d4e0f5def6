import type { z } from 'zod';
import type { revokeReply, revokeRequest } from '../../contract/enrolment.ts';
import type { Tables, Tx } from '../store/tables.ts';
import { writing } from '../store/writing.ts';
import type { EnrolmentParts } from './enrolment-parts.ts';
import { recordEvent } from './record-event.ts';

export type Enrolment = Tables['enrolment'];

/** Ends an enrolment: its tokens are void from the commit on. */
export async function endEnrolment(
  tx: Tx,
  { id, name, station_id }: Enrolment,
  end: { readonly why: NonNullable<Enrolment['ended_why']>; readonly at: number; readonly by: string | null },
): Promise<void> {
  await tx
    .updateTable('enrolment')
    .set({ ended_at: end.at, ended_why: end.why })
    .where('id', '=', id)
    .execute();
  await recordEvent(tx, { at: end.at, act: end.why, name, station_id, asked_by: end.by });
}

/** IT ends the enrolments of a station, told by name or id, and takes back the codes that are open for it. Gives how many. */
export function revoke(
  { db, clock }: EnrolmentParts,
  { station, by }: z.output<typeof revokeRequest>,
): Promise<z.infer<typeof revokeReply>> {
  return writing(db, async (tx) => {
    const found = await tx
      .selectFrom('enrolment')
      .selectAll()
      .where('ended_at', 'is', null)
      .where((row) => row.or([row('name', '=', station), row('station_id', '=', station)]))
      .execute();
    const at = await clock(tx);
    for (const enrolment of found) await endEnrolment(tx, enrolment, { why: 'revoked', at, by });
    // A code that is still open would let the station in again.
    const names = [station, ...found.map(({ name }) => name)];
    const codes = await tx
      .deleteFrom('enrolment_code')
      .where('name', 'in', names)
      .where('enrolment_id', 'is', null)
      .executeTakeFirst();
    return { revoked: found.length, codes: Number(codes.numDeletedRows) };
  });
}
