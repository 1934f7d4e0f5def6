import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { stationId } from '../../contract/enrolment.ts';
import { schemeBook } from '../../contract/matching-shapes.ts';
import { schemeBookReply, schemeBookRequest, schemeHistory } from '../../contract/scheme-book.ts';
import { schemesReply } from '../../contract/wire.ts';
import { assertNever } from '../../domain/result.ts';
import { checkSchemes, type SchemeBook } from '../../domain/rules/scheme.ts';
import { keepErpSchemes, keepOwnSchemes } from '../matching/keep-schemes.ts';
import { openSchemeBook, schemeHistory as readHistory } from '../matching/scheme-editions.ts';
import { readSchemes } from '../matching/schemes.ts';
import type { StoreClock } from '../store/store-clock.ts';
import type { Db } from '../store/tables.ts';
import { refuse, refuseShape } from './answers.ts';
import { described } from './described.ts';

const stationPath = z.object({ stationId });
const historyQuery = z.object({
  before: z.coerce.number().pipe(z.int().positive()).optional(),
  limit: z.coerce.number().pipe(z.int().min(1).max(200)).default(50),
});

/** How bills of each type are matched and submitted: the ERP's book, and the one persons keep here. */
export function schemeRoutes(
  db: Db,
  clock: StoreClock,
  maxBytes: number,
  onOwed: () => void,
): FastifyPluginAsync {
  return async (app) => {
    app.get(
      '/v1/schemes',
      described({
        summary: 'How bills of each type are matched and submitted',
        callers: 'both',
        replies: { 200: { says: 'the book in force', body: schemeBook } },
      }),
      async () => readSchemes(db),
    );

    app.put(
      '/v1/schemes',
      {
        bodyLimit: maxBytes,
        ...described({
          summary: "The ERP's book, which goes before the service's own while it names anything",
          body: schemeBook,
          replies: { 200: { says: 'kept', body: schemesReply } },
          errors: [422, 503],
        }),
      },
      async (request, reply) => {
        const given = schemeBook.safeParse(request.body);
        if (!given.success) return refuseShape(reply, given.error);
        const faults = faultsOf(given.data);
        if (faults !== null) return refuse(reply, 'invalid', faults);
        const kept = await keepErpSchemes(db, given.data, await clock(db));
        if (kept.isChanged) onOwed();
        return kept;
      },
    );

    app.get(
      '/v1/scheme-book',
      described({
        summary: 'The book in force, whose it is, and the revision a change is made from (also as ETag)',
        callers: 'both',
        replies: { 200: { says: 'the book', body: schemeBookReply } },
      }),
      async (_request, reply) => {
        const opened = await db.transaction().execute(openSchemeBook);
        return reply.header('ETag', `"${opened.revision}"`).send(opened);
      },
    );

    app.put(
      '/v1/stations/:stationId/scheme-book',
      {
        bodyLimit: maxBytes,
        ...described({
          summary:
            "A person's change to the service's own book, made from the revision in If-Match. To retire is to put isActive false; what a bill has is not left out",
          callers: 'station',
          params: stationPath,
          body: schemeBookRequest,
          replies: { 200: { says: 'kept', body: schemeBookReply } },
          errors: [409, 412, 422, 503],
        }),
      },
      async (request, reply) => {
        const path = stationPath.safeParse(request.params);
        const given = schemeBookRequest.safeParse(request.body);
        if (!path.success) return refuse(reply, 'invalid', 'want a station id');
        if (!given.success) return refuseShape(reply, given.error);
        const revision = /^"(\d{1,15})"$/.exec(request.headers['if-match'] ?? '')?.[1];
        if (revision === undefined)
          return refuse(
            reply,
            'invalid',
            'want If-Match with the revision it was made from, as GET gives it',
          );
        const faults = faultsOf(given.data.book);
        if (faults !== null) return refuse(reply, 'invalid', faults);
        const kept = await keepOwnSchemes(db, {
          ...given.data,
          ...path.data,
          by: 'service',
          revision: Number(revision),
          at: await clock(db),
        });
        switch (kept.type) {
          case 'kept': {
            if (kept.isChanged) onOwed();
            const { revision: latest, by, operator, stationId, at, book } = kept.edition;
            reply.header('ETag', `"${latest}"`);
            return { revision: latest, by, kept: { operator, stationId, at }, book };
          }
          case 'changed-meanwhile':
            return refuse(reply, 'changed-meanwhile', `the revision is ${kept.latest} by now`, {
              latest: kept.latest,
            });
          case 'erp-keeps':
            return refuse(reply, 'erp-keeps', 'the ERP keeps the schemes: change them there');
          case 'in-use':
            return refuse(reply, 'in-use', `bills have it, it can be retired only: ${kept.codes.join(', ')}`);
          default:
            return assertNever(kept);
        }
      },
    );

    app.get(
      '/v1/scheme-book/history',
      described({
        summary: 'Who changed what in the schemes, the latest first',
        callers: 'both',
        query: historyQuery,
        replies: { 200: { says: 'a page of revisions', body: schemeHistory } },
        errors: [422],
      }),
      async (request, reply) => {
        const query = historyQuery.safeParse(request.query);
        if (!query.success) return refuse(reply, 'invalid', 'want before > 0 and limit 1 to 200');
        return readHistory(db, query.data.before ?? null, query.data.limit);
      },
    );
  };
}

function faultsOf(book: SchemeBook): string | null {
  const checked = checkSchemes(book);
  if (checked.ok) return null;
  const faults = checked.error.map(({ at, index, reason }) => `${at} ${index + 1}: ${reason}`);
  return faults.join('; ').slice(0, 2000);
}
