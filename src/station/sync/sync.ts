import type { QueuePace } from '../../contract/queue-shapes.ts';
import type { BillId } from '../../domain/ids.ts';
import type { Category } from '../../domain/rules/categories.ts';
import type { SchemeBook } from '../../domain/rules/scheme.ts';
import type { Clock, Log } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import type { ErpAnswers } from '../ports/service.ts';
import type { OutboxEntry, Store } from '../ports/store.ts';
import type { Backoff } from './backoff.ts';
import { defaultBackoff, fullJitter } from './backoff.ts';
import { createBillResults } from './bill-results.ts';
import type { PollInterval } from './changes-puller.ts';
import { createChangesPuller } from './changes-puller.ts';
import type { LinkState } from './link.ts';
import { createLink } from './link.ts';
import { createOutboxSender, type SenderParts } from './outbox-sender.ts';
import { createPace } from './pace.ts';
import type { ServiceClient } from './service-client.ts';
import { steadyClock } from './steady-clock.ts';
import { submitToErp } from './submit-to-erp.ts';
import type { Sleep, Waker } from './waker.ts';
import { createWaker, realSleep } from './waker.ts';

export interface SyncOptions {
  readonly store: SenderParts['store'] & Pick<Store, 'saveExpected' | 'readSetting' | 'writeSetting'>;
  readonly files: Pick<Files, 'verify' | 'pathOf'>;
  /** Null: no service is configured, and everything stays queued. */
  readonly client: ServiceClient | null;
  readonly clock: Clock;
  readonly log: Log;
  /** After the entries are stored. */
  readonly onStatus: (entries: readonly OutboxEntry[]) => void;
  /** A bill came back for re-scan; before its entry is stored. */
  readonly onReturned?: (entry: OutboxEntry) => void;
  readonly onReachable: (state: LinkState) => void;
  /** After the expected invoices of these bill numbers are stored. */
  readonly onExpected: (billNumbers: readonly string[]) => void;
  /** The categories of all stations, to be stored before it returns; none: the service keeps none. */
  readonly onCategories: (categories: readonly Category[]) => void;
  /** The schemes of all stations, likewise. */
  readonly onSchemes: (book: SchemeBook) => void;
  /** Milliseconds that only ever pass; else the process's own. */
  readonly monotonicMs?: () => number;
  /** 0 up to 1. */
  readonly random?: () => number;
  readonly sleep?: Sleep;
  /** What a bill waits for before it is sent; without it, nothing. */
  readonly recorded?: SenderParts['recorded'];
  /** Asked whenever something is to be sent; without it everything goes as fast as it can. */
  readonly pace?: () => QueuePace;
  readonly backoff?: Backoff;
  readonly poll?: PollInterval;
}

export interface Sync {
  /** Something new is in the outbox. */
  nudge(): void;
  /** Sends a parked or waiting bill now; null: all of them, also after a sign-in. */
  retry(billId: BillId | null): void;
  /** The pace is another from now on. */
  paceChanged(): void;
  /** A person's word for the ERP. Resolves when the service has answered, and what it made of it was heard, or not in time. */
  submitToErp(entries: readonly OutboxEntry[]): Promise<ErpAnswers>;
  /** Resolves when what the service has to tell was asked for once after this call. */
  hear(): Promise<void>;
  /** Breaks off what runs; an entry that was being sent is queued again. */
  stop(): Promise<void>;
  /**
   * Resolves when nothing more can be sent at the moment (all is through, parked, waiting for its next try, or the
   * service is silent or wants a sign-in), and what the service has to tell was asked for once after that.
   */
  drain(): Promise<void>;
}

/** After a word for the ERP was taken: how long its first effect is waited for. */
const longestHearingMs = 3000;
const defaultPoll: PollInterval = { shortestMs: 2000, longestMs: 30_000 };

/** Starts the two loops between outbox and service: one sends, one brings what came of it. */
export function startSync(options: SyncOptions): Sync {
  const { client, log } = options;
  if (client === null) {
    return {
      nudge() {},
      retry() {},
      paceChanged() {},
      submitToErp: async () => new Map(),
      async hear() {},
      async stop() {},
      async drain() {},
    };
  }

  const random = options.random ?? Math.random;
  const sleep = options.sleep ?? realSleep;
  const pace = options.pace ?? (() => ({ state: 'running' as const, kilobytesPerSecond: null }));
  const backoff = options.backoff ?? defaultBackoff;
  const stopping = new AbortController();
  const { signal } = stopping;
  const senderLoop = createLoop();
  const pullerLoop = createLoop();
  const link = createLink(options.onReachable);
  const results = createBillResults(options);
  const sender = createOutboxSender({
    recorded: async () => undefined,
    ...options,
    client,
    steady: steadyClock(options.clock, options.monotonicMs ?? (() => performance.now())),
    random,
    backoff,
    link,
    results,
    waker: senderLoop.waker,
    pace: createPace({ bytesPerSecond: () => bytesOf(pace()), clock: options.clock, sleep }),
    state: () => pace().state,
    signal,
    onAccepted: () => pullerLoop.waker.wake(),
  });
  const poll = options.poll ?? defaultPoll;
  const puller = createChangesPuller({
    ...options,
    client,
    random,
    backoff,
    poll,
    link,
    results,
    signal,
    onOwed: () => senderLoop.waker.wake(),
  });
  link.onUp(() => pullerLoop.waker.wake());
  const ended = Promise.all([senderLoop.run(sender.step), pullerLoop.run(puller.step)]);

  function createLoop() {
    const waker: Waker = createWaker(sleep);
    /** Who waits for a round to begin, and who for the one that runs to end. */
    let waiting: (() => void)[] = [];
    let running: (() => void)[] = [];
    async function run(step: () => Promise<number | null>): Promise<void> {
      let failures = 0;
      while (!signal.aborted) {
        let restMs: number | null;
        running.push(...waiting);
        waiting = [];
        try {
          restMs = await step();
          failures = 0;
        } catch (error) {
          // The store failed under our feet. Rows are as they were before the step; the loop must outlive it.
          log('error', 'sync-step-failed', { error: String(error) });
          restMs = backoff.baseMs + fullJitter(backoff, failures, random);
          failures += 1;
        }
        if (restMs === 0) continue;
        tellRoundEnded();
        if (!signal.aborted) await waker.rest(restMs);
      }
      running.push(...waiting);
      tellRoundEnded();
    }
    function tellRoundEnded(): void {
      const told = running;
      running = [];
      for (const tell of told) tell();
    }
    /** Ends the rest of the loop; resolves when a round that began after this call is over. */
    function oneRound(): Promise<void> {
      if (signal.aborted) return Promise.resolve();
      return new Promise((resolve) => {
        waiting.push(resolve);
        waker.wake();
      });
    }
    return { waker, run, oneRound };
  }

  return {
    nudge: () => senderLoop.waker.wake(),
    retry: (billId) => sender.retry(billId),
    paceChanged: () => sender.stateChanged(),
    async submitToErp(entries) {
      const answers = await submitToErp(client, entries, signal);
      // How they stand now is told by the changes, as everything else is, so that nothing older comes after it.
      await Promise.race([pullerLoop.oneRound(), realSleep(longestHearingMs, signal)]);
      return answers;
    },
    hear: pullerLoop.oneRound,
    async stop() {
      stopping.abort();
      senderLoop.waker.wake();
      pullerLoop.waker.wake();
      await ended;
    },
    async drain() {
      await senderLoop.oneRound();
      await pullerLoop.oneRound();
    },
  };
}

function bytesOf({ kilobytesPerSecond }: QueuePace): number | null {
  return kilobytesPerSecond === null ? null : kilobytesPerSecond * 1000;
}
