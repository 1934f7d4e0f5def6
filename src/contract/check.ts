import { z } from 'zod';
import type { ScanName } from '../domain/rules/decisions.ts';
import { expectedInvoice } from './matching-shapes.ts';
import { billId, documentId, expectedInvoiceId, invoiceFields, sha256 } from './shapes.ts';
import { billState } from './wire.ts';

/* Manual check (人工核签): what crosses between window, station and service. */

const scanName = z.object({
  documentId,
  code: z.string().nullable(),
  number: z.string(),
}) satisfies z.ZodType<ScanName>;

/** The bill that is checked. `stationId`: whose it is, where it is another station's; left out, this one's. */
export const checkedBill = z.object({
  billId,
  stationId: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,64}$/)
    .optional(),
});
export type CheckedBill = z.infer<typeof checkedBill>;

const reason = z.string().trim().max(500);
const why = reason.min(1);

/** What a person decides. Where there is no paper, or a scan is not to count, a reason is needed. */
export const decisionContent = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('pair'),
    expectedId: expectedInvoiceId,
    scan: scanName,
    reason: reason.nullable(),
  }),
  z.object({ type: z.literal('no-paper'), expectedId: expectedInvoiceId, reason: why }),
  z.object({ type: z.literal('set-aside'), scan: scanName, reason: why }),
]);
export type DecisionContent = z.infer<typeof decisionContent>;

/** `verdict`: what the person saw, as `checkReply` named it; another one there refuses the decision. */
export const decideRequest = z.object({
  operator: z.string().trim().min(1).max(100),
  verdict: sha256,
  decision: decisionContent,
});
export const undoRequest = decideRequest.omit({ decision: true });

/** Why a decision no longer holds. `superseded`: the machine pairs what it was about by itself now. */
export const dropReasons = ['expected-changed', 'scan-changed', 'superseded'] as const;

/** A decision as it is kept; never deleted. */
export const keptDecision = z.object({
  id: z.uuid(),
  content: decisionContent,
  /** The number of the invoice it is about. */
  number: z.string(),
  revision: z.int(),
  by: z.string(),
  at: z.int(),
  state: z.enum(['in-force', 'undone', 'dropped']),
  /** Null while it is in force; of a dropped one nobody ended it. */
  ended: z.object({ by: z.string().nullable(), at: z.int(), why: z.enum(dropReasons).nullable() }).nullable(),
});
export type KeptDecision = z.infer<typeof keptDecision>;

/** One invoice as it was scanned, with the pages of its document. */
export const checkScan = z.object({
  name: scanName,
  invoice: invoiceFields,
  pages: z.array(z.object({ pageUuid: z.uuid(), sha256 })),
});
export type CheckScan = z.infer<typeof checkScan>;

/** Everything a person needs to check a bill by hand. */
export const checkReply = z.object({
  billNumber: z.string(),
  state: billState,
  /** Names the verdict of `state`; to be given back with a decision. */
  verdict: sha256,
  expected: z.array(expectedInvoice),
  scans: z.array(checkScan),
  /** The latest first. */
  decisions: z.array(keptDecision),
});
export type CheckReply = z.infer<typeof checkReply>;
