import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { IdSource } from '../../domain/ids.ts';
import { ok, type Result } from '../../domain/result.ts';
import type { Batch } from '../../domain/tree/records.ts';
import type { Clock } from '../ports/clock.ts';
import type { Store } from '../ports/store.ts';

export interface OpenBatchPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly operator: string;
}

export function openBatch(
  ports: OpenBatchPorts,
  { name }: CommandParsed<'batch.open'>,
): Result<CommandOutput<'batch.open'>, StationError> {
  const openedAt = ports.clock.now();
  const batch: Batch = {
    id: ports.ids('batch'),
    name:
      name ??
      defaultBatchName(
        ports.store.batchSummaries().map((summary) => summary.batch.name),
        openedAt,
      ),
    openedAt,
    openedBy: ports.operator,
  };
  ports.store.insertBatch(batch, {
    at: openedAt,
    operator: ports.operator,
    batchId: batch.id,
    subjects: [batch.id],
    act: 'batch opened',
    detail: JSON.stringify({ name: batch.name }),
  });
  return ok({ batchId: batch.id });
}

/** `2026-11-23/07`: the local day and the number of the batch on it. */
function defaultBatchName(names: readonly string[], at: number): string {
  const day = new Date(at).toLocaleDateString('sv-SE');
  const numbers = names
    .filter((name) => name.startsWith(`${day}/`))
    .map((name) => Number(name.slice(day.length + 1)))
    .filter(Number.isInteger);
  return `${day}/${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`;
}
