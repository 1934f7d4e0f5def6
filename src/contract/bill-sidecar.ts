import { z } from 'zod';
import { billStatus } from './queue-shapes.ts';
import { batch, bill, document, page, sha256 } from './shapes.ts';
import { manifest, receipt } from './wire.ts';

/** A revision owed to the service, with how far it has come. */
const outboxEntry = billStatus.extend({
  stationSeq: z.int(),
  manifest,
  digest: sha256,
  receipt: receipt.nullable(),
});

/**
 * What lies of each bill in a file of its own: what persons made of its pages, and what was sent of it. Written after the
 * commit. In the file the pages stand behind the rest, a line each, so that a bill of thousands of pages is written step by
 * step.
 */
export const billSidecar = z.object({
  v: z.literal(1),
  /** The station's name at the service: bills are kept there under it. */
  stationId: z.string().nullable(),
  /** Null where the bill is in no batch here, and its revisions are all there is. */
  tree: z
    .object({
      batch,
      /** The batch's, when this was so. */
      revision: z.int(),
      bill,
      documents: z.array(document),
      pages: z.array(page),
    })
    .nullable(),
  outbox: z.array(outboxEntry),
});
export type BillSidecar = z.infer<typeof billSidecar>;
