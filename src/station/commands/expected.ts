import type { StationEvent } from '../../contract/events.ts';
import type { BatchId } from '../../domain/ids.ts';
import type { TreeDiff } from '../../domain/tree/diff.ts';
import type { Store } from '../ports/store.ts';
import type { Trees } from './trees.ts';

/** What the ERP expects under the numbers of a batch: its bills are compared with it long before they are submitted. */
export interface Expected {
  /** After a change of a batch: told anew where a bill got a number or another one. */
  changed(batchId: BatchId, diff: TreeDiff): void;
  /** To every batch that is looked at. */
  tellAll(): void;
}

export function openExpected(ports: {
  readonly trees: Pick<Trees, 'load' | 'recent'>;
  readonly store: Pick<Store, 'expectedFor'>;
  readonly emit: (event: StationEvent) => void;
}): Expected {
  const { trees, store, emit } = ports;

  function tell(batchId: BatchId): void {
    const tree = trees.load(batchId)?.tree;
    if (!tree) return;
    const numbers = [...tree.bills.values()].flatMap((bill) => (bill.number === null ? [] : [bill.number]));
    emit({ type: 'expected.changed', batchId, expected: [...store.expectedFor(numbers)] });
  }

  return {
    changed(batchId, diff) {
      if (changesNumbers(diff)) tell(batchId);
    },
    tellAll() {
      for (const batchId of trees.recent()) tell(batchId);
    },
  };
}

function changesNumbers(diff: TreeDiff): boolean {
  return (
    diff.bills.added.some((bill) => bill.number !== null) ||
    diff.bills.updated.some(({ to }) => 'number' in to)
  );
}
