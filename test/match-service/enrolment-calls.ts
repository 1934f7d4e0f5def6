import { randomUUID } from 'node:crypto';
import type { StationTokens } from '../../src/contract/enrolment.ts';
import type { Caller } from './service-caller.ts';

/** What IT and a station say to each other by a service, over real HTTP. */
export function enrolmentCalls(call: Caller) {
  async function code(station: string): Promise<string> {
    const made = await call('POST', '/v1/enrolment-codes', { station, by: 'it' });
    if (made.status !== 201) throw new Error(`no code: ${made.status}`);
    return made.json.code;
  }
  const enrol = (typed: string, stationId: string, requestId: string = randomUUID()) =>
    call('POST', '/v1/enrolments', { code: typed, stationId, requestId }, { authorization: '' });
  return {
    code,
    enrol,
    refresh: (refreshToken: string, requestId: string = randomUUID()) =>
      call('POST', '/v1/enrolments:refresh', { refreshToken, requestId }, { authorization: '' }),
    /** A call that shows this token. */
    as: (token: string, method: string, path: string, body?: unknown) =>
      call(method, path, body, { authorization: `Bearer ${token}` }),
    async enrolled(station: string, stationId: string): Promise<StationTokens> {
      const answer = await enrol(await code(station), stationId);
      if (answer.status !== 200) throw new Error(`not enrolled: ${answer.status}`);
      return answer.json;
    },
  };
}
