import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import type { Db } from '../store/tables.ts';
import { described } from './described.ts';

const auditBreaks = z.array(
  z.object({
    stationId: z.string(),
    billUuid: z.uuid(),
    revision: z.int(),
    foundAt: z.int(),
    why: z.string(),
  }),
);

/** What an administrator has to look into: stations whose audit trail is not what they said it was. */
export function auditRoutes(db: Db): FastifyPluginAsync {
  return async (app) => {
    app.get(
      '/v1/audit-breaks',
      described({
        summary: 'Submissions whose audit trail does not fit what their station told before',
        replies: { 200: { says: 'all of them, the newest first', body: auditBreaks } },
      }),
      async (): Promise<z.infer<typeof auditBreaks>> => {
        const rows = await db.selectFrom('audit_break').selectAll().orderBy('found_at', 'desc').execute();
        return rows.map((row) => ({
          stationId: row.station_id,
          billUuid: row.bill_uuid,
          revision: Number(row.n),
          foundAt: Number(row.found_at),
          why: row.why,
        }));
      },
    );
  };
}
