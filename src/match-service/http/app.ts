import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fastify } from 'fastify';
import type { BlobStore } from '../blobs/blob-store.ts';
import { ServiceBusy } from '../busy.ts';
import type { ErpPort } from '../erp/erp-port.ts';
import type { Metrics } from '../metrics.ts';
import type { ServiceLog } from '../service-log.ts';
import type { StoreClock } from '../store/store-clock.ts';
import type { Db } from '../store/tables.ts';
import { refuse } from './answers.ts';
import { auditRoutes } from './audit-routes.ts';
import { billRoutes } from './bill-routes.ts';
import { blobRoutes } from './blob-routes.ts';
import { checkRoutes } from './check-routes.ts';
import { described } from './described.ts';
import { enrolmentAdminRoutes } from './enrolment-admin-routes.ts';
import { enrolmentRoutes } from './enrolment-routes.ts';
import { erpRoutes } from './erp-routes.ts';
import { erpStateRoutes } from './erp-state-routes.ts';
import { feedRoutes } from './feed-routes.ts';
import { guard } from './guard.ts';
import { listRoutes } from './list-routes.ts';
import { matchPageRoutes } from './match-page-routes.ts';
import { tellOpenApi } from './openapi.ts';
import { pictureRoutes } from './picture-routes.ts';
import { schemeRoutes } from './scheme-routes.ts';
import { stateRoutes } from './state-routes.ts';

export interface AppParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly serviceId: string;
  readonly token: string;
  readonly tokenKey: string;
  /** `shared`: stations may use the service's token; `enrolled`: each has its own. */
  readonly stations: 'shared' | 'enrolled';
  readonly maxBlobBytes: number;
  readonly maxJsonBytes: number;
  /** A request that has not arrived whole after this long is cut off. */
  readonly requestTimeoutMs: number;
  readonly now: () => number;
  readonly clock: StoreClock;
  readonly metrics: Metrics;
  readonly isStopping: () => boolean;
  /** Told when something may be owed to the ERP. */
  readonly onOwed: () => void;
  /** Null: bills go nowhere from here. */
  readonly erp: Pick<ErpPort, 'probe' | 'matchPage'> | null;
  readonly log: ServiceLog;
}

const busySeconds = 5;
const diskFull: ReadonlySet<string> = new Set(['53100', 'SQLITE_FULL']);

/** The service's HTTP face, not listening yet. Everything but health, readiness, the document and the way to a token wants a bearer token. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    // In the log of a request, and given back, so that both sides can speak of the same one.
    genReqId: () => randomUUID(),
    requestTimeout: parts.requestTimeoutMs,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 200 },
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('X-Request-Id', request.id);
  });
  app.setNotFoundHandler((_request, reply) => refuse(reply, 'not-found', 'no such address'));
  app.setErrorHandler((error: unknown, request, reply) => answerFailure(parts.log, error, request, reply));

  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '';
    const seconds = reply.elapsedTime / 1000;
    parts.metrics.request(request.method, route, reply.statusCode, seconds);
    // The route, not the address: a query or a bill number has no place in a log.
    parts.log('info', 'request', {
      id: request.id,
      method: request.method,
      route,
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
    });
  });
  await tellOpenApi(app);
  await app.register(stateRoutes(parts));
  await app.register(enrolmentRoutes(parts));

  await app.register(async (guarded) => {
    guarded.addHook('onRequest', guard(parts));
    await guarded.register(blobRoutes(parts.blobs, parts.maxBlobBytes));
    await guarded.register(
      billRoutes(parts.db, parts.blobs, parts.now, parts.maxJsonBytes, ({ auditBreak, ...revision }) => {
        if (auditBreak !== null) parts.log('error', 'audit-break', { ...revision, why: auditBreak });
        parts.onOwed();
      }),
    );
    await guarded.register(pictureRoutes(parts.db, parts.blobs));
    await guarded.register(auditRoutes(parts.db));
    await guarded.register(enrolmentAdminRoutes(parts));
    await guarded.register(erpRoutes(parts.db, parts.clock, parts.maxJsonBytes, parts.onOwed));
    await guarded.register(erpStateRoutes(parts));
    await guarded.register(matchPageRoutes(parts));
    await guarded.register(feedRoutes(parts.db, parts.maxJsonBytes));
    await guarded.register(schemeRoutes(parts.db, parts.clock, parts.maxJsonBytes, parts.onOwed));
    await guarded.register(checkRoutes(parts.db, parts.clock, parts.onOwed));
    await guarded.register(listRoutes(parts.db));
    guarded.get(
      '/metrics',
      described({ summary: 'Counts for Prometheus', replies: { 200: { says: 'text', body: null } } }),
      async (_request, reply) => reply.type(parts.metrics.contentType).send(await parts.metrics.text()),
    );
  });
  return app;
}

/** Fastify's own refusals of a request become ours; anything else is a failure of the service and is logged. */
function answerFailure(
  log: ServiceLog,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const { statusCode, code } = error as { statusCode?: number; code?: string };
  if (statusCode === 413) return refuse(reply, 'too-large', 'the body is larger than taken here');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
    return refuse(reply, 'invalid', error instanceof Error ? error.message : 'bad request');
  }
  if (error instanceof ServiceBusy) {
    log('warn', 'busy', { route: request.routeOptions.url ?? '', detail: error.message });
    return refuse(reply.header('Retry-After', busySeconds), 'busy', `${error.message}: send it again`);
  }
  if (code !== undefined && diskFull.has(code)) {
    log('error', 'disk-full', { route: request.routeOptions.url ?? '', code });
    return refuse(reply, 'no-space', 'the disk of the database is full');
  }
  // The sender went away in the middle: nobody is left to answer, and nothing of it was kept.
  const isCutOff = request.raw.destroyed && !request.raw.complete;
  log(isCutOff ? 'info' : 'error', isCutOff ? 'request-cut-off' : 'request-failed', {
    method: request.method,
    route: request.routeOptions.url ?? '',
    code: code ?? '',
    error: String(error),
  });
  return refuse(reply, 'internal', code ?? 'unexpected failure');
}
