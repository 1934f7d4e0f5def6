import type { StationEvent } from '../../contract/events.ts';
import type { CaptureJob } from '../../contract/queries.ts';
import type { BatchId, CaptureJobId } from '../../domain/ids.ts';
import type { Tree } from '../../domain/tree/records.ts';
import type { Store } from '../ports.ts';

/** Capture jobs that run or whose pages are still being read, with their counts kept current. */
export interface LiveCaptures {
  start(job: CaptureJob, abort: AbortController): void;
  /** Saves and tells a change of the job itself (state, fault, files). */
  update(id: CaptureJobId, change: Partial<CaptureJob>): void;
  /** Tells the counts anew after pages of the job were added or read. */
  recount(id: CaptureJobId): void;
  runningIn(batchId: BatchId): CaptureJob | null;
  /** False when no such job runs. */
  cancel(id: CaptureJobId): boolean;
  cancelAll(): void;
  /** Resolves when no capture runs any more. */
  settled(): Promise<void>;
  track(work: Promise<void>): void;
  withCounts(job: CaptureJob): CaptureJob;
}

export function openLiveCaptures(ports: {
  readonly store: Store;
  readonly treeOf: (batchId: BatchId) => Tree | null;
  readonly emit: (event: StationEvent) => void;
}): LiveCaptures {
  const live = new Map<CaptureJobId, { job: CaptureJob; abort: AbortController }>();
  const works = new Set<Promise<void>>();

  function withCounts(job: CaptureJob): CaptureJob {
    const tree = ports.treeOf(job.batchId);
    if (!tree) return job;
    let sheetsFed = 0;
    let sidesTaken = 0;
    let sidesBlank = 0;
    let sidesUnread = 0;
    for (const page of tree.pages.values()) {
      if (page.captureJobId !== job.id) continue;
      sidesTaken += 1;
      sheetsFed = Math.max(sheetsFed, page.sheet);
      if (page.mark === 'blank') sidesBlank += 1;
      if (!page.reading) sidesUnread += 1;
    }
    return { ...job, sheetsFed, sidesTaken, sidesBlank, sidesUnread };
  }

  function tell(job: CaptureJob): void {
    const counted = withCounts(job);
    ports.emit({ type: 'capture.changed', job: counted });
    if (job.state !== 'running' && counted.sidesUnread === 0) live.delete(job.id);
  }

  return {
    withCounts,
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
    recount(id) {
      const entry = live.get(id);
      if (entry) tell(entry.job);
    },
    runningIn(batchId) {
      for (const { job } of live.values()) if (job.batchId === batchId && job.state === 'running') return job;
      return null;
    },
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
