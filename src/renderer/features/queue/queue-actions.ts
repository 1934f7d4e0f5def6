import type { QueueLine } from '../../../contract/queue-shapes.ts';
import type { BatchId, BillId } from '../../../domain/ids.ts';
import { openBatch } from '../../actions/capturing.ts';
import { told } from '../../actions/context.ts';
import { goToBill } from '../../actions/navigation.ts';
import { contextOf, type Workbench } from '../../actions/workbench-provider.tsx';
import { notify } from '../../actions/workbench-state.ts';

/* What an operator does with bills of the queue. What goes wrong is told. */

/** Takes these up again now: parked ones, and those that wait for their next try; null: all. */
export async function retryNow(workbench: Workbench, billIds: readonly BillId[] | null): Promise<void> {
  for (const billId of billIds ?? [null]) {
    const result = await workbench.station.client.run('queue.retry', { billId });
    if (!told(contextOf(workbench), result)) return;
  }
}

export async function setUrgency(
  workbench: Workbench,
  of: { readonly billIds: readonly BillId[] } | { readonly batchId: BatchId },
  urgency: QueueLine['urgency'],
): Promise<void> {
  const result = await workbench.station.client.run('queue.setUrgency', { of, urgency });
  if (!told(contextOf(workbench), result)) return;
  notify(workbench.ui, { type: 'done', key: `queue.done.${urgency}`, params: { count: result.value.bills } });
}

/** These are not to be sent any more; the reason stays with them. */
export async function discard(
  workbench: Workbench,
  billIds: readonly BillId[],
  reason: string,
): Promise<void> {
  const result = await workbench.station.client.run('queue.discard', { billIds, reason });
  if (!told(contextOf(workbench), result)) return;
  notify(workbench.ui, { type: 'done', key: 'queue.done.discard', params: { count: result.value.bills } });
}

/** What was discarded, or handed to another station, is this station's again. */
export async function takeBack(workbench: Workbench, billIds: readonly BillId[]): Promise<void> {
  const result = await workbench.station.client.run('queue.takeBack', { billIds });
  if (!told(contextOf(workbench), result)) return;
  notify(workbench.ui, { type: 'done', key: 'queue.done.takeBack', params: { count: result.value.bills } });
}

export async function setQueueState(workbench: Workbench, state: 'running' | 'paused'): Promise<void> {
  told(contextOf(workbench), await workbench.station.client.run('queue.setState', { state }));
}

export async function setLimit(workbench: Workbench, kilobytesPerSecond: number | null): Promise<void> {
  told(contextOf(workbench), await workbench.station.client.run('queue.setLimit', { kilobytesPerSecond }));
}

/** Opens the bill's batch, and stands on the bill. */
export async function openBill(workbench: Workbench, line: QueueLine): Promise<void> {
  const context = contextOf(workbench);
  const isOpen = context.batch?.tree.batch.id === line.batchId;
  if (!isOpen && !(await openBatch(context, line.batchId))) return;
  goToBill(contextOf(workbench), line.billId);
  workbench.ui.set(({ focusTree }) => ({ panel: null, focusTree: focusTree + 1 }));
}
