import { z } from 'zod';
import { type Held, sentStandings } from '../domain/rules/bill-standing.ts';
import { stationError } from './errors.ts';
import { matchResult } from './matching-shapes.ts';
import { batchId, billId } from './shapes.ts';
import { billReturn, handOverState } from './wire.ts';

const sign = { by: z.string(), at: z.int() };
export const held = z.discriminatedUnion('type', [
  z.object({ type: z.literal('mending'), ...sign }),
  z.object({
    type: z.literal('exported'),
    ...sign,
    file: z.string(),
    from: z.enum(['queued', 'parked']),
  }),
  z.object({ type: z.literal('discarded'), ...sign, reason: z.string() }),
]) satisfies z.ZodType<Held>;

/** Where a submitted bill stands on its way to the service and back. */
export const billStatus = z.object({
  billId,
  batchId,
  number: z.string(),
  revision: z.int(),
  stage: z.enum(['queued', 'sending', 'accepted', 'matched', 'unmatched', 'parked']),
  attempts: z.int(),
  /** Instant of the next try while queued after a failure. */
  nextTryAt: z.int().nullable(),
  error: stationError.nullable(),
  /** What a person decided of a parked revision; null: nothing. */
  held: held.nullable(),
  /** The station it came from by a file; null: it is this station's own. */
  origin: z.string().nullable(),
  bytesTotal: z.int(),
  bytesSent: z.int(),
  results: z.array(matchResult).nullable(),
  /** Why this revision was sent back for re-scan; null: it was not. */
  returned: billReturn.nullable(),
  /** How it stands on its way to the ERP; null while nothing of it is to be handed over. */
  handOver: handOverState.nullable(),
  updatedAt: z.int(),
});
export type BillStatus = z.infer<typeof billStatus>;

/** A line of the queue: where a bill's latest revision stands, without what only its own page shows. */
export const queueLine = billStatus.omit({ results: true }).extend({
  standing: z.enum(sentStandings),
  batchName: z.string(),
  pages: z.int(),
  /** `first`: goes before the others that wait. */
  urgency: z.enum(['first', 'usual']),
  /** Its place in the list; the later it was submitted the greater. */
  stationSeq: z.int(),
});
export type QueueLine = z.infer<typeof queueLine>;

/** Bills by where they stand, and the bytes of those still to be sent. */
export const queueTotals = z.object({
  counts: z.partialRecord(z.enum(sentStandings), z.int()),
  bytesTotal: z.number(),
  bytesSent: z.number(),
});
export type QueueTotals = z.infer<typeof queueTotals>;

/** Whether the queue sends, and how fast at most; null: as fast as it goes. */
export const queuePace = z.object({
  state: z.enum(['running', 'paused']),
  kilobytesPerSecond: z.int().min(1).max(1_000_000).nullable(),
});
export type QueuePace = z.infer<typeof queuePace>;
