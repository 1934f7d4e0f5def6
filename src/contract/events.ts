import { z } from 'zod';
import { expectedInvoice } from './matching-shapes.ts';
import { captureJob, history, sessionState, stationStatus } from './queries.ts';
import { billStatus } from './queue-shapes.ts';
import { batchId, categoryList, treeDiff } from './shapes.ts';
import { gateFacts } from './submit-shapes.ts';

/** What a change does to the history; of a new step the change's own diff is what undo takes back. */
const stepChange = z.discriminatedUnion('type', [
  z.object({ type: z.literal('push'), seq: z.int() }),
  z.object({ type: z.literal('undo'), seq: z.int() }),
  z.object({ type: z.literal('redo'), seq: z.int() }),
  z.object({ type: z.literal('drop'), seqs: z.array(z.int()).readonly() }),
  z.object({ type: z.literal('none') }),
]);

/** What the station tells every shell after the fact is durable. */
export const stationEvent = z.discriminatedUnion('type', [
  /** Apply if `revision` is the one after yours, else fetch the snapshot. */
  z.object({
    type: z.literal('batch.changed'),
    batchId,
    revision: z.int(),
    diff: treeDiff,
    step: stepChange,
    history,
  }),
  z.object({ type: z.literal('capture.changed'), job: captureJob }),
  /** Where these bills stand now; what was stored together is told together. */
  z.object({ type: z.literal('bill.status'), statuses: z.array(billStatus) }),
  /** The order of the queue, or its pace, is another. */
  z.object({ type: z.literal('queue.changed') }),
  /** How far an export or import of bills is, in bytes of images; `state` ends it, however it ended. */
  z.object({
    type: z.literal('queue.transfer'),
    what: z.enum(['export', 'import']),
    state: z.enum(['running', 'ended']),
    bytesDone: z.number(),
    bytesTotal: z.number(),
  }),
  z.object({ type: z.literal('expected.changed'), batchId, expected: z.array(expectedInvoice) }),
  /** What only the station knows of what holds bills back, whole. */
  z.object({ type: z.literal('gate.changed'), batchId, facts: gateFacts }),
  /** A re-run of the cleanup; `done` equals `total` at its end, also when cancelled. */
  z.object({ type: z.literal('cleanup.progress'), batchId, done: z.int(), total: z.int() }),
  /** The list that is in force from now on. */
  z.object({ type: z.literal('categories.changed'), list: categoryList }),
  /** The service told other schemes; they are to be asked for. */
  z.object({ type: z.literal('schemes.changed') }),
  /** Files of the watched folder became a batch. */
  z.object({
    type: z.literal('hotFolder.batch'),
    batchId,
    name: z.string(),
    files: z.int(),
    failed: z.int(),
  }),
  /** A link came from outside, to be taken by one window. */
  z.object({ type: z.literal('link.arrived') }),
  /** Somebody signed in or out, locked or unlocked, or the operators changed. */
  z.object({ type: z.literal('session.changed'), session: sessionState }),
  z.object({ type: z.literal('station.status'), status: stationStatus }),
]);
export type StationEvent = z.infer<typeof stationEvent>;
