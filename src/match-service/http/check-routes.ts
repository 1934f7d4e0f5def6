import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { z } from 'zod';
import { checkReply, decideRequest, undoRequest } from '../../contract/check.ts';
import { stationId } from '../../contract/enrolment.ts';
import { billState, returnRequest } from '../../contract/wire.ts';
import { assertNever } from '../../domain/result.ts';
import { type DecideAnswer, decide, undoDecision } from '../matching/decide.ts';
import { openCheck } from '../matching/open-check.ts';
import { returnBill } from '../matching/return-bill.ts';
import type { StoreClock } from '../store/store-clock.ts';
import type { Db } from '../store/tables.ts';
import { refuse, refuseShape } from './answers.ts';
import { described } from './described.ts';

const billPath = z.object({ stationId, billUuid: z.uuid() });
const decisionPath = billPath.extend({ decisionId: z.uuid() });
const laidOut = { 200: { says: 'the bill as it stands now', body: checkReply } };

/** What a person decides of a bill: matched by hand, taken back, sent back for re-scan. */
export function checkRoutes(db: Db, clock: StoreClock, onOwed: () => void): FastifyPluginAsync {
  return async (app) => {
    app.get(
      '/v1/stations/:stationId/bills/:billUuid/check',
      described({
        summary: 'A bill laid out for a manual check: expected, scanned, decided',
        callers: 'both',
        bills: 'all',
        params: billPath,
        replies: laidOut,
        errors: [404, 422],
      }),
      async (request, reply) => {
        const path = billPath.safeParse(request.params);
        if (!path.success) return refuseShape(reply, path.error);
        const check = await db.transaction().execute((tx) => openCheck(tx, path.data));
        return check === null ? refuse(reply, 'not-found', 'no revision of this bill is here') : check.reply;
      },
    );

    app.put(
      '/v1/stations/:stationId/bills/:billUuid/decisions/:decisionId',
      described({
        summary:
          'A person pairs two invoices, has no paper for one, or sets a scan aside; once, under this id',
        callers: 'station',
        bills: 'all',
        params: decisionPath,
        body: decideRequest,
        replies: laidOut,
        errors: [404, 409, 422, 503],
      }),
      async (request, reply) => {
        const path = decisionPath.safeParse(request.params);
        const given = decideRequest.safeParse(request.body);
        if (!path.success) return refuseShape(reply, path.error);
        if (!given.success) return refuseShape(reply, given.error);
        return answer(reply, await decide(db, clock, { ...path.data, ...given.data }));
      },
    );

    app.post(
      '/v1/stations/:stationId/bills/:billUuid/decisions/:decisionId/undo',
      described({
        summary: 'A person takes a decision back',
        callers: 'station',
        bills: 'all',
        params: decisionPath,
        body: undoRequest,
        replies: laidOut,
        errors: [404, 409, 422, 503],
      }),
      async (request, reply) => {
        const path = decisionPath.safeParse(request.params);
        const given = undoRequest.safeParse(request.body);
        if (!path.success) return refuseShape(reply, path.error);
        if (!given.success) return refuseShape(reply, given.error);
        return answer(reply, await undoDecision(db, clock, { ...path.data, ...given.data }));
      },
    );

    app.post(
      '/v1/stations/:stationId/bills/:billUuid/return',
      described({
        summary: 'The ERP or a checker sends this revision back for re-scan',
        callers: 'both',
        bills: 'all',
        params: billPath,
        body: returnRequest,
        replies: { 200: { says: 'how the bill stands now', body: billState } },
        errors: [404, 409, 422, 503],
      }),
      async (request, reply) => {
        const path = billPath.safeParse(request.params);
        const given = returnRequest.safeParse(request.body);
        if (!path.success) return refuseShape(reply, path.error);
        if (!given.success) return refuseShape(reply, given.error);
        const returned = await returnBill(db, clock, { ...path.data, ...given.data });
        switch (returned.type) {
          case 'taken':
            return returned.state;
          case 'unknown-bill':
            return refuse(reply, 'not-found', 'no revision of this bill is here');
          case 'other-revision':
            return refuse(reply, 'revision-conflict', `the latest revision is ${returned.latest}`, {
              latest: returned.latest,
            });
          default:
            return assertNever(returned);
        }
      },
    );
  };

  function answer(reply: FastifyReply, decided: DecideAnswer) {
    if (decided.type === 'refused') return refuse(reply, decided.error, decided.detail);
    onOwed();
    return decided.check;
  }
}
