import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Settings } from '../ports/settings.ts';
import type { Store } from '../ports/store.ts';

export interface QueuePorts {
  readonly store: Store;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly operator: string;
  /** The order or the pace is another: whoever sends looks again, and windows are told. */
  readonly onQueueChanged: () => void;
}

/** Bills that are not through yet go before the others, or in their turn again. Others among them are left as they are. */
export function setUrgency(
  { store, clock, operator, onQueueChanged }: QueuePorts,
  { of, urgency }: CommandParsed<'queue.setUrgency'>,
): Result<CommandOutput<'queue.setUrgency'>, StationError> {
  const billIds = 'batchId' in of ? store.unsentOfBatch(of.batchId) : of.billIds;
  if (billIds.length === 0) return ok({ bills: 0 });
  store.setUrgency(billIds, urgency, [
    {
      at: clock.now(),
      operator,
      batchId: 'batchId' in of ? of.batchId : null,
      subjects: billIds,
      act: 'queue.urgency',
      detail: JSON.stringify({ urgency }),
    },
  ]);
  onQueueChanged();
  return ok({ bills: billIds.length });
}

/** Paused or running, and the limit, as they are from now on and after a restart. */
export function setPace(
  { settings, store, clock, operator, onQueueChanged }: QueuePorts,
  change: CommandParsed<'queue.setState'> | CommandParsed<'queue.setLimit'>,
): Result<Record<string, never>, StationError> {
  const pace = { ...settings.queuePace(), ...change };
  if (JSON.stringify(pace) === JSON.stringify(settings.queuePace())) return ok({});
  settings.setQueuePace(pace);
  store.appendAudit({
    at: clock.now(),
    operator,
    batchId: null,
    subjects: [],
    act: 'queue.pace',
    detail: JSON.stringify(pace),
  });
  onQueueChanged();
  return ok({});
}
