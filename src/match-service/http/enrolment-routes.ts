import type { FastifyPluginAsync } from 'fastify';
import { enrolRequest, refreshRequest, stationTokens } from '../../contract/enrolment.ts';
import { assertNever } from '../../domain/result.ts';
import { enrol } from '../enrolment/enrol.ts';
import type { EnrolmentParts } from '../enrolment/enrolment-parts.ts';
import { refresh } from '../enrolment/refresh.ts';
import { createTryLimit } from '../enrolment/try-limit.ts';
import type { ServiceLog } from '../service-log.ts';
import { refuse, refuseShape } from './answers.ts';
import { described } from './described.ts';

/** How a station gets its tokens and keeps them fresh. What it shows for it is in the body. */
export function enrolmentRoutes(parts: EnrolmentParts & { readonly log: ServiceLog }): FastifyPluginAsync {
  const tries = createTryLimit(() => performance.now());
  return async (app) => {
    // Nobody on the way may keep an answer with tokens in it.
    app.addHook('onRequest', async (_request, reply) => {
      reply.header('Cache-Control', 'no-store');
    });

    app.post(
      '/v1/enrolments',
      described({
        summary: 'A station gets its tokens for a one-time code; the same request again has the same answer',
        callers: 'anybody',
        body: enrolRequest,
        replies: { 200: { says: 'its tokens', body: stationTokens } },
        errors: [403, 409, 422, 429, 503],
      }),
      async (request, reply) => {
        const asked = enrolRequest.safeParse(request.body);
        if (!asked.success) return refuseShape(reply, asked.error);
        const waitMs = tries.take(request.ip);
        if (waitMs !== null) {
          parts.log('warn', 'enrolment-tries', { address: request.ip });
          const seconds = Math.ceil(waitMs / 1000);
          return refuse(reply.header('Retry-After', seconds), 'too-many-tries', `wait ${seconds} s`);
        }
        const answer = await enrol(parts, asked.data);
        switch (answer.type) {
          case 'enrolled':
            tries.giveBack(request.ip);
            parts.log('info', 'enrolled', {
              station: answer.tokens.station,
              stationId: asked.data.stationId,
            });
            return answer.tokens;
          case 'code-refused':
            parts.log('warn', 'enrolment-refused', { address: request.ip });
            return refuse(reply, 'code-refused', 'the code is unknown, expired or used');
          case 'enrolled-otherwise':
            return refuse(reply, 'enrolled-otherwise', answer.name);
          default:
            return assertNever(answer);
        }
      },
    );

    app.post(
      '/v1/enrolments::refresh',
      described({
        summary:
          'A station rotates its refresh token; the same request again has the same answer until it was used',
        callers: 'anybody',
        body: refreshRequest,
        replies: { 200: { says: 'its new tokens', body: stationTokens } },
        errors: [401, 422, 503],
      }),
      async (request, reply) => {
        const asked = refreshRequest.safeParse(request.body);
        if (!asked.success) return refuseShape(reply, asked.error);
        const answer = await refresh(parts, asked.data);
        switch (answer.type) {
          case 'refreshed':
            return answer.tokens;
          case 'ended':
            if (answer.isReuse) parts.log('error', 'refresh-token-reused', { station: answer.name });
            return refuse(reply, 'enrolment-ended', 'the enrolment of this station was ended: enrol it anew');
          case 'unknown':
            return refuse(reply, 'unauthorized', 'no refresh token in force here: enrol the station anew');
          default:
            return assertNever(answer);
        }
      },
    );
  };
}
