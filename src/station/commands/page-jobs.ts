import type { PageReply } from '../../contract/workers.ts';
import type { Clock, Log } from '../ports/clock.ts';
import type { Job } from '../ports/store.ts';
import { type Backlog, openBacklog } from './backlog.ts';
import { type JobPorts, performJob } from './perform-job.ts';

/** A page gets this many tries before it is given up: kept, shown, its original untouched. */
const maxAttempts = 2;
const retryAfterMs = 500;

export interface PageJobs {
  /** Looks for due jobs. */
  nudge(): void;
  /** Resolves when no job is queued or running. */
  idle(): Promise<void>;
  /** How far reading is behind capturing. */
  readonly backlog: Pick<Backlog, 'room'>;
  stop(): Promise<void>;
}

export interface PageJobsPorts extends JobPorts {
  readonly clock: Clock;
  readonly operator: string;
  readonly log: Log;
  readonly onEnd: (job: Job, end: 'done' | 'parked') => void;
}

/** Runs the jobs of the store: each page through a worker, its rendition into the files, its findings into the tree. */
export function startPageJobs(ports: PageJobsPorts): PageJobs {
  let running = 0;
  let isStopped = false;
  let retryTimer: NodeJS.Timeout | null = null;
  const waiters = new Set<() => void>();
  const backlog = openBacklog({
    workers: ports.work.concurrency,
    waiting: () => ports.store.waitingReads(),
  });

  function nudge(): void {
    while (!isStopped && running < ports.work.concurrency) {
      const job = ports.store.claimJob(ports.clock.now());
      if (!job) break;
      running += 1;
      void perform(job).finally(() => {
        running -= 1;
        nudge();
      });
    }
    backlog.look();
    if (running === 0) settle();
  }

  function settle(): void {
    if (!isStopped && ports.store.queuedJobs() > 0) {
      // Queued but not due: a failed page waits for its second try.
      retryTimer ??= setTimeout(() => {
        retryTimer = null;
        nudge();
      }, retryAfterMs);
      return;
    }
    for (const wake of waiters) wake();
    waiters.clear();
  }

  async function perform(job: Job): Promise<void> {
    try {
      const failure = await performJob(ports, job, onReply);
      if (failure === null) ports.onEnd(job, 'done');
      else fail(job, failure);
    } catch (cause) {
      fail(job, cause instanceof Error ? cause.message : String(cause));
    }
  }

  function onReply(reply: PageReply): void {
    if (reply.type === 'page') backlog.took(reply.ms.total);
  }

  function fail(job: Job, detail: string): void {
    if (isStopped) return;
    const isDead = job.attempts >= maxAttempts;
    ports.log(isDead ? 'error' : 'warn', 'page-job.failed', { pageId: job.pageId, kind: job.kind, detail });
    try {
      if (isDead) park(job, detail);
      else ports.store.failJob(job.id, detail, ports.clock.now() + retryAfterMs);
    } catch (cause) {
      // The disk refuses even this: the job still runs by its row, and is queued again at the next start.
      ports.log('error', 'page-job.unrecorded', { pageId: job.pageId, detail: String(cause) });
    }
    if (isDead) ports.onEnd(job, 'parked');
  }

  /** The page says why it was given up in the transaction that ends its job; one of a submitted bill only ends it. */
  function park(job: Job, detail: string): void {
    const { id, batchId, pageId } = job;
    const audit = {
      at: ports.clock.now(),
      operator: ports.operator,
      batchId,
      subjects: [pageId],
      act: 'parked',
      detail: JSON.stringify({ kind: job.kind, detail }),
    };
    const parked = ports.trees.change(
      batchId,
      { type: 'page.parked', pageId, detail },
      { deadJob: { id, detail }, audit: [audit] },
    );
    if (!parked.ok) ports.store.failJob(id, detail, null);
  }

  return {
    nudge,
    backlog,
    idle() {
      return new Promise((resolve) => {
        waiters.add(resolve);
        nudge();
      });
    },
    async stop() {
      isStopped = true;
      if (retryTimer) clearTimeout(retryTimer);
      for (const wake of waiters) wake();
    },
  };
}
