import { z } from 'zod';
import { billStatus, captureJob, stationStatus } from './queries.ts';
import { batchId, expectedInvoice, treeDiff } from './shapes.ts';

/** What the station tells every shell after the fact is durable. */
export const stationEvent = z.discriminatedUnion('type', [
  /** Apply if `revision` is the one after yours, else fetch the snapshot. */
  z.object({
    type: z.literal('batch.changed'),
    batchId,
    revision: z.int(),
    diff: treeDiff,
    history: z.object({ undo: z.string().nullable(), redo: z.string().nullable() }),
  }),
  z.object({ type: z.literal('capture.changed'), job: captureJob }),
  z.object({ type: z.literal('bill.status'), status: billStatus }),
  z.object({ type: z.literal('expected.changed'), batchId, expected: z.array(expectedInvoice) }),
  /** A re-run of the cleanup; `done` equals `total` at its end, also when cancelled. */
  z.object({ type: z.literal('cleanup.progress'), batchId, done: z.int(), total: z.int() }),
  /** Files of the watched folder became a batch. */
  z.object({
    type: z.literal('hotFolder.batch'),
    batchId,
    name: z.string(),
    files: z.int(),
    failed: z.int(),
  }),
  z.object({ type: z.literal('station.status'), status: stationStatus }),
]);
export type StationEvent = z.infer<typeof stationEvent>;
