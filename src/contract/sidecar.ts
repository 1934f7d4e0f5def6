import { z } from 'zod';
import { batchId, captureJobId, imageFile, pageId, sideInfo } from './shapes.ts';

/**
 * What lies beside each original: enough to make its page anew from files alone. Written and flushed with the picture,
 * before its row.
 */
export const sidecar = z.object({
  pageId,
  batchId,
  captureJobId,
  feed: z.int(),
  sheet: z.int(),
  side: z.enum(['front', 'back']),
  deviceSays: sideInfo.nullable(),
  at: z.int(),
  operator: z.string(),
  /** Pages the batch had before it: the order of a batch, whatever a clock said. */
  sequence: z.int(),
  batchName: z.string(),
  source: z.object({ name: z.string(), pageNumber: z.int() }).nullable(),
  original: imageFile,
  dpi: z.number(),
  dpiBy: z.enum(['device', 'file', 'assumed']),
  grouping: z.enum(['split', 'whole']),
});
export type Sidecar = z.infer<typeof sidecar>;
