import type { StationError } from '../../contract/errors.ts';
import type { BatchSnapshot } from '../../contract/queries.ts';
import type { Result } from '../../domain/result.ts';
import type { Station } from '../../station/station.ts';
import { reportOf } from '../batch-report.ts';
import { ask, run } from '../client.ts';
import { openCliStation } from '../environment.ts';
import type { Output } from '../output.ts';

export interface StationCommandOptions {
  readonly data: string | null;
}

/** Opens the station without a scanner, does one thing with it, and closes it. */
export async function withStation(
  options: StationCommandOptions,
  output: Output,
  act: (station: Station) => Promise<void>,
): Promise<void> {
  const opened = await openCliStation({
    ...(options.data === null ? {} : { dataFolder: options.data }),
    virtualScanner: 'off',
  });
  if (!opened.ok) return output.failure(opened.error, {});
  try {
    await act(opened.value);
  } finally {
    await opened.value.close();
  }
}

/** `platen batch list` */
export async function listBatches(station: Station, output: Output): Promise<void> {
  const batches = await ask(station, 'batches.list', {});
  if (!batches.ok) return output.failure(batches.error, {});
  for (const { batch, bills, pages, openBills } of batches.value) {
    output.line(
      {
        id: batch.id,
        name: batch.name,
        openedAt: batch.openedAt,
        openedBy: batch.openedBy,
        bills,
        pages,
        openBills,
      },
      `${batch.name}  ${bills} bills, ${openBills} open, ${pages} pages  ${batch.id}`,
    );
  }
}

/** `platen batch show NAME`; without a name the latest. */
export async function showBatch(station: Station, name: string | null, output: Output): Promise<void> {
  const snapshot = await findBatch(station, name);
  if (!snapshot.ok) return output.failure(snapshot.error, { batch: name });
  for (const bill of reportOf(snapshot.value)) {
    output.line(
      { ...bill },
      `${bill.number ?? '(number not read)'}: ${bill.covers} cover, ${bill.invoices} invoices, ${bill.attachments} attachments`,
    );
  }
}

/** `platen batch submit NAME`: every open bill that has nothing wrong; the rest is named with its problem. */
export async function submitBatch(station: Station, name: string | null, output: Output): Promise<void> {
  const snapshot = await findBatch(station, name);
  if (!snapshot.ok) return output.failure(snapshot.error, { batch: name });
  await submitSnapshot(station, snapshot.value, output);
}

export async function submitSnapshot(
  station: Station,
  snapshot: BatchSnapshot,
  output: Output,
): Promise<void> {
  const open = snapshot.bills.filter((bill) => bill.state === 'open');
  if (open.length === 0) return output.failure({ type: 'NothingToSubmit' }, { batch: snapshot.batch.name });
  const numbers = new Map(snapshot.bills.map((bill) => [bill.id, bill.number]));
  const { id: batchId } = snapshot.batch;
  const submitted = await run(station, 'bill.submit', { batchId, billIds: open.map((bill) => bill.id) });
  if (!submitted.ok) return output.failure(submitted.error, { batch: snapshot.batch.name });
  for (const billId of submitted.value.submitted) {
    output.line(
      { type: 'submitted', billId, number: numbers.get(billId) ?? null },
      `submitted ${numbers.get(billId)}`,
    );
  }
  for (const problem of submitted.value.problems) {
    const number = numbers.get(problem.billId) ?? null;
    output.line(
      { ...problem, type: 'problem', problem: problem.type, number },
      `${number ?? problem.billId}: ${problem.type}`,
    );
  }
}

async function findBatch(
  station: Station,
  name: string | null,
): Promise<Result<BatchSnapshot, StationError>> {
  const batches = await ask(station, 'batches.list', {});
  if (!batches.ok) return batches;
  const found =
    name === null
      ? batches.value.toSorted((a, b) => b.batch.openedAt - a.batch.openedAt)[0]
      : batches.value.find(({ batch }) => batch.name === name || batch.id === name);
  if (!found) return { ok: false, error: { type: 'BatchNotFound' } };
  return ask(station, 'batch.snapshot', { batchId: found.batch.id });
}
