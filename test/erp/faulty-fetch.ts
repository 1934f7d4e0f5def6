import type { DoubleAnswer, DoubleCall } from './kingdee-double.ts';

/** What the road does to one call. */
export type RoadFault =
  /** Never arrives, and provably so. */
  | 'refuse'
  /** Cut on the way there: never arrives, but nobody can know. */
  | 'reset'
  /** Arrives and is done; the answer is lost. */
  | 'lose-reply'
  | 'time-out'
  /** A 500 of a gateway before, or after, the server did its work. */
  | 'fail-before'
  | 'fail-after'
  /** A portal's page in place of the answer; the server never saw the call. */
  | 'portal'
  /** Half of the answer. */
  | 'cut-reply';

export const roadFaults: readonly RoadFault[] = [
  'refuse',
  'reset',
  'lose-reply',
  'time-out',
  'fail-before',
  'fail-after',
  'portal',
  'cut-reply',
];

/** A `fetch` whose other end is a function, with a road between that does what `choose` says. */
export function faultyFetch(
  handle: (call: DoubleCall) => DoubleAnswer,
  choose: (call: DoubleCall) => RoadFault | null,
): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const call = {
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: await request.text(),
    };
    const answer = (status: number, body: string, headers: Readonly<Record<string, string>> = {}) =>
      new Response(body, { status, headers });
    switch (choose(call)) {
      case 'refuse':
        throw failure('ECONNREFUSED', request);
      case 'reset':
        throw failure('ECONNRESET', request);
      case 'lose-reply':
        handle(call);
        throw failure('UND_ERR_SOCKET', request);
      case 'time-out':
        handle(call);
        throw failure('UND_ERR_HEADERS_TIMEOUT', request);
      case 'fail-before':
        return answer(502, '<html>Bad gateway</html>');
      case 'fail-after':
        handle(call);
        return answer(500, '{"success":"false","errorCode":"500","message":"gateway"}');
      case 'portal':
        return answer(200, '<html>Please sign in to the network</html>');
      case 'cut-reply': {
        const { status, body, headers } = handle(call);
        return answer(status, body.slice(0, Math.floor(body.length / 2)), headers);
      }
      default: {
        const { status, body, headers } = handle(call);
        return answer(status, body, headers);
      }
    }
  };
}

/** As talkative as errors get: with the whole address, query and all. */
function failure(code: string, { url }: Request): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(`${code} at ${url}`), { code }) });
}
