import type { StationEvent } from '../../contract/events.ts';
import type { BatchSnapshot, CaptureJob, HistoryState, StationStatus } from '../../contract/queries.ts';
import type { BillStatus } from '../../contract/queue-shapes.ts';
import type { BillId, CaptureJobId } from '../../domain/ids.ts';
import type { ExpectedInvoice } from '../../domain/rules/expected.ts';
import type { GateFacts } from '../../domain/rules/gate.ts';
import type { TreeDiff } from '../../domain/tree/diff.ts';
import { historyAfter, type LabelledStep } from '../../domain/tree/history.ts';
import type { Tree } from '../../domain/tree/records.ts';

/** The open batch as this window last heard of it. Never the truth: the station holds that. */
export interface OpenBatch {
  readonly revision: number;
  readonly tree: Tree;
  readonly history: HistoryState;
  /** Of the history what this window saw being made: the latest, in their order. */
  readonly steps: readonly LabelledStep[];
  readonly captureJobs: ReadonlyMap<CaptureJobId, CaptureJob>;
  readonly statuses: ReadonlyMap<BillId, BillStatus>;
  readonly expected: readonly ExpectedInvoice[];
  /** What holds bills back beside what is in the tree, as the station says. */
  readonly facts: GateFacts;
  /** False for the moment in which the first picture of it is drawn: what needs a look takes as long as that, and comes after. */
  readonly isLookedThrough: boolean;
  /** Pages being cleaned up again; null where none is. */
  readonly rerun: { readonly done: number; readonly total: number } | null;
}

/** What the window knows of its station. */
export interface Projection {
  readonly batch: OpenBatch | null;
  readonly status: StationStatus | null;
}

export function batchFromSnapshot(snapshot: BatchSnapshot): OpenBatch {
  return {
    revision: snapshot.revision,
    tree: {
      batch: snapshot.batch,
      bills: new Map(snapshot.bills.map((bill) => [bill.id, bill])),
      documents: new Map(snapshot.documents.map((document) => [document.id, document])),
      pages: new Map(snapshot.pages.map((page) => [page.id, page])),
    },
    history: snapshot.history,
    steps: [],
    captureJobs: new Map(snapshot.captureJobs.map((job) => [job.id, job])),
    statuses: new Map(snapshot.statuses.map((status) => [status.billId, status])),
    expected: snapshot.expected,
    facts: snapshot.facts,
    isLookedThrough: true,
    // A re-run under way tells of itself with its next page.
    rerun: null,
  };
}

/**
 * The projection after an event; `gap` when a revision was missed and the snapshot has to be fetched again. `changed`
 * gives the tree a change of the batch leads to.
 */
export function project(
  now: Projection,
  event: StationEvent,
  changed: (batch: OpenBatch, diff: TreeDiff) => Tree,
): Projection | 'gap' {
  const { batch } = now;
  switch (event.type) {
    case 'batch.changed': {
      if (batch?.tree.batch.id !== event.batchId || event.revision <= batch.revision) return now;
      if (event.revision !== batch.revision + 1) return 'gap';
      const tree = changed(batch, event.diff);
      const { revision, history } = event;
      return { ...now, batch: { ...batch, tree, revision, history, steps: stepsAfter(batch.steps, event) } };
    }
    case 'capture.changed': {
      if (batch?.tree.batch.id !== event.job.batchId) return now;
      const captureJobs = new Map(batch.captureJobs).set(event.job.id, event.job);
      return { ...now, batch: { ...batch, captureJobs } };
    }
    case 'bill.status': {
      const mine = event.statuses.filter(({ batchId }) => batchId === batch?.tree.batch.id);
      if (batch === null || mine.length === 0) return now;
      const statuses = new Map(batch.statuses);
      for (const status of mine) statuses.set(status.billId, status);
      return { ...now, batch: { ...batch, statuses } };
    }
    case 'expected.changed':
      if (batch?.tree.batch.id !== event.batchId) return now;
      return { ...now, batch: { ...batch, expected: event.expected } };
    case 'gate.changed':
      if (batch?.tree.batch.id !== event.batchId) return now;
      return { ...now, batch: { ...batch, facts: event.facts } };
    case 'categories.changed':
    case 'schemes.changed':
    case 'queue.changed':
    case 'queue.transfer':
      return now;
    case 'cleanup.progress': {
      if (batch?.tree.batch.id !== event.batchId) return now;
      const { done, total } = event;
      return { ...now, batch: { ...batch, rerun: done < total ? { done, total } : null } };
    }
    case 'station.status':
      return { ...now, status: event.status };
    case 'hotFolder.batch':
    case 'link.arrived':
    case 'session.changed':
      return now;
  }
}

function stepsAfter(
  steps: readonly LabelledStep[],
  { step, diff, history }: Extract<StationEvent, { type: 'batch.changed' }>,
): readonly LabelledStep[] {
  if (step.type === 'push') {
    const made = { seq: step.seq, label: history.undo ?? '', diff, isUndone: false };
    return historyAfter(steps, { type: 'push', step: made });
  }
  // An older one is undone: none of those known is the next to be done again.
  if (step.type === 'undo' && !steps.some(({ seq }) => seq === step.seq)) return [];
  return historyAfter(steps, step);
}
