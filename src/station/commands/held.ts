import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { BillId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { AuditRow, OutboxEntry, Store } from '../ports/store.ts';

export interface HeldPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly operator: string;
  /** After these entries are stored: windows are told, and whoever sends looks again. */
  readonly onOutbox: (entries: readonly OutboxEntry[]) => void;
}

/** A parked bill is not to be sent any more. It stays with its images and the reason, and can be taken back. */
export function discardBills(
  ports: HeldPorts,
  { billIds, reason }: CommandParsed<'queue.discard'>,
): Result<CommandOutput<'queue.discard'>, StationError> {
  return change(ports, billIds, 'queue.discard', { reason }, (entry) => {
    const isParked = entry.stage === 'parked' && (entry.held === null || entry.held.type === 'mending');
    const held = { type: 'discarded', by: ports.operator, at: ports.clock.now(), reason } as const;
    return isParked ? { ...entry, held } : null;
  });
}

/** What was discarded is parked again; what another station was to send is sent by this one, or parked as it was. */
export function takeBackBills(
  ports: HeldPorts,
  { billIds }: CommandParsed<'queue.takeBack'>,
): Result<CommandOutput<'queue.takeBack'>, StationError> {
  return change(ports, billIds, 'queue.takeBack', {}, (entry) => {
    if (entry.held?.type === 'discarded') return { ...entry, held: null };
    if (entry.held?.type !== 'exported') return null;
    return { ...entry, stage: entry.held.from, held: null, attempts: 0, nextTryAt: null };
  });
}

/** All of them or, where one stands otherwise than it was seen, none. Earlier revisions of a bill go with the latest. */
function change(
  { store, clock, operator, onOutbox }: HeldPorts,
  billIds: readonly BillId[],
  act: string,
  detail: object,
  changed: (entry: OutboxEntry) => OutboxEntry | null,
): Result<{ bills: number }, StationError> {
  const entries: OutboxEntry[] = [];
  const audit: AuditRow[] = [];
  for (const billId of new Set(billIds)) {
    const latest = store.latestOutboxOf(billId);
    if (latest === null) return err({ type: 'BillNotFound', billId });
    const { number, revision, digest, batchId } = latest;
    if (changed(latest) === null) return err({ type: 'QueueStateChanged', number });
    entries.push(...store.outboxOf(billId).flatMap((entry) => changed(entry) ?? []));
    audit.push({
      at: clock.now(),
      operator,
      batchId,
      subjects: [billId],
      act,
      detail: JSON.stringify({ number, revision, digest, ...detail }),
    });
  }
  const now = entries.map((entry) => ({ ...entry, updatedAt: clock.now() }));
  store.saveHeld(now, audit);
  onOutbox(now);
  return ok({ bills: audit.length });
}
