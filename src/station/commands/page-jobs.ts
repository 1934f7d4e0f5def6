import type { SpooledImage } from '../../contract/workers.ts';
import type { BatchId } from '../../domain/ids.ts';
import type { CleanupPlan } from '../../domain/rules/cleanup.ts';
import { chosenProfile } from '../../domain/rules/profiles.ts';
import type { ImageFile, Page, Rendition } from '../../domain/tree/records.ts';
import type { Clock, Files, Job, Log, PageWork, Settings, Store } from '../ports.ts';
import type { Trees } from './trees.ts';

/** A page gets this many tries before its job is dead: kept, shown, its original untouched. */
const maxAttempts = 2;
const retryAfterMs = 500;

export interface PageJobs {
  /** Looks for due jobs. */
  nudge(): void;
  /** Resolves when no job is queued or running. */
  idle(): Promise<void>;
  stop(): Promise<void>;
}

export interface PageJobsPorts {
  readonly store: Store;
  readonly trees: Trees;
  readonly files: Files;
  readonly work: PageWork;
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Log;
  readonly onPage: (batchId: BatchId, page: Page) => void;
  readonly onDead: () => void;
}

/** Runs the jobs of the store: each page through a worker, its rendition into the files, its findings into the tree. */
export function startPageJobs(ports: PageJobsPorts): PageJobs {
  let running = 0;
  let isStopped = false;
  let retryTimer: NodeJS.Timeout | null = null;
  const waiters = new Set<() => void>();

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
      const failure = await performOnce(ports, job);
      if (failure !== null) fail(job, failure);
    } catch (cause) {
      fail(job, cause instanceof Error ? cause.message : String(cause));
    }
  }

  function fail(job: Job, detail: string): void {
    if (isStopped) return;
    const isDead = job.attempts >= maxAttempts;
    ports.log(isDead ? 'error' : 'warn', 'page-job.failed', { pageId: job.pageId, kind: job.kind, detail });
    ports.store.failJob(job.id, detail, isDead ? null : ports.clock.now() + retryAfterMs);
    if (isDead) ports.onDead();
  }

  return {
    nudge,
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

/** A scan is cleaned by its own profile, an import by the one that stacks are scanned with. */
function planOf({ store, settings }: PageJobsPorts, page: Page): CleanupPlan {
  const { profile } = store.captureJob(page.captureJobId) ?? { profile: null };
  return (profile ?? chosenProfile(settings.profiles(), 'stack')).cleanup;
}

/** Returns what failed, or null when the job is done. */
async function performOnce(ports: PageJobsPorts, job: Job): Promise<string | null> {
  const page = ports.trees.load(job.batchId)?.tree.pages.get(job.pageId);
  if (!page) return `no such page: ${job.pageId}`;
  const reply = await ports.work.run({
    task: job.kind === 'page.read' ? 'read' : 'render',
    path: ports.files.pathOf(page.original.sha256),
    dpi: page.dpi,
    recipe: page.recipe,
    plan: planOf(ports, page),
    deviceSays: page.deviceSays,
    coverRule: ports.settings.coverRule(),
  });
  if (reply.type === 'failure') return reply.detail;
  await ports.files.adopt(reply.rendition, null);
  await ports.files.adopt(reply.thumbnail, null);
  const rendition: Rendition = {
    image: imageOf(reply.rendition),
    thumbnail: imageOf(reply.thumbnail),
    recipe: reply.recipe,
  };
  const changed =
    job.kind === 'page.read' && reply.reading
      ? ports.trees.change(
          job.batchId,
          { type: 'page.read', pageId: job.pageId, recipe: reply.recipe, reading: reply.reading, rendition },
          { finishedJob: job.id },
        )
      : ports.trees.change(
          job.batchId,
          { type: 'page.rendered', pageId: job.pageId, rendition },
          { finishedJob: job.id },
        );
  if (!changed.ok) return JSON.stringify(changed.error);
  ports.onPage(job.batchId, page);
  return null;
}

function imageOf(spooled: SpooledImage): ImageFile {
  const { path: _path, ...image } = spooled;
  return image;
}
