import type { HistoryState } from '../../contract/queries.ts';
import type { BatchId, IdByKind, IdSource } from '../../domain/ids.ts';
import { apply } from '../../domain/tree/apply.ts';
import { applyDiff } from '../../domain/tree/changes.ts';
import type { TreeDiff } from '../../domain/tree/diff.ts';
import { isSame } from '../../domain/tree/equal.ts';
import {
  historyAfter,
  type LabelledStep,
  newStep,
  nextLabels,
  redoDiff,
  stepToRedo,
  stepToUndo,
  undoDiff,
} from '../../domain/tree/history.ts';
import type { Tree } from '../../domain/tree/records.ts';
import type { Asked } from './asked.ts';
import type { OpenBatch } from './projection.ts';

interface Foreseen {
  readonly diff: TreeDiff;
  readonly tree: Tree;
  readonly steps: readonly LabelledStep[];
  readonly history: HistoryState;
}

/** One that the batch as the station last told it does not show yet. */
interface Awaited {
  readonly batchId: BatchId;
  readonly asked: Asked;
  /** Known when the station has answered and its event is still on its way. */
  revision: number | null;
  /** Worked out last, and on what. */
  seen: { readonly on: Tree; readonly foreseen: Foreseen | null } | null;
}

/** Changes shown from the key on, not from the answer: the domain is the same on both sides. */
export interface Foresight {
  /** Shown from now on, until `answered`. */
  expect(batchId: BatchId, asked: Asked): Answerable;
  /** The batch with all that is awaited on top. */
  over(batch: OpenBatch): OpenBatch;
  /** The tree a change leads to: the very one that is shown, where it is what was foreseen. */
  met(batch: OpenBatch, diff: TreeDiff): Tree;
  /** The batch stands at a revision: what was answered with it, or before, is in it. */
  reached(batchId: BatchId, revision: number): void;
  /** A snapshot came: whatever is not in it comes with its event. */
  forget(): void;
}

interface Answerable {
  /** Null: refused. */
  answered(revision: number | null): void;
}

export function createForesight(): Foresight {
  let awaited: readonly Awaited[] = [];
  /** Given again as long as nothing is another: whoever draws the batch goes by its being the same. */
  let last: {
    readonly of: OpenBatch;
    readonly awaited: readonly Awaited[];
    readonly shown: OpenBatch;
  } | null = null;

  function without(gone: (one: Awaited) => boolean): void {
    if (awaited.some(gone)) awaited = awaited.filter((one) => !gone(one));
  }

  return {
    expect(batchId, asked) {
      const mine: Awaited = { batchId, asked, revision: null, seen: null };
      awaited = [...awaited, mine];
      return {
        answered(revision) {
          mine.revision = revision;
          if (revision === null) without((one) => one === mine);
        },
      };
    },
    over(batch) {
      if (last?.of === batch && last.awaited === awaited) return last.shown;
      let now = batch;
      for (const one of awaited) {
        if (one.batchId !== batch.tree.batch.id) continue;
        if (one.seen?.on !== now.tree) one.seen = { on: now.tree, foreseen: foresee(now, one.asked) };
        if (!one.seen.foreseen) continue;
        const { tree, steps, history } = one.seen.foreseen;
        now = { ...now, tree, steps, history };
      }
      last = { of: batch, awaited, shown: now };
      return now;
    },
    met(batch, diff) {
      const mine = awaited.find(({ seen }) => seen?.on === batch.tree && seen.foreseen !== null);
      if (!mine?.seen?.foreseen || !isSame(mine.seen.foreseen.diff, diff)) return applyDiff(batch.tree, diff);
      without((one) => one === mine);
      return mine.seen.foreseen.tree;
    },
    reached(batchId, revision) {
      without((one) => one.batchId === batchId && one.revision !== null && one.revision <= revision);
    },
    forget() {
      awaited = [];
    },
  };
}

/**
 * What the station will make of it. Null where only the station knows: a new record takes its id there, the step was
 * made before this window looked, or it will refuse and say why.
 */
function foresee({ tree, steps, history }: OpenBatch, asked: Asked): Foreseen | null {
  switch (asked.type) {
    case 'edit': {
      const ids = countingIds();
      const diff = apply(tree, asked.edit, ids.source);
      if (!diff.ok || ids.taken() > 0) return null;
      const step = newStep(steps, asked.edit.type, diff.value);
      return foreseen(tree, diff.value, history, historyAfter(steps, { type: 'push', step }));
    }
    case 'undo': {
      const step = stepToUndo(steps);
      const diff = step.ok ? undoDiff(tree, step.value) : step;
      if (!step.ok || !diff.ok) return null;
      return foreseen(tree, diff.value, history, historyAfter(steps, { type: 'undo', seq: step.value.seq }));
    }
    case 'redo': {
      const step = stepToRedo(steps);
      const diff = step.ok ? redoDiff(tree, step.value) : step;
      if (!step.ok || !diff.ok) return null;
      return foreseen(tree, diff.value, history, historyAfter(steps, { type: 'redo', seq: step.value.seq }));
    }
  }
}

function foreseen(
  tree: Tree,
  diff: TreeDiff,
  before: HistoryState,
  steps: readonly LabelledStep[],
): Foreseen {
  const next = nextLabels(steps);
  // Whether there is a step older than those known, the station says: until then it is asked.
  const history = { ...next, undo: next.undo ?? before.undo };
  return { diff, tree: applyDiff(tree, diff), steps, history };
}

/** Ids nobody will keep: what took one is not foreseen. */
function countingIds(): { readonly source: IdSource; taken(): number } {
  let taken = 0;
  const source: IdSource = (kind) => {
    taken += 1;
    return `${kind}:foreseen-${taken}` as IdByKind[typeof kind];
  };
  return { source, taken: () => taken };
}
