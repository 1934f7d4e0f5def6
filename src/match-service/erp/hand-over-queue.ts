import { randomUUID } from 'node:crypto';
import type { BlobStore } from '../blobs/blob-store.ts';
import type { ServiceLog } from '../service-log.ts';
import type { StoreClock } from '../store/store-clock.ts';
import type { Db } from '../store/tables.ts';
import { type Claim, claimHandOver, renewClaim } from './claim-hand-over.ts';
import { endClaim, type RetryTimes } from './end-claim.ts';
import type { AskOutcome, ErpPort, HandOverOutcome } from './erp-port.ts';
import { loadHandOver } from './load-hand-over.ts';

export interface QueueTimes extends RetryTimes {
  /** How long a claim is kept without a sign of life. */
  readonly leaseMs: number;
  /** How often the outbox is looked at when nobody says that there is something. */
  readonly pollMs: number;
  /** How many hand-overs at once, of one instance. */
  readonly parallel: number;
  /** How long a stop waits for those under way. */
  readonly graceMs: number;
}

export const defaultQueueTimes: QueueTimes = {
  baseMs: 1000,
  capMs: 300_000,
  askMs: 30_000,
  askCapMs: 3_600_000,
  maxAsks: 12,
  leaseMs: 120_000,
  pollMs: 1000,
  parallel: 2,
  graceMs: 5000,
};

export interface HandOverQueue {
  /** Something may be due: look now. */
  nudge(): void;
  /** Takes nothing more, and gives those under way a little time; what is still open is asked about later. */
  stop(): Promise<void>;
}

/** Works the outbox to the ERP until it is stopped. Any number of instances may work one outbox. */
export function startHandOverQueue(parts: {
  readonly db: Db;
  readonly blobs: BlobStore;
  readonly clock: StoreClock;
  readonly erp: ErpPort;
  readonly times: QueueTimes;
  readonly log: ServiceLog;
  readonly onEnd: (outcome: (HandOverOutcome | AskOutcome)['type']) => void;
}): HandOverQueue {
  const { db, blobs, clock, erp, times, log } = parts;
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  let isStopped = false;
  let wake: () => void = () => undefined;

  async function work(): Promise<void> {
    while (!isStopped) {
      const claim = running.size < times.parallel ? await nextClaim() : null;
      if (claim !== null) {
        const run = carry(claim)
          .catch((error: unknown) => log('error', 'hand-over-not-recorded', { error: String(error) }))
          .finally(() => {
            running.delete(run);
            wake();
          });
        running.add(run);
        continue;
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, times.pollMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (isStopped) wake();
      });
    }
  }

  async function nextClaim(): Promise<Claim | null> {
    try {
      return await claimHandOver(db, clock, randomUUID(), times.leaseMs);
    } catch (error) {
      // The store is away or busy: looked at again at the next turn.
      log('warn', 'hand-over-claim-failed', { error: String(error) });
      return null;
    }
  }

  async function carry(claim: Claim): Promise<void> {
    const lost = new AbortController();
    const heart = setInterval(() => {
      renewClaim(db, clock, claim, times.leaseMs).then(
        (isOurs) => {
          if (!isOurs) lost.abort();
        },
        () => undefined,
      );
    }, times.leaseMs / 3);
    let outcome: HandOverOutcome | AskOutcome;
    try {
      const handOver = await loadHandOver(db, blobs, claim, () => isStopped);
      const signal = AbortSignal.any([lost.signal, stopping.signal]);
      outcome = await (claim.work === 'send' ? erp.handOver(handOver, signal) : erp.ask(handOver, signal));
    } catch (error) {
      outcome = { type: 'unknown', reason: error instanceof Error ? error.message : String(error) };
    } finally {
      clearInterval(heart);
    }
    const isWritten = await endClaim(db, clock, claim, outcome, times);
    parts.onEnd(outcome.type);
    log(outcome.type === 'accepted' ? 'info' : 'warn', isWritten ? 'hand-over' : 'hand-over-lease-lost', {
      id: claim.row.id,
      billUuid: claim.row.bill_uuid,
      revision: Number(claim.row.n),
      attempt: Number(claim.row.attempt),
      work: claim.work,
      connector: erp.name,
      outcome: outcome.type,
    });
  }

  const loop = work();
  return {
    nudge: () => wake(),
    async stop() {
      isStopped = true;
      wake();
      await loop;
      const timer = setTimeout(() => stopping.abort(), times.graceMs);
      const limit = new Promise((resolve) => setTimeout(resolve, times.graceMs + 1000).unref());
      await Promise.race([Promise.all(running), limit]);
      clearTimeout(timer);
    },
  };
}
