import type { HistoryEntry } from '../../contract/history-shapes.ts';
import type { BatchId } from '../../domain/ids.ts';
import { effectsOf, stepSubject } from '../../domain/tree/effects.ts';
import type { LabelledStep } from '../../domain/tree/history.ts';
import type { ActSign, AuditRow, LoadedBatch, Store } from '../ports/store.ts';

/** Under what the audit keeps the acts of one step. A number is given again once its step was dropped; the last act counts. */
export function stepSubjectOf(batchId: BatchId, seq: number): string {
  return `step:${batchId}:${seq}`;
}

function droppedSubjectOf(batchId: BatchId): string {
  return `dropped:${batchId}`;
}

/** The undo history as it is told: what is done, what was undone, and what a submission closed; the oldest first. */
export function stepsOf(store: Store, batch: LoadedBatch): readonly HistoryEntry[] {
  const closed = store
    .auditOf(droppedSubjectOf(batch.tree.batch.id))
    .flatMap((entry) => (JSON.parse(entry.detail) as { steps: readonly HistoryEntry[] }).steps);
  const open = batch.history.map((step) => stepEntry(store, batch, step, step.isUndone ? 'undone' : 'done'));
  return [...closed, ...open];
}

/** Keeps what a submission takes from the history; null when that is nothing. */
export function droppedRow(
  store: Store,
  before: LoadedBatch,
  seqs: readonly number[],
  sign: ActSign,
): AuditRow | null {
  const batchId = before.tree.batch.id;
  // What was undone is not in the batch: that it can no longer be redone is nothing to keep.
  const dropped = before.history.filter((step) => seqs.includes(step.seq) && !step.isUndone);
  if (dropped.length === 0) return null;
  return {
    ...sign,
    batchId,
    subjects: [droppedSubjectOf(batchId)],
    act: 'steps dropped',
    detail: JSON.stringify({ steps: dropped.map((step) => stepEntry(store, before, step, 'dropped')) }),
  };
}

function stepEntry(
  store: Store,
  { tree }: LoadedBatch,
  step: LabelledStep,
  state: HistoryEntry['state'],
): HistoryEntry {
  const sign = store.lastStep(stepSubjectOf(tree.batch.id, step.seq));
  return {
    seq: step.seq,
    label: step.label,
    state,
    at: sign?.at ?? null,
    operator: sign?.operator ?? null,
    subject: stepSubject(tree, step.diff),
    effects: effectsOf(tree, step.diff).map(({ field, from, to }) => ({ field, from, to })),
  };
}
