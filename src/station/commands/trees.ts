import type { StationError } from '../../contract/errors.ts';
import type { StationEvent } from '../../contract/events.ts';
import type { BatchId, IdSource } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { apply } from '../../domain/tree/apply.ts';
import { applyDiff, isEmptyDiff } from '../../domain/tree/changes.ts';
import type { EditCommand, ReplaceCommand, SystemCommand } from '../../domain/tree/commands.ts';
import type { TreeDiff } from '../../domain/tree/diff.ts';
import { effectsOf } from '../../domain/tree/effects.ts';
import {
  type HistoryChange,
  historyAfter,
  type LabelledStep,
  newStep,
  nextLabels,
  redoDiff,
  stepsDroppedBy,
  undoDiff,
} from '../../domain/tree/history.ts';
import { billsTouchedBy } from '../../domain/tree/touched.ts';
import type { Clock } from '../ports/clock.ts';
import type { AuditRow, Clearing, LoadedBatch, NewJob, OutboxEntry, Store } from '../ports/store.ts';
import { droppedRow, stepSubjectOf } from './step-record.ts';
import { workOwed } from './work-owed.ts';

/** What the station's own change saves beside the tree, in the same transaction. */
export interface Alongside {
  readonly jobs?: readonly NewJob[];
  readonly finishedJob?: number;
  readonly deadJob?: { readonly id: number; readonly detail: string };
  readonly outbox?: readonly OutboxEntry[];
  readonly audit?: readonly AuditRow[];
  readonly cleared?: Clearing;
}

/**
 * The one road of every change to a tree: the domain decides, one transaction saves, then the event goes out.
 * Trees last used stay in memory; the store has one writer, so they cannot go stale.
 */
export interface Trees {
  load(batchId: BatchId): LoadedBatch | null;
  /** As it is in memory, and no sign that anybody looks at it; null where it is not. */
  peek(batchId: BatchId): LoadedBatch | null;
  /** Batches somebody looked at lately. */
  recent(): readonly BatchId[];
  edit(batchId: BatchId, command: EditCommand | ReplaceCommand): Result<{ revision: number }, StationError>;
  undo(batchId: BatchId): Result<{ revision: number }, StationError>;
  redo(batchId: BatchId): Result<{ revision: number }, StationError>;
  /** The station's own change: not on the undo stack. */
  change(
    batchId: BatchId,
    command: SystemCommand,
    alongside: Alongside,
  ): Result<{ diff: TreeDiff }, StationError>;
}

export interface TreesPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly operator: () => string;
  readonly emit: (event: StationEvent) => void;
  /** Called after a commit that added jobs. */
  readonly onJobs: () => void;
}

/** Batches kept in memory; a batch of 5,000 pages takes about 30 MB. */
const mostLoaded = 4;

export function openTrees(ports: TreesPorts): Trees {
  const loaded = new Map<BatchId, LoadedBatch>();

  function load(batchId: BatchId): LoadedBatch | null {
    const batch = loaded.get(batchId) ?? ports.store.loadBatch(batchId);
    if (batch) keep(batchId, batch);
    return batch;
  }

  /** The one used longest ago makes room: the store has it all. */
  function keep(batchId: BatchId, batch: LoadedBatch): void {
    loaded.delete(batchId);
    loaded.set(batchId, batch);
    for (const oldest of loaded.keys()) {
      if (loaded.size <= mostLoaded) break;
      loaded.delete(oldest);
    }
  }

  function save(
    batchId: BatchId,
    before: LoadedBatch,
    diff: TreeDiff,
    history: HistoryChange<LabelledStep>,
    alongside: Alongside,
  ): number {
    const revision = before.revision + 1;
    const tree = applyDiff(before.tree, diff);
    const jobs = [...(alongside.jobs ?? []), ...workOwed(tree, diff)];
    const steps = historyAfter(before.history, history);
    try {
      ports.store.commit({
        batchId,
        revision,
        diff,
        history,
        jobs,
        finishedJob: alongside.finishedJob ?? null,
        deadJob: alongside.deadJob ?? null,
        outbox: alongside.outbox ?? [],
        audit: alongside.audit ?? [],
        touched: billsTouchedBy(before.tree, tree, diff),
        ...(alongside.cleared && { cleared: alongside.cleared }),
      });
    } catch (cause) {
      // Whether it was saved is not known here: the next look reads what the disk has.
      loaded.delete(batchId);
      throw cause;
    }
    keep(batchId, { tree, revision, history: steps });
    const step = history.type === 'push' ? ({ type: 'push', seq: history.step.seq } as const) : history;
    ports.emit({ type: 'batch.changed', batchId, revision, diff, step, history: nextLabels(steps) });
    if (jobs.length > 0) ports.onJobs();
    return revision;
  }

  function audit(before: LoadedBatch, seq: number, act: string, diff: TreeDiff, detail: object): AuditRow {
    const batchId = before.tree.batch.id;
    return {
      at: ports.clock.now(),
      operator: ports.operator(),
      batchId,
      subjects: [...subjectsOf(diff), stepSubjectOf(batchId, seq)],
      act,
      detail: JSON.stringify({ ...detail, effects: effectsOf(before.tree, diff) }),
    };
  }

  return {
    load,
    peek: (batchId) => loaded.get(batchId) ?? null,
    recent: () => [...loaded.keys()],
    edit(batchId, command) {
      const before = load(batchId);
      if (!before) return err({ type: 'BatchNotFound' });
      const result = apply(before.tree, command, ports.ids);
      if (!result.ok) return result;
      if (isEmptyDiff(result.value)) return ok({ revision: before.revision });
      const step = newStep(before.history, command.type, result.value);
      const revision = save(
        batchId,
        before,
        result.value,
        { type: 'push', step },
        {
          audit: [audit(before, step.seq, command.type, result.value, command)],
        },
      );
      return ok({ revision });
    },
    undo(batchId) {
      const before = load(batchId);
      if (!before) return err({ type: 'BatchNotFound' });
      const step = before.history.findLast((one) => !one.isUndone);
      if (!step) return err({ type: 'NothingToUndo' });
      const diff = undoDiff(before.tree, step);
      if (!diff.ok) return diff;
      const history: HistoryChange<LabelledStep> = { type: 'undo', seq: step.seq };
      const revision = save(batchId, before, diff.value, history, {
        audit: [audit(before, step.seq, 'undo', diff.value, { label: step.label })],
      });
      return ok({ revision });
    },
    redo(batchId) {
      const before = load(batchId);
      if (!before) return err({ type: 'BatchNotFound' });
      const step = before.history.find((one) => one.isUndone);
      if (!step) return err({ type: 'NothingToRedo' });
      const diff = redoDiff(before.tree, step);
      if (!diff.ok) return diff;
      const history: HistoryChange<LabelledStep> = { type: 'redo', seq: step.seq };
      const revision = save(batchId, before, diff.value, history, {
        audit: [audit(before, step.seq, 'redo', diff.value, { label: step.label })],
      });
      return ok({ revision });
    },
    change(batchId, command, alongside) {
      const before = load(batchId);
      if (!before) return err({ type: 'BatchNotFound' });
      const result = apply(before.tree, command, ports.ids);
      if (!result.ok) return result;
      const history: HistoryChange<LabelledStep> =
        command.type === 'bill.submitted'
          ? { type: 'drop', seqs: stepsDroppedBy(before.tree, before.history, command.billIds) }
          : { type: 'none' };
      // A step that can no longer be undone is gone from the history; that it was, and why it is not, stays.
      const sign = { at: ports.clock.now(), operator: ports.operator() };
      const dropped = history.type === 'drop' ? droppedRow(ports.store, before, history.seqs, sign) : null;
      const audit = [...(alongside.audit ?? []), ...(dropped ? [dropped] : [])];
      save(batchId, before, result.value, history, { ...alongside, audit });
      return ok({ diff: result.value });
    },
  };
}

function subjectsOf(diff: TreeDiff): readonly string[] {
  const subjects = new Set<string>();
  for (const changes of [diff.bills, diff.documents, diff.pages]) {
    for (const record of [...changes.added, ...changes.removed, ...changes.updated]) subjects.add(record.id);
  }
  return [...subjects];
}
