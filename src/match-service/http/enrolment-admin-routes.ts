import type { FastifyPluginAsync } from 'fastify';
import {
  codeReply,
  codeRequest,
  enrolmentEvents,
  enrolmentList,
  revokeReply,
  revokeRequest,
} from '../../contract/enrolment.ts';
import { makeCode } from '../enrolment/codes.ts';
import { revoke } from '../enrolment/end-enrolment.ts';
import type { EnrolmentParts } from '../enrolment/enrolment-parts.ts';
import { listEnrolments, listEvents } from '../enrolment/lists.ts';
import type { ServiceLog } from '../service-log.ts';
import { refuse, refuseShape } from './answers.ts';
import { described } from './described.ts';

/** What IT does about the stations' tokens. */
export function enrolmentAdminRoutes(
  parts: EnrolmentParts & { readonly log: ServiceLog },
): FastifyPluginAsync {
  return async (app) => {
    app.post(
      '/v1/enrolment-codes',
      described({
        summary: 'Makes a code by which one station gets its token; good once and for a quarter of an hour',
        body: codeRequest,
        replies: { 201: { says: 'the code, said this once', body: codeReply } },
        errors: [422, 503],
      }),
      async (request, reply) => {
        const asked = codeRequest.safeParse(request.body);
        if (!asked.success) return refuseShape(reply, asked.error);
        const made = await makeCode(parts, asked.data);
        parts.log('info', 'enrolment-code-made', { station: made.station });
        return reply.code(201).header('Cache-Control', 'no-store').send(made);
      },
    );

    app.get(
      '/v1/enrolments',
      described({
        summary: 'The stations with tokens of their own, those in force first',
        replies: { 200: { says: 'all of them', body: enrolmentList } },
      }),
      () => listEnrolments(parts.db),
    );

    app.post(
      '/v1/enrolments::revoke',
      described({
        summary: 'Ends the enrolment of a station, told by name or id; it is out at once',
        body: revokeRequest,
        replies: { 200: { says: 'ended', body: revokeReply } },
        errors: [404, 422, 503],
      }),
      async (request, reply) => {
        const asked = revokeRequest.safeParse(request.body);
        if (!asked.success) return refuseShape(reply, asked.error);
        const ended = await revoke(parts, asked.data);
        if (ended.revoked + ended.codes === 0)
          return refuse(reply, 'not-found', 'no station of this name or id is enrolled or has a code');
        parts.log('info', 'enrolment-revoked', { station: asked.data.station, ...ended });
        return ended;
      },
    );

    app.get(
      '/v1/enrolment-events',
      described({
        summary: 'What was done about enrolments: codes, enrolments, revocations, copies found',
        replies: { 200: { says: 'the newest 1000, the newest first', body: enrolmentEvents } },
      }),
      () => listEvents(parts.db),
    );
  };
}
