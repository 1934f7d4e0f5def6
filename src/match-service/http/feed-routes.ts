import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { expectedInvoice } from '../../contract/shapes.ts';
import { importExpected } from '../erp/import-expected.ts';
import { readChanges } from '../store/changes.ts';
import type { Db } from '../store/tables.ts';
import { refuse } from './answers.ts';
import { stationId } from './station-id.ts';

const stationPath = z.object({ stationId });
const changesQuery = z.object({
  after: z.coerce.number().pipe(z.int().nonnegative()).default(0),
  limit: z.coerce.number().pipe(z.int().min(1).max(500)).default(100),
});
const expectedInvoices = z
  .array(expectedInvoice)
  .refine((invoices) => new Set(invoices.map((invoice) => invoice.id)).size === invoices.length, {
    error: 'an id is used twice',
  });

/** What comes in from the ERP and what goes out to the stations. */
export function feedRoutes(db: Db, maxBytes: number): FastifyPluginAsync {
  return async (app) => {
    app.post('/v1/expected', { bodyLimit: maxBytes }, async (request, reply) => {
      const given = expectedInvoices.safeParse(request.body);
      if (!given.success) return refuse(reply, 'invalid', z.prettifyError(given.error).slice(0, 2000));
      return importExpected(db, given.data);
    });

    app.get('/v1/stations/:stationId/changes', async (request, reply) => {
      const path = stationPath.safeParse(request.params);
      const query = changesQuery.safeParse(request.query);
      if (!path.success || !query.success) {
        return refuse(reply, 'invalid', 'want a station id, after >= 0 and limit 1 to 500');
      }
      return readChanges(db, path.data.stationId, query.data.after, query.data.limit);
    });
  };
}
