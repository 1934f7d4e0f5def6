import { z } from 'zod';
import { expectedInvoice, invoiceForm, matchResult, schemeBook } from './matching-shapes.ts';
import { categories, documentKind, invoiceFields, sha256 } from './shapes.ts';

/* What crosses between station and match service (docs/SPEC.md, "Sync"). Canonical JSON: keys sorted, no white space. */

/**
 * The newest entry of a station's audit trail with the hash of it and all before it (docs/SPEC.md, "Audit trail").
 * `before`: what the trail says today of the entry told with the submission before; `hash` null where it is gone.
 */
export const auditHead = z.object({
  entry: z.int().positive(),
  hash: sha256,
  before: z.object({ entry: z.int().positive(), hash: sha256.nullable() }).nullable(),
});
export type AuditHead = z.infer<typeof auditHead>;

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
  /** Name of the batch it was captured in; older stations do not say. */
  batch: z.string().optional(),
  wallTime: z.int(),
  appVersion: z.string(),
  /** How the audit trail stood. Stations from before it was chained do not say. */
  audit: auditHead.optional(),
  documents: z.array(
    z.object({
      documentUuid: z.uuid(),
      kind: documentKind,
      category: z.string().nullable(),
      /** How the document came; older stations do not say. */
      form: invoiceForm.optional(),
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

/**
 * How a bill's latest revision stands on its way to the ERP. `waiting`: matched, and its scheme leaves the submitting to
 * a person. `reason` says why it failed, or why it is still under way after a first try.
 */
export const handOverState = z.object({
  /** The same for all attempts at this revision; '' where an older service told it. */
  id: z.string().default(''),
  /** How often it was sent by now: with the id it names what a person saw. */
  attempt: z.int().nonnegative().default(0),
  state: z.enum(['waiting', 'submitting', 'submitted', 'submit-failed']),
  reason: z.string().nullable(),
  /** `unknown`: the ERP may have it; sending again may double it there. */
  fate: z.enum(['open', 'accepted', 'refused', 'unknown']),
  /** What the ERP calls it. */
  reference: z.string().nullable(),
  /** The connector the service hands over by (`kingdee`, `platen`, `webhook`); '' where an older service told it. */
  connector: z.string().default(''),
  changedAt: z.int(),
});
export type HandOverState = z.infer<typeof handOverState>;

/**
 * A bill sent back for re-scan (退扫), by the ERP or a checker. It is about one revision and ends with the next. `pages`:
 * those it is about, where they were named.
 */
export const billReturn = z.object({
  revision: z.int().positive(),
  by: z.string(),
  at: z.int(),
  reason: z.string(),
  pages: z.array(z.object({ pageUuid: z.uuid(), reason: z.string() })),
});
export type BillReturn = z.infer<typeof billReturn>;

export const billState = z.object({
  billUuid: z.uuid(),
  latestRevision: z.int(),
  digest: sha256,
  receipt,
  outcome: z.enum(['accepted', 'matched', 'unmatched']),
  results: z.array(matchResult),
  /** Null while nothing of it is to be handed over: not matched, or the service has no ERP. */
  handOver: handOverState.nullable().default(null),
  returned: billReturn.nullable().default(null),
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
      /** The attachment categories of all stations, in their order; none: each station keeps its own. */
      z.object({ type: z.literal('categories'), categories }),
      /** All schemes with the types of bills they are for, in place of those before. */
      z.object({ type: z.literal('schemes'), book: schemeBook }),
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

/** One bill as the ERP announces it. A bill without invoices is expected too: then nothing may be scanned as an invoice. */
export const expectedBill = z.object({
  billNumber: z.string(),
  /** Code of the bill type, which chooses the scheme; null when the ERP does not say. */
  billType: z.string().max(100).nullable().default(null),
  /** The ERP's own unchanging id of the bill. */
  erpBillId: z.string().max(200).nullable().default(null),
  invoices: z.array(expectedInvoice),
});

/**
 * Body of `POST /v1/stations/{id}/bills/{uuid}/submit`: the revision a person saw and wants in the ERP. With `seen`, his
 * word counts for that attempt at that hand-over alone: said again, late or by a replay, it starts nothing. Older stations
 * do not say.
 */
export const submitRequest = z.object({
  revision: z.int().positive(),
  seen: handOverState.pick({ id: true, attempt: true, fate: true }).optional(),
});
export type SubmitRequest = z.infer<typeof submitRequest>;

/** Body of `POST /v1/stations/{id}/bills/{uuid}/return`: the revision that is sent back, by whom and why. */
export const returnRequest = billReturn.omit({ at: true }).extend({
  by: z.string().trim().min(1).max(100),
  reason: z.string().trim().min(1).max(1000),
  pages: z
    .array(z.object({ pageUuid: z.uuid(), reason: z.string().max(1000) }))
    .max(1000)
    .default([]),
});

/**
 * Answer to `GET /v1/erp`: the connector (null: none), whether bills nobody announced go to it, bills by where they are,
 * and why what was tried last is not there yet.
 */
export const erpStand = z.object({
  connector: z.string().nullable(),
  unannounced: z.enum(['wait', 'hand-over']),
  waiting: z.int(),
  underWay: z.int(),
  failed: z.int(),
  reason: z.string().nullable(),
});
export type ErpStand = z.infer<typeof erpStand>;

/** Answer to `POST /v1/erp/test`. `detail`: in the ERP's or the system's own words, without secrets. */
export const erpTest = z.object({
  outcome: z.enum(['ready', 'no-secret', 'refused', 'unreachable', 'not-askable', 'no-erp']),
  detail: z.string(),
});
export type ErpTest = z.infer<typeof erpTest>;

/**
 * Answer to `POST /v1/stations/{id}/bills/{uuid}/match-page`: the ERP's own page of how the bill matches. The address has a
 * key in it that lets in whoever opens it: it goes to the system's browser, and is kept and logged nowhere. `detail`: why
 * there is none, in the ERP's or the system's own words, without secrets.
 */
export const matchPage = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('page'), address: z.url({ protocol: /^https?$/ }) }),
  z.object({
    outcome: z.enum(['not-there', 'no-page', 'no-secret', 'refused', 'not-given', 'unreachable']),
    detail: z.string(),
  }),
]);
export type MatchPage = z.infer<typeof matchPage>;

/** Answer to `PUT /v1/categories`: how many there are, and whether that is news to the stations. */
export const categoriesReply = z.object({ categories: z.int(), isChanged: z.boolean() });

/** Answer to `PUT /v1/schemes`: how many there are, whether that is news, and bills matched anew by it. */
export const schemesReply = z.object({
  schemes: z.int(),
  billTypes: z.int(),
  isChanged: z.boolean(),
  rematched: z.int(),
});

/** Error body of the service, always JSON. */
export const serviceError = z.object({
  error: z.enum([
    'digest-mismatch',
    'too-large',
    'no-space',
    'revision-conflict',
    'revision-gap',
    'not-matched',
    'verdict-changed',
    'already-decided',
    'held-elsewhere',
    'handed-over',
    'erp-keeps',
    'in-use',
    'changed-meanwhile',
    'missing-blobs',
    'invalid',
    'unauthorized',
    'forbidden',
    'code-refused',
    'enrolled-otherwise',
    'enrolment-ended',
    'too-many-tries',
    'not-found',
    'internal',
    'busy',
  ]),
  detail: z.string(),
  missing: z.array(sha256).nullable(),
  latest: z.int().nullable(),
});
export type ServiceError = z.infer<typeof serviceError>;
