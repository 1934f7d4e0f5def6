import type { BillState } from '../../contract/wire.ts';
import type { BillId } from '../../domain/ids.ts';
import type { Clock, Log } from '../ports/clock.ts';
import type { OutboxEntry, Store } from '../ports/store.ts';

/** Brings what the service made of a bill into the outbox. Only the puller asks and applies, so that answers keep their order. */
export interface BillResults {
  /** A state of a revision that is not the accepted latest here is left alone. */
  apply(state: BillState): void;
  /** The service gave a receipt for this bill and no longer knows it: it is owed once more. */
  sendAgain(billId: BillId): void;
  /** Notes a bill that was accepted: its results have to be asked for. */
  owe(billId: BillId): void;
  /** Accepted bills whose results have not come yet. */
  owed(): readonly BillId[];
}

export interface BillResultsParts {
  readonly store: Pick<Store, 'latestOutboxOf' | 'saveOutbox'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly onStatus: (entries: readonly OutboxEntry[]) => void;
  /** A bill came back for re-scan; told again where it is not certain that it was heard. */
  readonly onReturned?: (entry: OutboxEntry) => void;
}

const withReceipt: readonly OutboxEntry['stage'][] = ['accepted', 'matched', 'unmatched'];

export function createBillResults({
  store,
  clock,
  log,
  onStatus,
  onReturned = () => undefined,
}: BillResultsParts): BillResults {
  const owed = new Set<BillId>();

  function apply(state: BillState): void {
    const billId: BillId = `bill:${state.billUuid}`;
    owed.delete(billId);
    const entry = acceptedLatest(billId) ?? throughAfterAll(billId, state);
    if (entry === null) return;
    if (entry.revision !== state.latestRevision || entry.digest !== state.digest) {
      log('warn', 'sync-other-revision', { billId, here: entry.revision, there: state.latestRevision });
      return;
    }
    const { outcome: stage, results, handOver, returned } = state;
    const isNews =
      entry.stage !== stage ||
      JSON.stringify([entry.results, entry.handOver, entry.returned]) !==
        JSON.stringify([results, handOver, returned]);
    if (!isNews) {
      follow(entry);
      return;
    }
    const next = { ...entry, stage, results, handOver, returned };
    // First: if the process ends between the two, the change is told again, and finds the bill open already.
    if (returned !== null) onReturned(next);
    save(next);
    follow(next);
  }

  /** The changes of another station are not told to this one: its bills are asked for until the ERP has them. */
  function follow({ billId, origin, handOver }: OutboxEntry): void {
    if (origin !== null && handOver?.state !== 'submitted') owed.add(billId);
  }

  /**
   * Parked here, whatever for, and there all the same: its receipt was lost, or another station sent it. The state is all
   * that is owed to it.
   */
  function throughAfterAll(billId: BillId, { digest, receipt }: BillState): OutboxEntry | null {
    const entry = store.latestOutboxOf(billId);
    if (entry?.stage !== 'parked' || entry.digest !== digest) return null;
    return { ...entry, stage: 'accepted', error: null, held: null, receipt, bytesSent: entry.bytesTotal };
  }

  function sendAgain(billId: BillId): void {
    owed.delete(billId);
    const entry = acceptedLatest(billId);
    if (entry === null) return;
    log('warn', 'sync-bill-lost-there', { billId, revision: entry.revision });
    save({ ...entry, stage: 'queued', nextTryAt: null, bytesSent: 0 });
  }

  /** One that is not through here yet is owed its results when its own sending ends. */
  function acceptedLatest(billId: BillId): OutboxEntry | null {
    const entry = store.latestOutboxOf(billId);
    return entry !== null && withReceipt.includes(entry.stage) ? entry : null;
  }

  function save(entry: OutboxEntry): void {
    const next = { ...entry, updatedAt: clock.now() };
    store.saveOutbox(next);
    onStatus([next]);
  }

  return { apply, sendAgain, owe: (billId) => owed.add(billId), owed: () => [...owed] };
}
