import type { StationEvent } from '../../contract/events.ts';
import type { BatchId } from '../../domain/ids.ts';
import type { Job, Store } from '../ports/store.ts';

/** Re-runs of the cleanup as they go, batch by batch. What of them is owed stands in the store; this only counts. */
export interface Reruns {
  /** So many pages more are to be looked at again. */
  begun(batchId: BatchId, pages: number): void;
  cancelled(batchId: BatchId, pages: number): void;
  /** Any job that came to its end. */
  ended(job: Job): void;
}

export function openReruns(ports: {
  readonly store: Pick<Store, 'rerunsLeft'>;
  readonly emit: (event: StationEvent) => void;
}): Reruns {
  const runs = new Map<BatchId, { done: number; total: number }>();
  // What a station that was ended left over goes on as a re-run of its own.
  for (const { batchId, pages } of ports.store.rerunsLeft()) runs.set(batchId, { done: 0, total: pages });

  function count(batchId: BatchId, change: { readonly done: number; readonly total: number }): void {
    const before = runs.get(batchId) ?? { done: 0, total: 0 };
    const total = before.total + change.total;
    const done = Math.min(total, before.done + change.done);
    if (done < total) runs.set(batchId, { done, total });
    else runs.delete(batchId);
    ports.emit({ type: 'cleanup.progress', batchId, done, total });
  }

  return {
    begun(batchId, pages) {
      if (pages > 0) count(batchId, { done: 0, total: pages });
    },
    cancelled(batchId, pages) {
      if (pages > 0) count(batchId, { done: pages, total: 0 });
    },
    ended({ urgency, batchId }) {
      if (urgency === 'rerun' && runs.has(batchId)) count(batchId, { done: 1, total: 0 });
    },
  };
}
