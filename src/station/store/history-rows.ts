import type { Database } from 'better-sqlite3';
import type { BatchId } from '../../domain/ids.ts';
import { assertNever } from '../../domain/result.ts';
import type { HistoryChange, LabelledStep } from '../../domain/tree/history.ts';
import { filledDiff } from './older-diff.ts';

export interface HistoryRows {
  of(batchId: BatchId): readonly LabelledStep[];
  change(batchId: BatchId, change: HistoryChange<LabelledStep>): void;
}

interface StepRow {
  readonly seq: number;
  readonly label: string;
  readonly diff: string;
  readonly is_undone: 0 | 1;
}

export const historySql = {
  ofBatch: 'SELECT seq, label, diff, is_undone FROM history_steps WHERE batch_id = ? ORDER BY seq',
} as const;

/** The undo stack of each batch. */
export function openHistoryRows(db: Database): HistoryRows {
  const select = db.prepare<[string], StepRow>(historySql.ofBatch);
  const insert = db.prepare(
    'INSERT INTO history_steps (batch_id, seq, label, diff, is_undone) VALUES (?, ?, ?, ?, 0)',
  );
  const dropUndone = db.prepare('DELETE FROM history_steps WHERE batch_id = ? AND is_undone = 1');
  const drop = db.prepare('DELETE FROM history_steps WHERE batch_id = ? AND seq = ?');
  const mark = db.prepare('UPDATE history_steps SET is_undone = ? WHERE batch_id = ? AND seq = ?');

  function markStep(batchId: BatchId, seq: number, isUndone: 0 | 1): void {
    if (mark.run(isUndone, batchId, seq).changes !== 1)
      throw new Error(`no step ${seq} in the history of ${batchId}`);
  }

  return {
    of(batchId) {
      return select.all(batchId).map((row) => ({
        seq: row.seq,
        label: row.label,
        diff: filledDiff(JSON.parse(row.diff)),
        isUndone: row.is_undone === 1,
      }));
    },
    change(batchId, change) {
      switch (change.type) {
        case 'push':
          dropUndone.run(batchId);
          insert.run(batchId, change.step.seq, change.step.label, JSON.stringify(change.step.diff));
          return;
        case 'undo':
          return markStep(batchId, change.seq, 1);
        case 'redo':
          return markStep(batchId, change.seq, 0);
        case 'drop':
          for (const seq of change.seqs) drop.run(batchId, seq);
          return;
        case 'none':
          return;
        default:
          assertNever(change);
      }
    },
  };
}
