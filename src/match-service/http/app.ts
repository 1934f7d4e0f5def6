import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fastify } from 'fastify';
import type { HealthReply } from '../../contract/wire.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { ServiceLog } from '../service-log.ts';
import type { Db } from '../store/tables.ts';
import { refuse } from './answers.ts';
import { billRoutes } from './bill-routes.ts';
import { blobRoutes } from './blob-routes.ts';
import { feedRoutes } from './feed-routes.ts';

export interface AppParts {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly serviceId: string;
  readonly token: string;
  readonly maxBlobBytes: number;
  readonly maxJsonBytes: number;
  /** A request that has not arrived whole after this long is cut off. */
  readonly requestTimeoutMs: number;
  readonly now: () => number;
  readonly log: ServiceLog;
}

/** The service's HTTP face, not listening yet. Everything but health wants the bearer token. */
export async function buildApp(parts: AppParts): Promise<FastifyInstance> {
  const app = fastify({
    logger: false,
    requestTimeout: parts.requestTimeoutMs,
    exposeHeadRoutes: false,
    routerOptions: { maxParamLength: 200 },
  });
  app.setNotFoundHandler((_request, reply) => refuse(reply, 'not-found', 'no such address'));
  app.setErrorHandler((error: unknown, request, reply) => answerFailure(parts.log, error, request, reply));

  const health: HealthReply = { status: 'ok', v: 1, serviceId: parts.serviceId };
  app.get('/v1/health', async () => health);

  await app.register(async (guarded) => {
    guarded.addHook('onRequest', async (request, reply) => {
      if (!bearsToken(request.headers.authorization, parts.token)) {
        return refuse(reply, 'unauthorized', 'want the bearer token of this service');
      }
    });
    await guarded.register(blobRoutes(parts.blobs, parts.maxBlobBytes));
    await guarded.register(billRoutes(parts.db, parts.blobs, parts.now, parts.maxJsonBytes));
    await guarded.register(feedRoutes(parts.db, parts.maxJsonBytes));
  });
  return app;
}

/** Compared by hash, so that the time taken tells nothing of the token. */
function bearsToken(header: string | undefined, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(header ?? ''), hash(`Bearer ${token}`));
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
