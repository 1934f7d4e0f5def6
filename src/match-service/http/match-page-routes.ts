import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { stationId } from '../../contract/enrolment.ts';
import type { MatchPage } from '../../contract/wire.ts';
import { matchPage } from '../../contract/wire.ts';
import type { ErpPort, MatchPageOutcome } from '../erp/erp-port.ts';
import type { BillKey } from '../matching/bill-key.ts';
import type { Db } from '../store/tables.ts';
import { refuse } from './answers.ts';
import { described } from './described.ts';

/** Signing in and one question, each with its own limit; then whoever asked is answered in any case. */
const askLimitMs = 25_000;
const billPath = z.object({ stationId, billUuid: z.uuid() });

/** The way to the ERP's own page of a bill, for stations: the service alone signs in at the ERP. */
export function matchPageRoutes(parts: {
  readonly db: Db;
  readonly erp: Pick<ErpPort, 'matchPage'> | null;
}): FastifyPluginAsync {
  const { db, erp } = parts;
  return async (app) => {
    app.post(
      '/v1/stations/:stationId/bills/:billUuid/match-page',
      described({
        summary: "The ERP's own page of how a bill matches; its address has a key in it, made anew each time",
        callers: 'station',
        bills: 'all',
        params: billPath,
        replies: { 200: { says: 'the address, or why there is none', body: matchPage } },
        errors: [404, 422, 503],
      }),
      async (request, reply) => {
        const path = billPath.safeParse(request.params);
        if (!path.success) return refuse(reply, 'invalid', 'want a station id and a bill');
        const bill = await numberOf(db, path.data);
        if (bill === null) return refuse(reply, 'not-found', 'no revision of this bill is here');
        reply.header('Cache-Control', 'no-store');
        if (erp === null) return told({ type: 'no-page' });
        if (!bill.isOut) return { outcome: 'not-there', detail: '' } satisfies MatchPage;
        return told(await erp.matchPage(bill.number, AbortSignal.timeout(askLimitMs)));
      },
    );
  };
}

function told(outcome: MatchPageOutcome): MatchPage {
  if (outcome.type === 'page') return { outcome: 'page', address: outcome.address };
  return { outcome: outcome.type, detail: 'detail' in outcome ? outcome.detail.slice(0, 500) : '' };
}

/** The bill's number, and whether any revision of it ever went out to the ERP. */
async function numberOf(
  db: Db,
  { stationId: station, billUuid }: BillKey,
): Promise<{ readonly number: string; readonly isOut: boolean } | null> {
  const bill = await db
    .selectFrom('bill')
    .select('bill_number')
    .where('station_id', '=', station)
    .where('bill_uuid', '=', billUuid)
    .executeTakeFirst();
  if (bill === undefined) return null;
  const out = await db
    .selectFrom('hand_over')
    .select('id')
    .where('station_id', '=', station)
    .where('bill_uuid', '=', billUuid)
    .where('attempt', '>', 0)
    .limit(1)
    .executeTakeFirst();
  return { number: bill.bill_number, isOut: out !== undefined };
}
