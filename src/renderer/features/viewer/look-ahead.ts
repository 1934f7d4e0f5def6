import { useEffect } from 'react';
import type { Page } from '../../../domain/tree/records.ts';
import { type ActionContext, billAtCursor } from '../../actions/context.ts';
import { isFocusable, neighbourPage, pageOfRow } from '../../actions/navigation.ts';
import { type Hold, hold } from '../../components/unpacked.ts';

/** Pages a single key leads to from here: the rows below and above, the page after, the next bill. */
export function pagesAhead(context: ActionContext): readonly Page[] {
  const { rows, ui, index, batch } = context;
  const at = rows.findIndex((row) => row.key === ui.cursor);
  const beside = (step: 1 | -1) => {
    for (let next = at + step; at >= 0 && next >= 0 && next < rows.length; next += step) {
      const row = rows[next];
      if (row && isFocusable(row)) return pageOfRow(context, row.key);
    }
    return null;
  };
  const nextBill = index.bills[billAtCursor(context)?.position ?? index.bills.length];
  const ids = [
    beside(1),
    neighbourPage(context, 1),
    nextBill && pageOfRow(context, nextBill.bill.id),
    beside(-1),
  ];
  const pages = [...new Set(ids)].flatMap((id) => (id && batch?.tree.pages.get(id)) || []);
  return pages.filter((page) => page.id !== ui.shownPageId && page.clearedAt === null);
}

/** Fetches and unpacks pictures, the likeliest first, once the hand rests on a page. */
export function useLookAhead(urls: readonly string[]): void {
  const list = urls.join(' ');
  useEffect(() => {
    if (list === '') return;
    let holds: readonly Hold[] = [];
    const timer = setTimeout(() => {
      holds = list.split(' ').map((url) => hold({ url, width: null }, 'low'));
      // What cannot be had is told when the page itself is looked at.
      for (const { picture } of holds) picture.catch(() => undefined);
    }, 60);
    return () => {
      clearTimeout(timer);
      for (const { letGo } of holds) letGo();
    };
  }, [list]);
}
