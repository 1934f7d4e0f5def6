import type { StationError } from '../../src/contract/errors.ts';
import type { StationEvent } from '../../src/contract/events.ts';
import type { BatchId, IdByKind } from '../../src/domain/ids.ts';
import { err, ok, type Result } from '../../src/domain/result.ts';
import { apply } from '../../src/domain/tree/apply.ts';
import { emptyTree } from '../../src/domain/tree/build.ts';
import { applyDiff, isEmptyDiff } from '../../src/domain/tree/changes.ts';
import type { TreeCommand } from '../../src/domain/tree/commands.ts';
import type { TreeDiff } from '../../src/domain/tree/diff.ts';
import {
  type HistoryChange,
  historyAfter,
  type LabelledStep,
  newStep,
  nextLabels,
  redoDiff,
  undoDiff,
} from '../../src/domain/tree/history.ts';
import type { Tree } from '../../src/domain/tree/records.ts';

let minted = 0;
export function fixtureId<K extends keyof IdByKind>(kind: K): IdByKind[K] {
  minted += 1;
  return `${kind}:018f0000-0000-7000-8000-${String(minted).padStart(12, '0')}` as IdByKind[K];
}

/** The batch of a station in memory and its history: every change is told with the next revision. */
export interface FixtureTree {
  now(): Tree;
  revision(): number;
  steps(): readonly LabelledStep[];
  /** A change of the station's own. */
  change(command: TreeCommand): Result<TreeDiff, StationError>;
  /** A change that can be undone. */
  edit(command: TreeCommand): Result<{ revision: number }, StationError>;
  /** With `to`: until that step is the last one done. */
  undo(to: number | undefined): Result<unknown, StationError>;
  redo(to: number | undefined): Result<unknown, StationError>;
}

export function fixtureTree(batchId: BatchId, emit: (event: StationEvent) => void): FixtureTree {
  let tree = emptyTree({
    id: batchId,
    name: '2026-11-23 / 07',
    openedAt: Date.UTC(2026, 10, 23, 1),
    openedBy: '林晓',
  });
  let revision = 0;
  let steps: readonly LabelledStep[] = [];

  function commit(diff: TreeDiff, change: HistoryChange<LabelledStep> = { type: 'none' }): void {
    tree = applyDiff(tree, diff);
    revision += 1;
    steps = historyAfter(steps, change);
    const step = change.type === 'push' ? { type: 'push', seq: change.step.seq } : change;
    const event = { type: 'batch.changed', batchId, revision, diff, step, history: nextLabels(steps) };
    emit(event as StationEvent);
  }

  function change(command: TreeCommand): Result<TreeDiff, StationError> {
    const result = apply(tree, command, fixtureId);
    if (result.ok) commit(result.value);
    return result;
  }

  function edit(command: TreeCommand): Result<{ revision: number }, StationError> {
    const result = apply(tree, command, fixtureId);
    if (!result.ok) return result;
    if (isEmptyDiff(result.value)) return ok({ revision });
    commit(result.value, { type: 'push', step: newStep(steps, command.type, result.value) });
    return ok({ revision });
  }

  function travel(path: typeof steps, type: 'undo' | 'redo'): Result<unknown, StationError> {
    if (path.length === 0) return err({ type: type === 'undo' ? 'NothingToUndo' : 'NothingToRedo' });
    for (const step of path) {
      const diff = type === 'undo' ? undoDiff(tree, step) : redoDiff(tree, step);
      if (!diff.ok) return diff;
      commit(diff.value, { type, seq: step.seq });
    }
    return ok({ revision, steps: path.length, stopped: null });
  }

  return {
    now: () => tree,
    revision: () => revision,
    steps: () => steps,
    change,
    edit,
    undo(to) {
      const done = steps.filter((one) => !one.isUndone).toReversed();
      return travel(to === undefined ? done.slice(0, 1) : done.filter((one) => one.seq > to), 'undo');
    },
    redo(to) {
      const undone = steps.filter((one) => one.isUndone);
      return travel(to === undefined ? undone.slice(0, 1) : undone.filter((one) => one.seq <= to), 'redo');
    },
  };
}
