import type { CommandOutput } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { BatchId } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Trees } from './trees.ts';

type Travelled = Result<CommandOutput<'tree.undo'>, StationError>;

/** Undoes until the step `to` is the last one done, 0: none; null: one step. A step that cannot be undone ends it there. */
export function undoTo(trees: Trees, batchId: BatchId, to: number | null): Travelled {
  const steps = trees.load(batchId)?.history.filter((step) => !step.isUndone) ?? [];
  if (to === null) return travel(1, () => trees.undo(batchId));
  // Seen in a list that is no longer true: nothing else is undone in its place.
  if (to !== 0 && !steps.some((step) => step.seq === to)) return err({ type: 'NothingToUndo' });
  const later = steps.filter((step) => step.seq > to).length;
  return later === 0 ? err({ type: 'NothingToUndo' }) : travel(later, () => trees.undo(batchId));
}

/** Redoes until the step `to` is done; null: one step. */
export function redoTo(trees: Trees, batchId: BatchId, to: number | null): Travelled {
  const steps = trees.load(batchId)?.history.filter((step) => step.isUndone) ?? [];
  if (to === null) return travel(1, () => trees.redo(batchId));
  if (!steps.some((step) => step.seq === to)) return err({ type: 'NothingToRedo' });
  return travel(steps.filter((step) => step.seq <= to).length, () => trees.redo(batchId));
}

function travel(count: number, step: () => Result<{ revision: number }, StationError>): Travelled {
  let revision: number | null = null;
  for (let steps = 0; revision === null || steps < count; steps += 1) {
    const next = step();
    // The first one's failure is the command's own: nothing was done.
    if (!next.ok) return revision === null ? next : ok({ revision, steps, stopped: next.error });
    revision = next.value.revision;
  }
  return ok({ revision, steps: count, stopped: null });
}
