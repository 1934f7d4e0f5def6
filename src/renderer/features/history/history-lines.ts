import type { HistoryEntry } from '../../../contract/history-shapes.ts';

/** One line of the history, the latest first. `seq` 0 is the state before every edit that can be undone. */
export interface HistoryLine {
  readonly key: string;
  readonly seq: number;
  /** Null: the beginning. */
  readonly step: HistoryEntry | null;
  readonly isPresent: boolean;
}

/** What waits for redo, what is done, the beginning, and below it what a submission closed. */
export function historyLines(steps: readonly HistoryEntry[]): readonly HistoryLine[] {
  if (steps.length === 0) return [];
  const latestFirst = (state: HistoryEntry['state']) =>
    steps.filter((step) => step.state === state).toReversed();
  const done = latestFirst('done');
  const present = done[0]?.seq ?? 0;
  const line = (step: HistoryEntry): HistoryLine => ({
    key: `step-${step.seq}`,
    seq: step.seq,
    step,
    isPresent: step.state === 'done' && step.seq === present,
  });
  const closed = latestFirst('dropped').map(
    (step, at): HistoryLine => ({ ...line(step), key: `closed-${at}` }),
  );
  const open = [...latestFirst('undone'), ...done].map(line);
  const start: HistoryLine = { key: 'start', seq: 0, step: null, isPresent: present === 0 };
  return open.length > 0 ? [...open, start, ...closed] : closed;
}
