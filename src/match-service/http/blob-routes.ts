import { Readable } from 'node:stream';
import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { sha256 } from '../../contract/shapes.ts';
import { missingBlobsReply, missingBlobsRequest } from '../../contract/wire.ts';
import { assertNever } from '../../domain/result.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { refuse, refuseShape } from './answers.ts';
import { described } from './described.ts';

const blobPath = z.object({ hex: sha256 });

/** Content-addressed upload: ask what is missing, send it, send it again without harm. */
export function blobRoutes(blobs: BlobStore, maxBytes: number): FastifyPluginAsync {
  return async (app) => {
    // find-my-way: a doubled colon is a literal one.
    app.post(
      '/v1/blobs::missing',
      described({
        summary: 'Which of these hashes are not here',
        callers: 'station',
        body: missingBlobsRequest,
        replies: { 200: { says: 'the missing ones', body: missingBlobsReply } },
        errors: [422, 503],
      }),
      async (request, reply) => {
        const asked = missingBlobsRequest.safeParse(request.body);
        if (!asked.success) return refuseShape(reply, asked.error);
        const hashes = [...new Set(asked.data.hashes)];
        const sizes = await Promise.all(hashes.map((hash) => blobs.sizeOf(hash)));
        return { missing: hashes.filter((_, index) => sizes[index] === null) };
      },
    );

    app.head(
      '/v1/blobs/sha256/:hex',
      described({
        summary: 'Whether a blob is here',
        callers: 'station',
        params: blobPath,
        replies: {
          200: { says: 'it is, with its size as Content-Length', body: null },
          404: { says: 'it is not', body: null },
        },
        errors: [422, 503],
      }),
      async (request, reply) => {
        const path = blobPath.safeParse(request.params);
        if (!path.success) return refuse(reply, 'invalid', 'not a lower-case sha-256');
        const size = await blobs.sizeOf(path.data.hex);
        if (size === null) return refuse(reply, 'not-found', 'no such blob');
        return reply.code(200).header('Content-Length', size).send();
      },
    );

    app.get(
      '/v1/blobs/sha256/:hex',
      described({
        summary: 'The bytes of a blob, for a station whose own copy is damaged',
        callers: 'station',
        params: blobPath,
        replies: { 200: { says: 'the bytes, which have that hash', body: null } },
        errors: [404, 422, 503],
      }),
      async (request, reply) => {
        const path = blobPath.safeParse(request.params);
        if (!path.success) return refuse(reply, 'invalid', 'not a lower-case sha-256');
        if ((await blobs.sizeOf(path.data.hex)) === null) return refuse(reply, 'not-found', 'no such blob');
        const bytes = await blobs.read(path.data.hex);
        return reply.code(200).type('application/octet-stream').send(Buffer.from(bytes));
      },
    );

    await app.register(uploadRoute(blobs, maxBytes));
  };
}

/** In a scope of its own: here, and only here, a body of any type is left as the stream it is. */
function uploadRoute(blobs: BlobStore, maxBytes: number): FastifyPluginAsync {
  return async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
    app.put(
      '/v1/blobs/sha256/:hex',
      {
        bodyLimit: maxBytes,
        ...described({
          summary: 'Sends the bytes that have this hash',
          callers: 'station',
          params: blobPath,
          replies: { 201: { says: 'kept now', body: null }, 200: { says: 'was here already', body: null } },
          errors: [400, 413, 422, 503, 507],
        }),
      },
      async (request, reply) => {
        const path = blobPath.safeParse(request.params);
        if (!path.success) return refuse(reply, 'invalid', 'not a lower-case sha-256');
        const { hex } = path.data;
        const stated = statedDigest(request.headers['repr-digest']);
        if (stated !== null && stated !== hex) {
          return refuse(reply, 'digest-mismatch', 'Repr-Digest is not the hash in the path');
        }
        const announced = Number(request.headers['content-length'] ?? 0);
        if (announced > maxBytes) return refuse(reply, 'too-large', `more than ${maxBytes} bytes`);
        const body = request.body instanceof Readable ? request.body : Readable.from([]);
        // Left open when reading stops early: destroying the request would take the answer's connection with it.
        const put = await blobs.put(hex, body.iterator({ destroyOnReturn: false }));
        // What was not read is let through to nowhere, so that the sender comes to read the answer.
        body.resume();
        if (put.ok) return reply.code(put.value === 'created' ? 201 : 200).send();
        switch (put.error.type) {
          case 'DigestMismatch':
            return refuse(reply, 'digest-mismatch', `the bytes hash to ${put.error.found}`);
          case 'TooLarge':
            return refuse(reply, 'too-large', `more than ${put.error.limitBytes} bytes`);
          case 'NoSpace':
            return refuse(reply, 'no-space', 'the disk of the service is full');
          default:
            return assertNever(put.error);
        }
      },
    );
  };
}

/** Hex of the sha-256 in a `Repr-Digest` header (RFC 9530); null when it names none. */
function statedDigest(header: string | string[] | undefined): string | null {
  const base64 = /(?:^|[,\s])sha-256=:([A-Za-z0-9+/=]+):/.exec([header ?? ''].flat().join(','))?.[1];
  return base64 === undefined ? null : Buffer.from(base64, 'base64').toString('hex');
}
