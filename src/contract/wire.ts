import { z } from 'zod';
import { documentKind, expectedInvoice, invoiceFields, matchResult, sha256 } from './shapes.ts';

/* What crosses between station and match service (docs/SPEC.md, "Sync"). Canonical JSON: keys sorted, no white space. */

export const manifest = z.object({
  v: z.literal(1),
  billUuid: z.uuid(),
  revision: z.int().positive(),
  /** SHA-256 of the canonical manifest of revision n-1; null for the first. */
  previousDigest: sha256.nullable(),
  billNumber: z.string(),
  /** Counts submissions of this station; order never comes from a clock. */
  stationSeq: z.int().positive(),
  operator: z.string(),
  wallTime: z.int(),
  appVersion: z.string(),
  documents: z.array(
    z.object({
      documentUuid: z.uuid(),
      kind: documentKind,
      category: z.string().nullable(),
      /** Of the first page that carries any: later pages of a merged invoice take no part in matching. */
      invoices: z.array(invoiceFields),
      pages: z.array(
        z.object({
          pageUuid: z.uuid(),
          sha256,
          mime: z.string(),
          bytes: z.int(),
          width: z.int(),
          height: z.int(),
          dpi: z.number(),
          side: z.enum(['front', 'back']),
          originalSha256: sha256,
        }),
      ),
    }),
  ),
});
export type Manifest = z.infer<typeof manifest>;

export const receipt = z.object({
  stationId: z.string(),
  billUuid: z.uuid(),
  revision: z.int(),
  digest: sha256,
  receivedAt: z.int(),
  receiptId: z.string(),
});
export type Receipt = z.infer<typeof receipt>;

export const billState = z.object({
  billUuid: z.uuid(),
  latestRevision: z.int(),
  digest: sha256,
  receipt,
  outcome: z.enum(['accepted', 'matched', 'unmatched']),
  results: z.array(matchResult),
});
export type BillState = z.infer<typeof billState>;

/** One page of changes since a cursor; ask again with `cursor` while `hasMore`. */
export const changesPage = z.object({
  cursor: z.int(),
  hasMore: z.boolean(),
  changes: z.array(
    z.discriminatedUnion('type', [
      z.object({ type: z.literal('bill'), state: billState }),
      z.object({ type: z.literal('expected'), billNumber: z.string(), invoices: z.array(expectedInvoice) }),
    ]),
  ),
});
export type ChangesPage = z.infer<typeof changesPage>;

export const missingBlobsRequest = z.object({ hashes: z.array(sha256).max(1000) });
export const missingBlobsReply = z.object({ missing: z.array(sha256) });

/**
 * Answer to an unauthenticated `GET /v1/health`. `serviceId` names the service's store: cursors of one mean nothing to
 * another.
 */
export const healthReply = z.object({ status: z.literal('ok'), v: z.literal(1), serviceId: z.uuid() });
export type HealthReply = z.infer<typeof healthReply>;

/** Answer to `POST /v1/expected`: bill numbers given, those whose invoices changed, bills matched anew. */
export const expectedReply = z.object({ billNumbers: z.int(), changed: z.int(), rematched: z.int() });

/** Error body of the service, always JSON. */
export const serviceError = z.object({
  error: z.enum([
    'digest-mismatch',
    'too-large',
    'no-space',
    'revision-conflict',
    'revision-gap',
    'missing-blobs',
    'invalid',
    'unauthorized',
    'not-found',
    'internal',
  ]),
  detail: z.string(),
  missing: z.array(sha256).nullable(),
  latest: z.int().nullable(),
});
export type ServiceError = z.infer<typeof serviceError>;
