import type { BatchId, BillId } from '../ids.ts';
import type { EpochMs } from '../units.ts';
import { emptySchemeBook, type SchemeBook, schemeOf } from './scheme.ts';

/** An invoice that went out with a bill of this station before. */
export interface SubmittedInvoice {
  /** As `invoiceKey` makes it. */
  readonly key: string;
  readonly billId: BillId;
  readonly billNumber: string;
  readonly batchId: BatchId;
  readonly batchName: string;
  readonly at: EpochMs;
}

/** Whether a bill may go without a cover. */
export type Coverless = 'refused' | 'allowed';

/** What bears on submitting bills and stands in no tree: only the station knows it, and tells it to whoever checks. */
export interface GateFacts {
  /** For bills without a scheme. */
  readonly coverless: Coverless;
  readonly schemes: SchemeBook;
  /** Those that are on open bills of the batch; others may be among them and mean nothing. */
  readonly submitted: readonly SubmittedInvoice[];
}

/** A station as it is set up usually, that has sent nothing yet. */
export const usualGate: GateFacts = { coverless: 'refused', schemes: emptySchemeBook, submitted: [] };

/** Whether a bill of this number may go without a cover: its scheme says, else the station. */
export function coverlessFor(
  facts: Pick<GateFacts, 'coverless' | 'schemes'>,
  billNumber: string | null,
): Coverless {
  const scheme = schemeOf(facts.schemes, billNumber);
  if (scheme === null) return facts.coverless;
  return scheme.cover === 'needed' ? 'refused' : 'allowed';
}
