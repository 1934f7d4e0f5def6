import type { FastifyPluginAsync } from 'fastify';
import { sql } from 'kysely';
import { z } from 'zod';
import type { HealthReply } from '../../contract/wire.ts';
import { healthReply } from '../../contract/wire.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { ServiceLog } from '../service-log.ts';
import type { Db } from '../store/tables.ts';
import { described } from './described.ts';

const readiness = z.object({
  status: z.enum(['ready', 'not-ready']),
  database: z.enum(['ok', 'failing']),
  blobs: z.enum(['ok', 'failing']),
  isStopping: z.boolean(),
});
const alive = z.object({ status: z.literal('ok') });
const checkLimitMs = 5000;

/** For whoever watches the service: is it there, can it work. Neither wants the token nor tells anything of a bill. */
export function stateRoutes(parts: {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly serviceId: string;
  readonly isStopping: () => boolean;
  readonly log: ServiceLog;
}): FastifyPluginAsync {
  const health: HealthReply = { status: 'ok', v: 1, serviceId: parts.serviceId };

  async function stand(what: string, check: Promise<unknown>): Promise<'ok' | 'failing'> {
    const late = new Promise((_, reject) =>
      setTimeout(() => reject(new Error('no answer')), checkLimitMs).unref(),
    );
    try {
      await Promise.race([check, late]);
      return 'ok';
    } catch (error) {
      parts.log('error', 'not-ready', { what, error: String(error) });
      return 'failing';
    }
  }

  return async (app) => {
    app.get(
      '/v1/health',
      described({
        summary: 'Whether this is a match service, and which',
        replies: { 200: { says: 'it is', body: healthReply } },
        callers: 'anybody',
      }),
      async () => health,
    );
    app.get(
      '/healthz',
      described({
        summary: 'Whether the process lives',
        replies: { 200: { says: 'it does', body: alive } },
        callers: 'anybody',
      }),
      async () => ({ status: 'ok' }),
    );
    app.get(
      '/readyz',
      described({
        summary:
          'Whether requests should come here: the database and the blobs answer, and it is not stopping',
        replies: {
          200: { says: 'ready', body: readiness },
          503: { says: 'not ready, and why', body: readiness },
        },
        callers: 'anybody',
      }),
      async (_request, reply) => {
        const [database, blobs] = await Promise.all([
          stand('database', sql`select 1`.execute(parts.db)),
          stand('blobs', parts.blobs.check()),
        ]);
        const isStopping = parts.isStopping();
        const isReady = database === 'ok' && blobs === 'ok' && !isStopping;
        return reply
          .code(isReady ? 200 : 503)
          .send({ status: isReady ? 'ready' : 'not-ready', database, blobs, isStopping });
      },
    );
  };
}
