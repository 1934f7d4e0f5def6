import type { StationError } from '../../contract/errors.ts';
import type { QueuePace } from '../../contract/queue-shapes.ts';
import type { BillState, Receipt } from '../../contract/wire.ts';
import type { BillId } from '../../domain/ids.ts';
import type { Result } from '../../domain/result.ts';
import type { Clock, Log } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { OutboxEntry, Store } from '../ports/store.ts';
import type { Backoff } from './backoff.ts';
import { fullJitter } from './backoff.ts';
import type { BillResults } from './bill-results.ts';
import type { Link } from './link.ts';
import { digestOf } from './manifest.ts';
import type { Pace } from './pace.ts';
import { sendBill } from './send-bill.ts';
import type { ServiceClient } from './service-client.ts';
import type { ServiceFailure } from './service-failure.ts';
import type { Waker } from './waker.ts';

export interface SenderParts {
  readonly store: Pick<
    Store,
    | 'dueOutbox'
    | 'saveOutbox'
    | 'saveOutboxes'
    | 'unsentOutbox'
    | 'outboxOwedResults'
    | 'outboxOf'
    | 'latestOutboxOf'
    | 'supersededOutbox'
    | 'rebaseOutbox'
  >;
  readonly files: Pick<Files, 'verify' | 'pathOf'>;
  readonly client: ServiceClient;
  readonly clock: Clock;
  /** Waits are kept by it: the machine's clock may be set at any time. */
  readonly steady: Clock;
  readonly random: () => number;
  readonly backoff: Backoff;
  readonly log: Log;
  readonly link: Link;
  readonly results: BillResults;
  readonly waker: Waker;
  readonly pace: Pace;
  /** A person's wish; asked before each bill. */
  readonly state: () => QueuePace['state'];
  readonly signal: AbortSignal;
  /** Resolves when what is known of the bill is on the disk beside the store too: it could not be made a second time then. */
  readonly recorded: (billId: BillId) => Promise<void>;
  readonly onStatus: (entries: readonly OutboxEntry[]) => void;
  /** A receipt came and is stored; the results can be asked for. */
  readonly onAccepted: () => void;
}

/** Sends what the outbox holds, what was put first before the rest, else oldest first, one bill at a time. A bill that fails never holds up the others. */
export interface OutboxSender {
  /** One step: sends a due bill, or asks a silent service whether it is back. Gives how long to rest; null: until woken. */
  step(): Promise<number | null>;
  /** Makes a parked or waiting bill due now; null: all of them. */
  retry(billId: BillId | null): void;
  /** The wish to send or to pause is another: a pause breaks off what is on its way, pages that are over stay over. */
  stateChanged(): void;
}

/** What is told at once has to fit into what a window may be behind with. */
const savedAtOnce = 1_000;

export function createOutboxSender(parts: SenderParts): OutboxSender {
  const { store, client, clock, steady, random, backoff, link, results, signal } = parts;
  /** Next try of each waiting revision, so that resting needs no look at the whole outbox. */
  const nextTries = new Map<string, number>();
  /** After any failure the service itself is asked first: one probe instead of a failure for every bill. */
  let isSuspect = false;
  let probeFailures = 0;
  let holdUntil = 0;
  /** Of the bill on its way. */
  let pause = new AbortController();

  adopt(store.unsentOutbox());
  for (const entry of store.outboxOwedResults()) if (isLatest(entry)) results.owe(entry.billId);
  link.onUp(() => {
    isSuspect = false;
    probeFailures = 0;
    holdUntil = 0;
    releaseUnreached();
    parts.waker.wake();
  });

  /**
   * As found at start: what was being sent is owed again (the PUT is idempotent), what waits keeps its time. Where the clock
   * was put back meanwhile that would be too long: never more than a backoff.
   */
  function adopt(unsent: readonly OutboxEntry[]): void {
    const latest = steady.now() + backoff.capMs;
    const changed: OutboxEntry[] = [];
    for (const entry of unsent) {
      if (entry.stage === 'sending')
        changed.push({ ...entry, stage: 'queued', bytesSent: 0, nextTryAt: null });
      if (entry.stage !== 'queued' || entry.nextTryAt === null) continue;
      const nextTryAt = Math.min(entry.nextTryAt, latest);
      if (nextTryAt < entry.nextTryAt) changed.push({ ...entry, nextTryAt });
      nextTries.set(keyOf(entry), nextTryAt);
    }
    saveAll(changed);
  }

  function isLatest(entry: OutboxEntry): boolean {
    return store.latestOutboxOf(entry.billId)?.revision === entry.revision;
  }

  async function step(): Promise<number | null> {
    if (link.isPaused() || parts.state() === 'paused') return null;
    const now = steady.now();
    if (holdUntil > now) return holdUntil - now;
    const entry = store.dueOutbox(now);
    if (entry === null) return restTime(now);
    if (isSuspect) {
      await probe();
      return 0;
    }
    await send(entry);
    return 0;
  }

  /** Called when nothing is due: what should be by its time has been settled some other way. */
  function restTime(now: number): number | null {
    for (const [key, at] of nextTries) if (at <= now) nextTries.delete(key);
    if (nextTries.size === 0) return null;
    return Math.min(...nextTries.values()) - now;
  }

  async function probe(): Promise<void> {
    const health = await client.health(signal);
    if (signal.aborted) return;
    if (health.ok) {
      isSuspect = false;
      probeFailures = 0;
      link.report('answer');
      return;
    }
    const { retryAfterMs } = health.error;
    holdUntil = steady.now() + Math.max(fullJitter(backoff, probeFailures, random), retryAfterMs ?? 0);
    probeFailures += 1;
    link.report('silence');
  }

  async function send(due: OutboxEntry): Promise<void> {
    nextTries.delete(keyOf(due));
    const attempts = due.attempts + 1;
    let entry = save({ ...due, stage: 'sending', attempts, nextTryAt: null, error: null, bytesSent: 0 });
    const onProgress = (bytesSent: number) => {
      entry = save({ ...entry, bytesSent });
    };
    let sent: Result<Receipt, ServiceFailure>;
    pause = new AbortController();
    try {
      await parts.recorded(entry.billId);
      sent = await sendBill(entry, {
        client,
        files: parts.files,
        pace: parts.pace,
        onProgress,
        signal: AbortSignal.any([signal, pause.signal]),
      });
    } catch (error) {
      // A file that cannot be read, a store that cannot be written: this bill's trouble, told and tried again.
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
      parts.log('error', 'sync-send-failed', {
        billId: entry.billId,
        revision: entry.revision,
        error: String(error),
      });
      waitFor(entry, { type: 'StoreFailed', code }, null);
      return;
    }
    if (signal.aborted && !sent.ok) save({ ...entry, stage: 'queued', bytesSent: 0 });
    else if (pause.signal.aborted && !sent.ok) save({ ...entry, stage: 'queued', attempts: due.attempts });
    else if (sent.ok) accepted(entry, sent.value);
    else if (sent.error.code === 'revision-conflict') await conflicted(entry);
    else failed(entry, sent.error);
  }

  function accepted(entry: OutboxEntry, receipt: Receipt): void {
    link.report('answer');
    save({
      ...entry,
      stage: 'accepted',
      bytesSent: entry.bytesTotal,
      receipt,
      results: null,
      handOver: null,
    });
    results.owe(entry.billId);
    parts.onAccepted();
  }

  function failed(entry: OutboxEntry, failure: ServiceFailure): void {
    const { billId, revision } = entry;
    parts.log('warn', 'sync-not-sent', { billId, revision, error: failure.error.type, next: failure.next });
    if (entry.origin !== null && failure.code === 'forbidden') {
      // A service of enrolled stations takes a bill from its own station only: that holds up no other bill.
      const detail = 'the service takes this bill from its own station only';
      save({
        ...entry,
        stage: 'parked',
        error: { type: 'ServiceRefused', status: 403, code: 'forbidden', detail },
      });
    } else if (failure.next === 'pause') {
      save({ ...entry, stage: 'queued', error: failure.error });
      link.report('sign-in-needed');
    } else if (failure.next === 'retry') {
      waitFor(entry, failure.error, failure.retryAfterMs);
      suspect(failure);
    } else if (failure.code === 'revision-gap' && requeueBetween(entry, failure.latest ?? 0)) {
      waitFor(entry, failure.error, null);
    } else {
      save({ ...entry, stage: 'parked', error: failure.error });
    }
  }

  /**
   * The service has another revision than was thought here. It may be one whose receipt was lost, and that was mended since:
   * then it stands, and the mended one comes after it. Anything else waits for a person, and nothing is overwritten.
   */
  async function conflicted(entry: OutboxEntry): Promise<void> {
    const { billId, manifest } = entry;
    const asked = await client.bill(manifest.billUuid, signal);
    if (signal.aborted) save({ ...entry, stage: 'queued', bytesSent: 0 });
    else if (!asked.ok && asked.error.next !== 'park') failed(entry, asked.error);
    else if (asked.ok && asked.value.digest === entry.digest) accepted(entry, asked.value.receipt);
    else {
      const before = asked.ok ? store.supersededOutbox(billId, asked.value.digest) : null;
      if (asked.ok && before?.revision === asked.value.latestRevision)
        rebase(entry, before, asked.value.receipt);
      else
        save({
          ...entry,
          stage: 'parked',
          error: { type: 'RevisionConflict', billId, there: thereOf(asked) },
        });
    }
  }

  function rebase(entry: OutboxEntry, before: OutboxEntry, receipt: Receipt): void {
    const { billId, revision } = before;
    parts.log('info', 'sync-mended-goes-after', { billId, revision });
    const updatedAt = clock.now();
    const manifest = { ...entry.manifest, revision: revision + 1, previousDigest: before.digest };
    const next: OutboxEntry = {
      ...entry,
      ...{ stage: 'queued', attempts: 0, nextTryAt: null, error: null, bytesSent: 0, updatedAt },
      ...{ manifest, revision: manifest.revision, digest: digestOf(manifest) },
    };
    const { bytesTotal } = before;
    store.rebaseOutbox(
      { ...before, stage: 'accepted', error: null, held: null, receipt, bytesSent: bytesTotal, updatedAt },
      next,
    );
    parts.onStatus([next]);
  }

  function suspect(failure: ServiceFailure): void {
    isSuspect = true;
    const { error, retryAfterMs } = failure;
    if (error.type === 'ServiceUnreachable') link.report('silence');
    // 429 and 503 speak of the service, not of the bill.
    if (error.type === 'ServiceRefused' && [429, 503].includes(error.status)) {
      holdUntil = Math.max(holdUntil, steady.now() + (retryAfterMs ?? 0));
    }
  }

  /** A service restored from a backup has lost revisions it gave receipts for: they are owed again. */
  function requeueBetween(entry: OutboxEntry, latest: number): boolean {
    const between = store
      .outboxOf(entry.billId)
      .filter(({ revision }) => revision > latest && revision < entry.revision);
    if (between.length < entry.revision - 1 - latest || between.some(({ stage }) => stage === 'parked'))
      return false;
    for (const lost of between) {
      if (lost.stage !== 'queued') save({ ...lost, stage: 'queued', nextTryAt: null, bytesSent: 0 });
    }
    return true;
  }

  function waitFor(entry: OutboxEntry, error: StationError, retryAfterMs: number | null): void {
    const wait = Math.max(fullJitter(backoff, entry.attempts - 1, random), retryAfterMs ?? 0);
    const nextTryAt = steady.now() + wait;
    nextTries.set(keyOf(entry), nextTryAt);
    save({ ...entry, stage: 'queued', error, nextTryAt, bytesSent: 0 });
  }

  function retry(billId: BillId | null): void {
    const known = billId === null ? store.unsentOutbox() : store.outboxOf(billId);
    release(known.filter((entry) => (entry.stage === 'parked' && entry.held === null) || isWaiting(entry)));
    holdUntil = 0;
    link.resume();
    parts.waker.wake();
  }

  function releaseUnreached(): void {
    if (nextTries.size === 0) return;
    release(
      store
        .unsentOutbox()
        .filter(({ stage, error }) => stage === 'queued' && error?.type === 'ServiceUnreachable'),
    );
  }

  function release(entries: readonly OutboxEntry[]): void {
    for (const entry of entries) nextTries.delete(keyOf(entry));
    saveAll(entries.map((entry) => ({ ...entry, stage: 'queued', attempts: 0, nextTryAt: null })));
  }

  function save(entry: OutboxEntry): OutboxEntry {
    const next = { ...entry, updatedAt: clock.now() };
    store.saveOutbox(next);
    parts.onStatus([next]);
    return next;
  }

  /** Thousands may change at once: a commit each would stop the station for as many flushes of the disk. */
  function saveAll(entries: readonly OutboxEntry[]): void {
    const updatedAt = clock.now();
    for (let from = 0; from < entries.length; from += savedAtOnce) {
      const next = entries.slice(from, from + savedAtOnce).map((entry) => ({ ...entry, updatedAt }));
      store.saveOutboxes(next);
      parts.onStatus(next);
    }
  }

  function stateChanged(): void {
    if (parts.state() === 'paused') pause.abort();
    else parts.waker.wake();
  }

  return { step, retry, stateChanged };
}

function isWaiting(entry: OutboxEntry): boolean {
  return entry.stage === 'queued' && entry.nextTryAt !== null;
}

function thereOf(asked: Result<BillState, ServiceFailure>) {
  if (!asked.ok) return null;
  const { latestRevision, digest, receipt } = asked.value;
  return { revision: latestRevision, digest, receivedAt: receipt.receivedAt };
}

function keyOf({ billId, revision }: Pick<OutboxEntry, 'billId' | 'revision'>): string {
  return `${billId} ${revision}`;
}
