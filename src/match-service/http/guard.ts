import type { onRequestAsyncHookHandler } from 'fastify';
import type { EnrolmentParts } from '../enrolment/enrolment-parts.ts';
import { identifyStation } from '../enrolment/identify.ts';
import { isSame } from '../enrolment/tokens.ts';
import { refuse } from './answers.ts';

interface GuardParts extends EnrolmentParts {
  readonly token: string;
  readonly stations: 'shared' | 'enrolled';
}

type Caller = { readonly type: 'service' } | { readonly type: 'station'; readonly stationId: string };

/** Lets in who shows a token the route is for; a station only under its own id, but where it checks or took over bills of others. */
export function guard(parts: GuardParts): onRequestAsyncHookHandler {
  return async (request, reply) => {
    const caller = await callerOf(parts, request.headers.authorization ?? '');
    if (caller === null) return refuse(reply, 'unauthorized', 'want a bearer token of this service');
    const { callers = 'service', bills = 'own' } = request.routeOptions.config;
    if (caller.type === 'service') {
      if (callers !== 'station' || parts.stations === 'shared') return;
      return refuse(reply, 'unauthorized', 'want the token of an enrolled station: the shared one is off');
    }
    if (callers === 'service') return refuse(reply, 'forbidden', 'a station has no business here');
    const { stationId } = request.params as { readonly stationId?: string };
    if (bills === 'own' && stationId !== undefined && stationId !== caller.stationId)
      return refuse(reply, 'forbidden', 'the token is of another station');
  };
}

async function callerOf(parts: GuardParts, header: string): Promise<Caller | null> {
  const [, bearer = ''] = /^Bearer (.+)$/.exec(header) ?? [];
  if (isSame(bearer, parts.token)) return { type: 'service' };
  const stationId = await identifyStation(parts, bearer);
  return stationId === null ? null : { type: 'station', stationId };
}
