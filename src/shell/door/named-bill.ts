import type { StationError } from '../../contract/errors.ts';
import type { BatchSnapshot, BillStatus } from '../../contract/queries.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { StationCaller } from '../station-caller.ts';

export type OpenBill = BatchSnapshot['bills'][number] & { readonly batch: BatchSnapshot };

/** The bill of this number that is still worked on, newest batch first; null where there is none. */
export async function openBillOf(
  station: StationCaller,
  number: string,
): Promise<Result<OpenBill | null, StationError>> {
  const batches = await station.ask('batches.list', {});
  if (!batches.ok) return batches;
  const open = batches.value
    .filter(({ openBills }) => openBills > 0)
    .toSorted((a, b) => b.batch.openedAt - a.batch.openedAt);
  for (const { batch } of open) {
    const snapshot = await station.ask('batch.snapshot', { batchId: batch.id });
    if (!snapshot.ok) return snapshot;
    const bill = snapshot.value.bills.find((one) => one.number === number && one.state === 'open');
    if (bill) return ok({ ...bill, batch: snapshot.value });
  }
  return ok(null);
}

/** Where the newest submission of a bill number stands; null where none was submitted. */
export async function statusOf(
  station: StationCaller,
  number: string,
): Promise<Result<BillStatus | null, StationError>> {
  const queue = await station.ask('queue.list', {});
  if (!queue.ok) return queue;
  const statuses = queue.value.filter((status) => status.number === number);
  return ok(statuses.toSorted((a, b) => b.updatedAt - a.updatedAt)[0] ?? null);
}
