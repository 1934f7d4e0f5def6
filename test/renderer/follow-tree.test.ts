import { afterEach, expect, it } from 'vitest';
import type { DocumentId } from '../../src/domain/ids.ts';
import { setAttachment } from '../../src/renderer/actions/edit-actions.ts';
import { goToRow } from '../../src/renderer/actions/navigation.ts';
import { remove } from '../../src/renderer/actions/page-actions.ts';
import { runAction } from '../../src/renderer/actions/workbench-provider.tsx';
import { followTree } from '../../src/renderer/app/follow-tree.ts';
import { type OpenCase, openCase } from './case.ts';
import { caseSides } from './fixture-case.ts';

let open: OpenCase;
afterEach(() => open?.close());

const shown = () => open.context().rows.flatMap((row) => (row.type === 'document' ? [row] : []));
const ui = () => open.workbench.ui.get();

async function openFollowed(): Promise<void> {
  open = await openCase(caseSides);
  followTree(open.workbench);
}

function standOnOnly(): { key: DocumentId; billId: string } {
  const [only, ...others] = shown();
  if (!only || others.length > 0) throw new Error(`one document is shown: ${others.length + 1}`);
  goToRow(open.context(), only.key);
  return only;
}

it('UI-25 the last one a filter shows is mended, and the cursor is on it again where the filter goes', async () => {
  await openFollowed();
  open.workbench.ui.set({ filter: new Set(['unread', 'invoice']) });
  const { key } = standOnOnly();
  runAction(open.workbench, setAttachment);
  await open.settle();
  expect(shown()).toEqual([]);
  open.workbench.ui.set({ filter: new Set() });
  expect(ui().cursor).toBe(key);
});

it.each(['search', 'filter'] as const)(
  'UI-25 the last one a %s shows is deleted, and the cursor is at its place where that goes, not at the top',
  async (by) => {
    await openFollowed();
    if (by === 'search') open.workbench.ui.set({ search: '溪石' });
    else open.workbench.ui.set({ filter: new Set(['unread', 'invoice']) });
    const { billId, key } = standOnOnly();
    runAction(open.workbench, remove);
    await open.settle();
    expect(shown()).toEqual([]);
    // What lies in the bin is not shown large either.
    expect(ui().shownPageId).toBeNull();
    open.workbench.ui.set({ search: '', filter: new Set() });
    expect(ui().cursor).not.toBe(key);
    expect(ui().cursor).toBe(billId);
    expect(ui().shownPageId).not.toBeNull();
  },
);

it('UI-25 a search for something else has the cursor on what it finds', async () => {
  await openFollowed();
  open.workbench.ui.set({ search: '溪石' });
  standOnOnly();
  open.workbench.ui.set({ search: '明远' });
  expect(shown().map(({ key }) => key)).toContain(ui().cursor);
});
