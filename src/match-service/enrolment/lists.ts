import type { z } from 'zod';
import type { enrolmentEvents, enrolmentList } from '../../contract/enrolment.ts';
import type { Db } from '../store/tables.ts';

const mostEvents = 1000;

/** Every enrolment there was, those in force first. */
export async function listEnrolments(db: Db): Promise<z.infer<typeof enrolmentList>> {
  const rows = await db.selectFrom('enrolment').selectAll().orderBy('name').orderBy('enrolled_at').execute();
  const lines = rows.map((row) => ({
    station: row.name,
    stationId: row.station_id,
    enrolledAt: row.enrolled_at,
    seenAt: row.seen_at,
    end: row.ended_at === null || row.ended_why === null ? null : { why: row.ended_why, at: row.ended_at },
  }));
  return [...lines.filter(({ end }) => end === null), ...lines.filter(({ end }) => end !== null)];
}

/** What was done about enrolments, the newest first. */
export async function listEvents(db: Db): Promise<z.infer<typeof enrolmentEvents>> {
  const rows = await db
    .selectFrom('enrolment_event')
    .selectAll()
    .orderBy('seq', 'desc')
    .limit(mostEvents)
    .execute();
  return rows.map((row) => ({
    at: row.at,
    act: row.act,
    station: row.name,
    stationId: row.station_id,
    by: row.asked_by,
  }));
}
