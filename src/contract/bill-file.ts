import { z } from 'zod';
import { batch, batchId, bill, billId, document, page, sha256 } from './shapes.ts';
import { receipt } from './wire.ts';

/*
 * A file that takes bills from one station to another: a zip of `index.json`, a `bills/{uuid}.json` each, and
 * `images/{sha256}`. Nothing in it is packed. The index names the hash of every other entry.
 */

/** The newest version this program writes and reads. */
export const billFileVersion = 1;

/** Of any version: what tells a file of bills from every other. */
export const billFileHead = z.object({ format: z.literal('platen-bills'), v: z.int().positive() });

export const billFileIndex = billFileHead.extend({
  appVersion: z.string(),
  exportedAt: z.int(),
  operator: z.string(),
  bills: z.array(z.object({ billId, sha256 })).min(1),
  images: z.array(z.object({ sha256, bytes: z.int().nonnegative() })),
});
export type BillFileIndex = z.infer<typeof billFileIndex>;

export const carriedBill = z.object({
  /** The station whose the bill is: it goes to the service under this name, whoever sends it. */
  stationId: z.string().regex(/^[A-Za-z0-9._-]{1,64}$/),
  batchId,
  number: z.string(),
  /** Null where the batch is no longer at the station: then the submitted pages are all there is. */
  tree: z.object({ batch, bill, documents: z.array(document), pages: z.array(page) }).nullable(),
  /** All revisions, the oldest first; `receipt`: what the service said of one. */
  revisions: z
    .array(
      z.object({
        /** Canonical JSON, byte for byte as it is sent. */
        manifest: z.string(),
        digest: sha256,
        receipt: receipt.nullable(),
      }),
    )
    .min(1),
  /** What was done to the bill at its station, for whoever has to look. */
  audit: z.array(z.object({ at: z.int(), operator: z.string(), act: z.string(), detail: z.string() })),
});
export type CarriedBill = z.infer<typeof carriedBill>;
