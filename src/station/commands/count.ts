import type { CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { BatchId, CaptureJobId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { type StackCount, stackOf } from '../../domain/rules/count.ts';
import type { Clock } from '../ports/clock.ts';
import type { AuditRow, Store } from '../ports/store.ts';
import type { LiveCaptures } from './live-captures.ts';

export interface CountPorts {
  readonly store: Store;
  readonly captures: LiveCaptures;
  readonly clock: Clock;
  readonly operator: string;
}

/** A stack and the batch it lies in. */
export type BatchStack = StackCount & { readonly batchId: BatchId };

/** The stack a scan belongs to; null for an import and for an unknown capture. */
export function stackWith(ports: CountPorts, id: CaptureJobId): BatchStack | null {
  const job = ports.store.captureJob(id);
  const stack = job && stackOf(ports.captures.of(job.batchId), id);
  return job && stack && { ...stack, batchId: job.batchId };
}

/** Another count of the stack; whoever accepted the one before did not accept this one. */
export function keepCount(ports: CountPorts, stack: BatchStack, countedSheets: number | null): void {
  const detail = { countedSheets, before: stack.counted, fed: stack.fed };
  ports.captures.amend(stack.first, { countedSheets, countAcceptedBy: null }, [
    auditOf(ports, stack, 'count set', detail),
  ]);
}

export function setCount(
  ports: CountPorts,
  { captureJobId, countedSheets }: CommandParsed<'capture.setCount'>,
): Result<Record<string, never>, StationError> {
  const stack = stackWith(ports, captureJobId);
  if (!stack) return err({ type: 'CaptureNotFound', captureJobId });
  if (stack.counted !== countedSheets) keepCount(ports, stack, countedSheets);
  return ok({});
}

export function acceptCount(
  ports: CountPorts,
  { captureJobId }: CommandParsed<'capture.acceptCount'>,
): Result<Record<string, never>, StationError> {
  const stack = stackWith(ports, captureJobId);
  if (!stack) return err({ type: 'CaptureNotFound', captureJobId });
  if (stack.state === 'accepted') return ok({});
  if (stack.state !== 'differs')
    return err({ type: 'InvalidCommand', detail: `a count that is ${stack.state} cannot be accepted` });
  const { counted, fed } = stack;
  ports.captures.amend(stack.first, { countAcceptedBy: ports.operator }, [
    auditOf(ports, stack, 'count accepted', { counted, fed }),
  ]);
  return ok({});
}

function auditOf(ports: CountPorts, stack: BatchStack, act: string, detail: object): AuditRow {
  return {
    at: ports.clock.now(),
    operator: ports.operator,
    batchId: stack.batchId,
    subjects: [stack.first],
    act,
    detail: JSON.stringify(detail),
  };
}
