import type { StationEvent } from '../../contract/events.ts';
import type { CaptureJob } from '../../contract/queries.ts';
import type { BatchId, CaptureJobId } from '../../domain/ids.ts';
import { accountOf } from '../../domain/rules/count.ts';
import type { TreeDiff } from '../../domain/tree/diff.ts';
import type { Tree } from '../../domain/tree/records.ts';
import type { AuditRow, Store } from '../ports/store.ts';

/** Capture jobs that run or whose pages are still being read, with their counts kept current. */
export interface LiveCaptures {
  start(job: CaptureJob, abort: AbortController): void;
  /** Saves and tells a change of the job itself (state, fault, files). */
  update(id: CaptureJobId, change: Partial<CaptureJob>): void;
  /** Saves and tells what a person said of a capture, whether it runs or is long over. */
  amend(id: CaptureJobId, change: Partial<CaptureJob>, audit: readonly AuditRow[]): void;
  /** Tells the counts anew after pages of the job were added or read. */
  recount(id: CaptureJobId): void;
  /** Resolves when every page of these captures is read or given up, or with the signal. */
  allRead(batchId: BatchId, ids: readonly CaptureJobId[], signal: AbortSignal): Promise<void>;
  /** Tells the counts anew of captures whose pages a person put into the bin, took out of it, or marked. */
  recountEdited(batchId: BatchId, diff: TreeDiff): void;
  /** Every capture of the batch as it stands now, in the order of their starts. */
  of(batchId: BatchId): readonly CaptureJob[];
  runningIn(batchId: BatchId): CaptureJob | null;
  isRunning(): boolean;
  /** False when no such job runs. */
  cancel(id: CaptureJobId): boolean;
  cancelAll(): void;
  /** Resolves when no capture runs any more. */
  settled(): Promise<void>;
  track(work: Promise<void>): void;
}

export function openLiveCaptures(ports: {
  readonly store: Store;
  readonly treeOf: (batchId: BatchId) => Tree | null;
  readonly emit: (event: StationEvent) => void;
}): LiveCaptures {
  const live = new Map<CaptureJobId, { job: CaptureJob; abort: AbortController }>();
  const works = new Set<Promise<void>>();
  /** Who waits for pages to be read looks again whenever one was. */
  const waiters = new Set<() => void>();

  function withCounts(job: CaptureJob): CaptureJob {
    const tree = ports.treeOf(job.batchId);
    if (!tree) return job;
    let sheetsFed = 0;
    for (const page of tree.pages.values()) {
      if (page.captureJobId === job.id) sheetsFed = Math.max(sheetsFed, page.sheet);
    }
    const { taken, blank, deleted, unread } = accountOf(job.id, tree.pages.values());
    return {
      ...job,
      sheetsFed,
      sidesTaken: taken,
      sidesBlank: blank,
      sidesDeleted: deleted,
      sidesUnread: unread,
    };
  }

  function tell(job: CaptureJob): void {
    const counted = withCounts(job);
    ports.emit({ type: 'capture.changed', job: counted });
    if (job.state !== 'running' && counted.sidesUnread === 0) live.delete(job.id);
  }

  return {
    start(job, abort) {
      live.set(job.id, { job, abort });
      ports.store.saveCaptureJob(job);
      tell(job);
    },
    update(id, change) {
      const entry = live.get(id);
      if (!entry) return;
      entry.job = { ...entry.job, ...change };
      ports.store.saveCaptureJob(withCounts(entry.job));
      tell(entry.job);
    },
    amend(id, change, audit) {
      const entry = live.get(id);
      const job = entry?.job ?? ports.store.captureJob(id);
      if (!job) throw new Error(`no capture ${id} to amend`);
      const amended = { ...job, ...change };
      if (entry) entry.job = amended;
      ports.store.saveCaptureJob(withCounts(amended), audit);
      tell(amended);
    },
    recount(id) {
      const entry = live.get(id);
      if (entry) tell(entry.job);
      for (const look of [...waiters]) look();
    },
    allRead(batchId, ids, signal) {
      return new Promise((resolve) => {
        const look = () => {
          const pages = ports.treeOf(batchId)?.pages;
          if (pages && !signal.aborted && ids.some((id) => accountOf(id, pages.values()).unread > 0)) return;
          waiters.delete(look);
          signal.removeEventListener('abort', look);
          resolve();
        };
        waiters.add(look);
        signal.addEventListener('abort', look);
        look();
      });
    },
    recountEdited(batchId, diff) {
      const edited = new Set<CaptureJobId>();
      const tree = ports.treeOf(batchId);
      for (const { id, to } of diff.pages.updated) {
        // What a reading changed is told with the reading.
        if (!('isDeleted' in to || 'mark' in to) || 'reading' in to) continue;
        const page = tree?.pages.get(id);
        if (page) edited.add(page.captureJobId);
      }
      for (const id of edited) {
        const job = live.get(id)?.job ?? ports.store.captureJob(id);
        if (job) tell(job);
      }
    },
    of(batchId) {
      return ports.store.captureJobs(batchId).map(withCounts);
    },
    runningIn(batchId) {
      for (const { job } of live.values()) if (job.batchId === batchId && job.state === 'running') return job;
      return null;
    },
    isRunning: () => [...live.values()].some(({ job }) => job.state === 'running'),
    cancel(id) {
      const entry = live.get(id);
      if (entry?.job.state !== 'running') return false;
      entry.abort.abort();
      return true;
    },
    cancelAll() {
      for (const { job, abort } of live.values()) if (job.state === 'running') abort.abort();
    },
    async settled() {
      await Promise.all(works);
    },
    track(work) {
      works.add(work);
      void work.finally(() => works.delete(work));
    },
  };
}
