import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { stationId } from '../../contract/enrolment.ts';
import { sha256 } from '../../contract/shapes.ts';
import type { Manifest } from '../../contract/wire.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { BillKey } from '../matching/bill-key.ts';
import type { Db } from '../store/tables.ts';
import { refuse } from './answers.ts';
import { described } from './described.ts';

const picturePath = z.object({ stationId, billUuid: z.uuid(), hex: sha256 });

/** Types that are only ever drawn. What else a station may have sent goes out as plain bytes. */
const drawn = new Set(['image/png', 'image/jpeg', 'image/webp', 'image/tiff', 'image/jp2', 'image/bmp']);

/** Pictures of bills, for who checks what another station scanned. */
export function pictureRoutes(db: Db, blobs: BlobStore): FastifyPluginAsync {
  return async (app) => {
    app.get(
      '/v1/stations/:stationId/bills/:billUuid/pictures/:hex',
      described({
        summary: "A page of a bill, by the hash the bill's latest revision names it with",
        callers: 'both',
        bills: 'all',
        params: picturePath,
        replies: {
          200: { says: 'its bytes, to be kept for ever', body: null },
          304: { says: 'these are known', body: null },
        },
        errors: [404, 422, 503],
      }),
      async (request, reply) => {
        const path = picturePath.safeParse(request.params);
        if (!path.success)
          return refuse(reply, 'invalid', 'want a station id, a bill and a lower-case sha-256');
        const { hex, ...bill } = path.data;
        // A blob by itself is given to nobody: it has to be a page of this bill, as it stands now.
        const mime = await mimeOf(db, bill, hex);
        if (mime === null || (await blobs.sizeOf(hex)) === null)
          return refuse(reply, 'not-found', 'the latest revision of this bill has no such picture');
        reply
          .header('ETag', `"${hex}"`)
          .header('Cache-Control', 'private, max-age=31536000, immutable')
          .header('X-Content-Type-Options', 'nosniff')
          .header('Content-Security-Policy', "default-src 'none'; sandbox");
        if (request.headers['if-none-match'] === `"${hex}"`) return reply.code(304).send();
        const bytes = await blobs.read(hex);
        return reply
          .type(drawn.has(mime) ? mime : 'application/octet-stream')
          .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
      },
    );
  };
}

/** As the manifest has it; null where its pages do not name the hash. */
async function mimeOf(db: Db, { stationId, billUuid }: BillKey, hex: string): Promise<string | null> {
  const latest = await db
    .selectFrom('revision')
    .select('manifest')
    .where('station_id', '=', stationId)
    .where('bill_uuid', '=', billUuid)
    .orderBy('n', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (latest === undefined) return null;
  const { documents } = JSON.parse(latest.manifest) as Manifest;
  const pages = documents.flatMap((document) => document.pages);
  return pages.find((page) => page.sha256 === hex)?.mime ?? null;
}
