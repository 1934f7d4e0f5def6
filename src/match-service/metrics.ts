import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Db } from './store/tables.ts';

/** What the service counts of itself, told in Prometheus' text. Routes and outcomes only: no bill, no station, no amount. */
export interface Metrics {
  request(method: string, route: string, status: number, seconds: number): void;
  handOver(outcome: string): void;
  text(): Promise<string>;
  readonly contentType: string;
}

export function createMetrics(db: Db): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const requests = new Histogram({
    name: 'platen_http_request_seconds',
    help: 'Requests and how long they took, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.02, 0.1, 0.5, 2, 10, 60],
    registers,
  });
  const handOvers = new Counter({
    name: 'platen_hand_over_attempts_total',
    help: 'Attempts to hand a bill over to the ERP, by outcome',
    labelNames: ['outcome'],
    registers,
  });
  new Gauge({
    name: 'platen_hand_overs',
    help: 'Bill revisions in the outbox to the ERP, by state',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset();
      const rows = await db
        .selectFrom('hand_over')
        .select(['state', (eb) => eb.fn.countAll().as('count')])
        .groupBy('state')
        .execute();
      for (const { state, count } of rows) this.set({ state }, Number(count));
    },
  });
  new Gauge({
    name: 'platen_revisions',
    help: 'Bill revisions kept',
    registers,
    async collect() {
      const row = await db
        .selectFrom('revision')
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      this.set(Number(row.count));
    },
  });
  new Gauge({
    name: 'platen_audit_breaks',
    help: 'Submissions whose audit trail does not fit what their station told before',
    registers,
    async collect() {
      const row = await db
        .selectFrom('audit_break')
        .select((eb) => eb.fn.countAll().as('count'))
        .executeTakeFirstOrThrow();
      this.set(Number(row.count));
    },
  });
  return {
    request: (method, route, status, seconds) => requests.observe({ method, route, status }, seconds),
    handOver: (outcome) => handOvers.inc({ outcome }),
    text: () => register.metrics(),
    contentType: register.contentType,
  };
}
