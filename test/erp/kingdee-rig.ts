import { createHttp } from '../../src/erp/http.ts';
import { kingdeeConfig } from '../../src/erp/kingdee/config.ts';
import { createKingdeeConnector, type KingdeeConnector } from '../../src/erp/kingdee/connector.ts';
import { seeded } from '../sync/seeded.ts';
import type { RoadFault } from './faulty-fetch.ts';
import { faultyFetch } from './faulty-fetch.ts';
import type { DoubleCall, DoubleOptions } from './kingdee-double.ts';
import { createKingdeeDouble, credentials } from './kingdee-double.ts';

export const startOfTime = 1_800_000_000_000;

export interface RigOptions {
  readonly seed?: number;
  readonly config?: Partial<Parameters<typeof kingdeeConfig.parse>[0] & object>;
  readonly server?: Partial<DoubleOptions>;
  /** How far the station's clock is from the server's. */
  readonly driftMs?: number;
  readonly appSecret?: string | null;
  /** Stands between the connector and the road: a mutant of the sender. */
  readonly wrap?: (fetch: typeof globalThis.fetch) => typeof globalThis.fetch;
}

/** A connector, the double it talks to, and a road between them that a test may spoil call by call. */
export function kingdeeRig(options: RigOptions = {}) {
  const clock = { wall: startOfTime + (options.driftMs ?? 0), monotonic: 0 };
  const server = createKingdeeDouble({
    now: () => startOfTime + clock.monotonic,
    random: seeded(options.seed ?? 1),
    ...options.server,
  });
  const road: { choose: (call: DoubleCall) => RoadFault | null; onAnswer: (call: DoubleCall) => void } = {
    choose: () => null,
    onAnswer: () => undefined,
  };
  const said: string[] = [];
  let serial = 0;

  const overRoad = faultyFetch(
    (call) => {
      const answer = server.handle(call);
      road.onAnswer(call);
      return answer;
    },
    (call) => road.choose(call),
  );

  function connector(): KingdeeConnector {
    return createKingdeeConnector({
      config: kingdeeConfig.parse({
        baseAddress: 'https://cloud.example/tenant-7/',
        appId: credentials.appId,
        accountId: credentials.accountId,
        tenantId: credentials.tenantId,
        user: credentials.user,
        userType: 'UserName',
        resource: 'PLATEN',
        ...options.config,
      }),
      appSecret: async () => (options.appSecret === undefined ? credentials.appSecret : options.appSecret),
      http: createHttp({ fetch: options.wrap?.(overRoad) ?? overRoad, now: () => clock.wall }),
      clock: { now: () => clock.wall, monotonic: () => clock.monotonic },
      newId: () => {
        serial += 1;
        return `write-${serial}`;
      },
      log: (level, event, detail) => said.push(`${level} ${event} ${JSON.stringify(detail)}`),
      signal: new AbortController().signal,
    });
  }

  return {
    server,
    road,
    /** Every line logged. */
    said,
    clock,
    connector,
    erp: connector(),
    pass(ms: number): void {
      clock.wall += ms;
      clock.monotonic += ms;
    },
    arrivalsOf: (kind: string) => server.arrivals.filter((arrival) => arrival.kind === kind),
  };
}
export type KingdeeRig = ReturnType<typeof kingdeeRig>;

/** Spoils the n-th call (1 is the first) to an interface whose path ends so. */
export function onCall(path: string, n: number, fault: RoadFault): (call: DoubleCall) => RoadFault | null {
  let seen = 0;
  return (call) => {
    if (!call.path.endsWith(path)) return null;
    seen += 1;
    return seen === n ? fault : null;
  };
}

export const never = new AbortController().signal;
