import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { OutboxEntry, Store } from '../ports/store.ts';
import type { Trees } from './trees.ts';

export interface ReopenPorts {
  readonly trees: Trees;
  readonly store: Pick<Store, 'latestOutboxOf'>;
  readonly clock: Clock;
  readonly operator: string;
  /** After these entries are stored. */
  readonly onOutbox: (entries: readonly OutboxEntry[]) => void;
}

/**
 * A person captures a bill anew (重新采集), or mends one that is parked. Else only one whose latest revision the service has
 * and that went nowhere yet: one on its way, or at the ERP, would come to it twice. A parked revision is held from then on,
 * and gives way when the bill is submitted again.
 */
export function recapture(
  ports: ReopenPorts,
  { billId }: CommandParsed<'bill.recapture'>,
): Result<CommandOutput<'bill.recapture'>, StationError> {
  const entry = ports.store.latestOutboxOf(billId);
  if (entry === null) return err({ type: 'BillNotFound', billId });
  if (!mayBeRecaptured(entry)) return err({ type: 'RecaptureRefused', number: entry.number });
  if (entry.stage === 'parked' && entry.held === null) return mend(ports, entry);
  const reopened = reopen(ports, entry, 'bill.recapture', {});
  return reopened.ok ? ok({ batchId: entry.batchId }) : reopened;
}

export function mayBeRecaptured({ stage, held, results, returned, handOver }: OutboxEntry): boolean {
  if (stage === 'parked') return held === null || held.type === 'mending';
  if (returned !== null) return true;
  if (handOver !== null && handOver.state !== 'waiting') return false;
  return (
    stage === 'unmatched' ||
    (stage === 'matched' && handOver !== null) ||
    (stage === 'accepted' && results !== null)
  );
}

function mend(ports: ReopenPorts, entry: OutboxEntry): Result<CommandOutput<'bill.recapture'>, StationError> {
  const at = ports.clock.now();
  const mending: OutboxEntry = {
    ...entry,
    held: { type: 'mending', by: ports.operator, at },
    updatedAt: at,
  };
  const reopened = reopen(ports, mending, 'bill.mend', { error: entry.error?.type }, [mending]);
  if (!reopened.ok) return reopened;
  ports.onOutbox([mending]);
  return ok({ batchId: entry.batchId });
}

/** A bill that came back (退扫): open again, under the name of who sent it back. */
export function takeBack(ports: Pick<ReopenPorts, 'trees' | 'clock'>, entry: OutboxEntry): void {
  const { returned } = entry;
  if (returned === null) return;
  reopen({ ...ports, operator: returned.by }, entry, 'bill.returned', {
    reason: returned.reason,
    pages: returned.pages,
  });
}

/** Does nothing to a bill that is open already, or whose batch is no longer here. */
function reopen(
  { trees, clock, operator }: Pick<ReopenPorts, 'trees' | 'clock' | 'operator'>,
  { batchId, billId, number, revision }: OutboxEntry,
  act: string,
  more: object,
  outbox: readonly OutboxEntry[] = [],
): Result<null, StationError> {
  const bill = trees.load(batchId)?.tree.bills.get(billId);
  if (!bill) return err({ type: 'BillNotFound', billId });
  if (bill.state === 'open') return ok(null);
  const changed = trees.change(
    batchId,
    { type: 'bill.reopened', billIds: [billId] },
    {
      outbox,
      audit: [
        {
          at: clock.now(),
          operator,
          batchId,
          subjects: [billId],
          act,
          detail: JSON.stringify({ number, revision, ...more }),
        },
      ],
    },
  );
  return changed.ok ? ok(null) : changed;
}
