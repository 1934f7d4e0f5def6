import type { BillView } from '../../station/tree-index.ts';

/** Bills whose number holds what was typed: the very number first, then those that end so, each in the batch's order. */
export function foundBills(bills: readonly BillView[], typed: string): readonly BillView[] {
  const needle = plain(typed);
  if (needle === '') return bills;
  const nearness = ({ bill }: BillView) => {
    const number = plain(bill.number ?? '');
    if (number === needle) return 0;
    if (number.endsWith(needle)) return 1;
    return number.includes(needle) ? 2 : 3;
  };
  return bills.filter((view) => nearness(view) < 3).toSorted((a, b) => nearness(a) - nearness(b));
}

/** As covers are read: full-width signs are the same signs, and case is no difference. */
function plain(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
