import type { Page } from '../../domain/tree/records.ts';
import { useText } from '../components/text.tsx';
import { sheetNumber, sheetsBeforeEach } from '../station/stacks.ts';
import { useStation } from './workbench-provider.tsx';

/** Where a page came from, in words: its file, or the side of its sheet by the number it has in the stack. */
export type PageOrigin = (page: Page) => string;

export function usePageOrigin(): PageOrigin {
  const text = useText();
  const before = useStation((state) => sheetsBeforeEach(state.batch));
  return (page) =>
    page.source
      ? text('tree.document.file', { name: page.source.name })
      : text('tree.document.pageOfSheet', { sheet: sheetNumber(before, page), side: page.side });
}
