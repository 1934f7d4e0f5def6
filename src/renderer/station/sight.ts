import type { Tree } from '../../domain/tree/records.ts';
import type { OpenBatch } from './projection.ts';

/** What a window shows of a batch beside its tree. */
const shown = ['facts', 'captureJobs', 'statuses', 'expected', 'isLookedThrough'] as const;

const sights = new WeakMap<Tree, OpenBatch>();

/**
 * One state for all that show the same: every answer of the station counts a revision, and most change nothing that was
 * not shown already. What is worked out of a batch is kept by it.
 */
export function sightOf(batch: OpenBatch): OpenBatch {
  const before = sights.get(batch.tree);
  if (before && shown.every((part) => before[part] === batch[part])) return before;
  sights.set(batch.tree, batch);
  return batch;
}
