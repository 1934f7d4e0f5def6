import { useEffect } from 'react';
import type { Page } from '../../../domain/tree/records.ts';
import { type ActionContext, cursorBill } from '../../actions/context.ts';
import { isFocusable, neighbourPage, pageOfRow } from '../../actions/navigation.ts';

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
  const nextBill = index.bills[cursorBill(context)?.position ?? index.bills.length];
  const ids = [
    beside(1),
    neighbourPage(context, 1),
    nextBill && pageOfRow(context, nextBill.bill.id),
    beside(-1),
  ];
  const pages = [...new Set(ids)].flatMap((id) => (id && batch?.tree.pages.get(id)) || []);
  return pages.filter((page) => page.id !== ui.shownPageId && page.clearedAt === null);
}

/** As many as a few steps in every direction take; unpacked they are a megabyte each. */
const mostKept = 12;
/** Fetched last come last. */
const kept = new Map<string, HTMLImageElement>();

/** Fetches pictures and unpacks them, once the hand rests on a page. */
export function useLookAhead(urls: readonly string[]): void {
  const list = urls.join(' ');
  useEffect(() => {
    if (list === '') return;
    const timer = setTimeout(() => {
      for (const url of list.split(' ')) keep(url);
    }, 60);
    return () => clearTimeout(timer);
  }, [list]);
}

function keep(url: string): void {
  const image = kept.get(url) ?? new Image();
  kept.delete(url);
  kept.set(url, image);
  if (image.src === '') {
    image.src = url;
    // What cannot be had is told when the page itself is looked at.
    image.decode().catch(() => kept.delete(url));
  }
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break;
    kept.delete(oldest);
  }
}
