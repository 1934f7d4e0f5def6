import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { stationId } from '../../contract/enrolment.ts';
import { categories } from '../../contract/shapes.ts';
import { categoriesReply, changesPage } from '../../contract/wire.ts';
import { checkCategories } from '../../domain/rules/categories.ts';
import { keepCategories } from '../erp/keep-categories.ts';
import { readChanges } from '../store/changes.ts';
import type { Db } from '../store/tables.ts';
import { refuse, refuseShape } from './answers.ts';
import { described } from './described.ts';

const stationPath = z.object({ stationId });
const changesQuery = z.object({
  after: z.coerce.number().pipe(z.int().nonnegative()).default(0),
  limit: z.coerce.number().pipe(z.int().min(1).max(500)).default(100),
});

/** What all stations are told: their categories, and what changed since a cursor. */
export function feedRoutes(db: Db, maxBytes: number): FastifyPluginAsync {
  return async (app) => {
    app.put(
      '/v1/categories',
      {
        bodyLimit: maxBytes,
        ...described({
          summary: 'The attachment categories of all stations',
          body: categories,
          replies: { 200: { says: 'kept', body: categoriesReply } },
          errors: [422, 503],
        }),
      },
      async (request, reply) => {
        const given = categories.safeParse(request.body);
        if (!given.success) return refuseShape(reply, given.error);
        const checked = checkCategories(given.data);
        if (checked.ok) return keepCategories(db, checked.value);
        const faults = checked.error.map(
          ({ index, field, reason }) => `category ${index + 1}, ${field}: ${reason}`,
        );
        return refuse(reply, 'invalid', faults.join('; ').slice(0, 2000));
      },
    );

    app.get(
      '/v1/stations/:stationId/changes',
      described({
        summary:
          'Changes since a cursor, oldest first: match results, states at the ERP, expected invoices, categories',
        callers: 'station',
        params: stationPath,
        query: changesQuery,
        replies: { 200: { says: 'a page of changes', body: changesPage } },
        errors: [422],
      }),
      async (request, reply) => {
        const path = stationPath.safeParse(request.params);
        const query = changesQuery.safeParse(request.query);
        if (!path.success || !query.success) {
          return refuse(reply, 'invalid', 'want a station id, after >= 0 and limit 1 to 500');
        }
        return readChanges(db, path.data.stationId, query.data.after, query.data.limit);
      },
    );
  };
}
