import { z } from 'zod';
import { matchResult } from './matching-shapes.ts';
import { sha256 } from './shapes.ts';
import { manifest } from './wire.ts';

/* What Platen tells an ERP that speaks its own protocol or takes its webhook, and what it hears back (docs/ERP.md). */

/** A bill as it is handed over. `handOverId` is the same for every delivery of the same revision. */
export const submittedBill = z.object({
  v: z.literal(1),
  handOverId: z.string().min(1),
  stationId: z.string(),
  billUuid: z.uuid(),
  revision: z.int().positive(),
  billNumber: z.string(),
  billType: z.string().nullable(),
  erpBillId: z.string().nullable(),
  operator: z.string(),
  /** In their order; pages by the hash of their finished picture. */
  documents: manifest.shape.documents,
  results: z.array(matchResult),
});
export type SubmittedBill = z.infer<typeof submittedBill>;

/** What the ERP answers to a submitted bill, now and whenever it is asked again. */
export const submittedBillReceipt = z.object({
  handOverId: z.string(),
  /** SHA-256 of the body it took: proof that it took this one. */
  digest: sha256,
  /** `received`: kept, not worked off yet. */
  state: z.enum(['received', 'posted', 'rejected']),
  /** The ERP's own name for it. */
  reference: z.string().nullable(),
  /** For `rejected`: what a person has to change. */
  reason: z.string().nullable(),
});

/** A refusal of an ERP that speaks the protocol. A 404 without it does not come from one. */
export const erpRefusal = z.object({
  error: z.enum(['not-found', 'conflict', 'missing-blobs', 'invalid', 'unauthorized', 'unavailable']),
  detail: z.string(),
  missing: z.array(sha256).nullable(),
});

/** The body of the webhook `bill.submitted`. */
export const billSubmittedEvent = z.object({
  type: z.literal('bill.submitted'),
  /** When this delivery was made, ISO 8601. */
  timestamp: z.iso.datetime(),
  data: submittedBill,
});
