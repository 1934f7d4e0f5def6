import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { z } from 'zod';
import { stationId } from '../../contract/enrolment.ts';
import { sha256 } from '../../contract/shapes.ts';
import type { BillState } from '../../contract/wire.ts';
import { billState, manifest, receipt } from '../../contract/wire.ts';
import { assertNever } from '../../domain/result.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { RevisionAnswer } from '../matching/accept-revision.ts';
import { acceptRevision } from '../matching/accept-revision.ts';
import type { Db } from '../store/tables.ts';
import { refuse, refuseShape } from './answers.ts';
import { described } from './described.ts';

const billPath = z.object({ stationId, billUuid: z.uuid() });
const revisionPath = billPath.extend({ n: z.coerce.number().pipe(z.int().positive()) });

export interface TakenRevision extends z.infer<typeof revisionPath> {
  readonly auditBreak: string | null;
}

/** Bills: put a revision, read back what became of it. */
export function billRoutes(
  db: Db,
  blobs: BlobStore,
  now: () => number,
  maxBytes: number,
  onTaken: (taken: TakenRevision) => void,
): FastifyPluginAsync {
  return async (app) => {
    // As text: the digest is of these bytes.
    app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      done(null, body),
    );

    app.put(
      '/v1/stations/:stationId/bills/:billUuid/revisions/:n',
      {
        bodyLimit: maxBytes,
        ...described({
          summary: 'Takes a revision of a bill exactly once',
          callers: 'station',
          // A bill may come in a file from the station it was scanned at; it keeps that one's path, so that it is there once.
          bills: 'all',
          params: revisionPath,
          body: manifest,
          replies: {
            201: { says: 'taken now', body: receipt },
            200: { says: 'was here already: the same receipt', body: receipt },
          },
          errors: [409, 413, 422, 424, 503, 507],
        }),
      },
      async (request, reply) => {
        const path = revisionPath.safeParse(request.params);
        if (!path.success) return refuseShape(reply, path.error);
        const ifMatch = readIfMatch(request.headers['if-match']);
        if (ifMatch === undefined) return refuse(reply, 'invalid', 'If-Match is not a quoted sha-256');
        const body = typeof request.body === 'string' ? request.body : '';
        const answer = await acceptRevision(db, blobs, { ...path.data, body, ifMatch, now: now() });
        if (answer.type === 'created') onTaken({ ...path.data, auditBreak: answer.auditBreak });
        return send(reply, answer);
      },
    );

    app.get(
      '/v1/stations/:stationId/bills/:billUuid',
      described({
        summary: 'How a bill stands',
        callers: 'both',
        bills: 'all',
        params: billPath,
        replies: { 200: { says: 'its state', body: billState } },
        errors: [404, 422],
      }),
      async (request, reply) => {
        const path = billPath.safeParse(request.params);
        if (!path.success) return refuseShape(reply, path.error);
        const row = await db
          .selectFrom('bill')
          .select('state')
          .where('station_id', '=', path.data.stationId)
          .where('bill_uuid', '=', path.data.billUuid)
          .executeTakeFirst();
        if (row === undefined) return refuse(reply, 'not-found', 'no revision of this bill is here');
        return JSON.parse(row.state) as BillState;
      },
    );

    /** The manifest as it was accepted, byte for byte: to compare when two sides differ. */
    app.get(
      '/v1/stations/:stationId/bills/:billUuid/revisions/:n',
      described({
        summary: 'A manifest as it was taken',
        callers: 'both',
        bills: 'all',
        params: revisionPath,
        replies: { 200: { says: 'the canonical text', body: manifest } },
        errors: [404, 422],
      }),
      async (request, reply) => {
        const path = revisionPath.safeParse(request.params);
        if (!path.success) return refuseShape(reply, path.error);
        const row = await db
          .selectFrom('revision')
          .select(['manifest', 'digest'])
          .where('station_id', '=', path.data.stationId)
          .where('bill_uuid', '=', path.data.billUuid)
          .where('n', '=', path.data.n)
          .executeTakeFirst();
        if (row === undefined) return refuse(reply, 'not-found', 'no such revision');
        return reply.type('application/json').header('ETag', `"${row.digest}"`).send(row.manifest);
      },
    );
  };
}

function send(reply: FastifyReply, answer: RevisionAnswer): FastifyReply {
  switch (answer.type) {
    case 'created':
      return reply.code(201).send(answer.receipt);
    case 'present':
      return reply.code(200).send(answer.receipt);
    case 'invalid':
      return refuse(reply, 'invalid', answer.detail);
    case 'conflict':
      return refuse(reply, 'revision-conflict', answer.detail);
    case 'gap':
      return refuse(reply, 'revision-gap', `the latest revision is ${answer.latest}`, {
        latest: answer.latest,
      });
    case 'missing':
      return refuse(reply, 'missing-blobs', `${answer.hashes.length} blobs are not here`, {
        missing: [...answer.hashes],
      });
    default:
      return assertNever(answer);
  }
}

/** The digest in an If-Match header; null without one, undefined when it is not a digest. */
function readIfMatch(header: string | undefined): string | null | undefined {
  if (header === undefined) return null;
  const parsed = sha256.safeParse(header.replaceAll('"', ''));
  return parsed.success ? parsed.data : undefined;
}
