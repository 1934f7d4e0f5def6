import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Clock, OutboxEntry, Store } from '../ports.ts';
import type { Trees } from './trees.ts';

export interface ReopenPorts {
  readonly trees: Trees;
  readonly store: Pick<Store, 'latestOutboxOf'>;
  readonly clock: Clock;
  readonly operator: string;
}

/**
 * A person captures a bill anew (重新采集). Only one whose latest revision the service has and that went nowhere yet:
 * one on its way, or at the ERP, would come to it twice.
 */
export function recapture(
  ports: ReopenPorts,
  { billId }: CommandParsed<'bill.recapture'>,
): Result<CommandOutput<'bill.recapture'>, StationError> {
  const entry = ports.store.latestOutboxOf(billId);
  if (entry === null) return err({ type: 'BillNotFound', billId });
  if (!mayBeRecaptured(entry)) return err({ type: 'RecaptureRefused', number: entry.number });
  const reopened = reopen(ports, entry, 'bill.recapture', {});
  return reopened.ok ? ok({ batchId: entry.batchId }) : reopened;
}

export function mayBeRecaptured({ stage, results, returned, handOver }: OutboxEntry): boolean {
  if (returned !== null) return true;
  if (handOver !== null && handOver.state !== 'waiting') return false;
  return (
    stage === 'unmatched' ||
    (stage === 'matched' && handOver !== null) ||
    (stage === 'accepted' && results !== null)
  );
}

/** A bill that came back (退扫): open again, under the name of who sent it back. */
export function takeBack(ports: Omit<ReopenPorts, 'operator' | 'store'>, entry: OutboxEntry): void {
  const { returned } = entry;
  if (returned === null) return;
  reopen({ ...ports, operator: returned.by }, entry, 'bill.returned', {
    reason: returned.reason,
    pages: returned.pages,
  });
}

/** Does nothing to a bill that is open already, or whose batch is no longer here. */
function reopen(
  { trees, clock, operator }: Omit<ReopenPorts, 'store'>,
  { batchId, billId, number, revision }: OutboxEntry,
  act: string,
  more: object,
): Result<null, StationError> {
  const bill = trees.load(batchId)?.tree.bills.get(billId);
  if (!bill) return err({ type: 'BillNotFound', billId });
  if (bill.state === 'open') return ok(null);
  const changed = trees.change(
    batchId,
    { type: 'bill.reopened', billIds: [billId] },
    {
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
