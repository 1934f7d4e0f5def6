import type { BillStatus } from '../../contract/queue-shapes.ts';
import type { Station } from '../../station/station.ts';
import { ask, run } from '../client.ts';
import { type Output, wordsOf } from '../output.ts';

/** `platen queue`: where every submitted bill stands. */
export async function listQueue(station: Station, output: Output): Promise<void> {
  const queue = await ask(station, 'queue.list', {});
  if (!queue.ok) return output.failure(queue.error, {});
  for (const status of queue.value) output.line({ ...status }, words(status));
}

/** `platen sync`: sends what waits, now, and says how each bill came out. Parked bills count as failed. */
export async function syncNow(station: Station, output: Output): Promise<void> {
  const retried = await run(station, 'queue.retry', { billId: null });
  if (!retried.ok) return output.failure(retried.error, {});
  await station.synced();
  const queue = await ask(station, 'queue.list', {});
  if (!queue.ok) return output.failure(queue.error, {});
  for (const status of queue.value) {
    const isOpen = status.stage === 'parked' || status.stage === 'queued' || status.stage === 'sending';
    if (isOpen && status.error) output.failure(status.error, { number: status.number, stage: status.stage });
    else output.line({ ...status }, words(status));
  }
}

function words(status: BillStatus): string {
  const { number, revision, stage, error } = status;
  return `${number} revision ${revision}: ${stage}${error ? `, ${wordsOf(error)}` : ''}`;
}
