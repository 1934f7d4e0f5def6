import { z } from 'zod';
import type { Coverless, GateFacts } from '../domain/rules/gate.ts';
import type { Problem } from '../domain/rules/problem.ts';
import { schemeBook } from './matching-shapes.ts';
import { batchId, billId, captureJobId, documentId, list, pageId, qualityFault } from './shapes.ts';

export const coverless = z.enum(['refused', 'allowed']) satisfies z.ZodType<Coverless>;

export const gateFacts = z.object({
  coverless,
  schemes: schemeBook,
  submitted: list(
    z.object({
      key: z.string(),
      billId,
      billNumber: z.string(),
      batchId,
      batchName: z.string(),
      at: z.int(),
    }),
  ),
}) satisfies z.ZodType<GateFacts>;

export const problem = z.discriminatedUnion('type', [
  z.object({ type: z.literal('NumberMissing'), billId }),
  z.object({ type: z.literal('NumberDoubled'), billId, number: z.string(), otherBillId: billId }),
  z.object({ type: z.literal('PaperPending'), billId, by: z.string() }),
  z.object({ type: z.literal('CoverMissing'), billId }),
  z.object({ type: z.literal('BillEmpty'), billId }),
  z.object({ type: z.literal('PageUnread'), billId, pageId }),
  /** The page was given up after its tries; its original is whole. */
  z.object({ type: z.literal('PageParked'), billId, pageId, detail: z.string() }),
  /** The original no longer reads as it was taken, and no good copy was found. */
  z.object({ type: z.literal('PageDamaged'), billId, pageId }),
  /** The page fails the policy and nobody has accepted it by name. */
  z.object({ type: z.literal('QualityUnaccepted'), billId, pageId, faults: list(qualityFault) }),
  z.object({ type: z.literal('InvoiceUnread'), billId, documentId }),
  z.object({
    type: z.literal('InvoiceDoubled'),
    billId,
    documentId,
    otherDocumentId: documentId,
    number: z.string(),
  }),
  z.object({
    type: z.literal('InvoiceSubmittedBefore'),
    billId,
    documentId,
    number: z.string(),
    otherBillNumber: z.string(),
    batchName: z.string(),
    at: z.int(),
  }),
  /** The sheets of a stack are not as many as were counted by hand, and nobody has said that this is right. */
  z.object({
    type: z.literal('CountDiffers'),
    billId,
    captureJobId,
    counted: z.int(),
    fed: z.int(),
  }),
]) satisfies z.ZodType<Problem>;
