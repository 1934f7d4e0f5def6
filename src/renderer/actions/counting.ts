import type { CaptureJobId } from '../../domain/ids.ts';
import { type StackCount, stackOf } from '../../domain/rules/count.ts';
import type { OpenBatch } from '../station/projection.ts';
import { capturesOfStack, stackEnd } from '../station/stacks.ts';
import { goOn } from './capturing.ts';
import { type ActionContext, told } from './context.ts';

/* Sheets counted by hand against sheets the feeder took, over a whole stack. */

export function countOf(batch: OpenBatch, captureJobId: CaptureJobId): StackCount | null {
  return stackOf([...batch.captureJobs.values()], captureJobId);
}

/** The stack whose count is open and has fewer sheets than were counted. */
export function stackWithMissing(context: ActionContext): CaptureJobId | null {
  const { batch, ui } = context;
  const count = batch && ui.countOf && countOf(batch, ui.countOf);
  if (count?.state !== 'differs') return null;
  return count.fed < (count.counted ?? 0) ? count.first : null;
}

/** The sheets that were not fed, behind those that were: one stack. */
export async function goOnWithMissing(context: ActionContext, captureJobId: CaptureJobId): Promise<void> {
  const { batch } = context;
  const last = batch && capturesOfStack(batch.captureJobs, captureJobId).at(-1);
  if (!batch || !last) return;
  const { half } = stackEnd(batch, last);
  await goOn(context, last, half && last.state !== 'done' ? [half] : []);
}

export async function setCount(
  context: ActionContext,
  captureJobId: CaptureJobId,
  countedSheets: number | null,
): Promise<boolean> {
  return told(context, await context.station.client.run('capture.setCount', { captureJobId, countedSheets }));
}

export async function acceptCount(context: ActionContext, captureJobId: CaptureJobId): Promise<boolean> {
  return told(context, await context.station.client.run('capture.acceptCount', { captureJobId }));
}
