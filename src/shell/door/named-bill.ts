import type { StationError } from '../../contract/errors.ts';
import type { BatchSnapshot } from '../../contract/queries.ts';
import type { BillStatus } from '../../contract/queue-shapes.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { StationCaller } from '../station-caller.ts';

export type OpenBill = BatchSnapshot['bills'][number] & { readonly batch: BatchSnapshot };

/** The bill of this number that is still worked on, with its batch; null where there is none. */
export async function openBillOf(
  station: StationCaller,
  number: string,
): Promise<Result<OpenBill | null, StationError>> {
  const named = await station.ask('bill.named', { number });
  if (!named.ok) return named;
  const { open } = named.value;
  if (open === null) return ok(null);
  const batch = await station.ask('batch.snapshot', { batchId: open.batchId });
  if (!batch.ok) return batch;
  const bill = batch.value.bills.find(({ id }) => id === open.billId);
  return ok(bill ? { ...bill, batch: batch.value } : null);
}

/** Where the newest submission of a bill number stands; null where none was submitted. */
export async function statusOf(
  station: StationCaller,
  number: string,
): Promise<Result<BillStatus | null, StationError>> {
  const named = await station.ask('bill.named', { number });
  return named.ok ? ok(named.value.status) : named;
}
