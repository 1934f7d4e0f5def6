import type { BillId } from '../../domain/ids.ts';
import type { BillView } from '../station/tree-index.ts';
import type { ActionContext } from './context.ts';
import { goToBill, startNumber } from './navigation.ts';
import { notify } from './workbench-state.ts';

/* Numbers typed one after the other: each entry leads to the next bill that has none. */

/**
 * After the number of a bill was saved, or its field left empty: the next bill without a number stands ready to be
 * typed, its cover in view; where there is none the keyboard goes back to the tree.
 */
export function goOnTyping(context: ActionContext, from: BillId, left: 'saved' | 'empty'): void {
  const next = nextWithoutNumber(context, from);
  if (next) {
    goToBill(context, next.bill.id);
    startNumber(context, next.bill.id);
    return;
  }
  context.workbench.set(({ focusTree }) => ({ focusTree: focusTree + 1 }));
  if (left === 'saved') notify(context.workbench, { type: 'done', key: 'numbers.complete', params: {} });
}

/** The bill after this one, round the end, that has no number; not one whose pages may still bring it. */
export function nextWithoutNumber({ index }: ActionContext, from: BillId): BillView | null {
  const at = index.bills.findIndex((view) => view.bill.id === from);
  const round = [...index.bills.slice(at + 1), ...index.bills.slice(0, Math.max(0, at))];
  return round.find(isMissing) ?? null;
}

function isMissing({ bill, unread }: BillView): boolean {
  return bill.state === 'open' && bill.number === null && unread === 0;
}
