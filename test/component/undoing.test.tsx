import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { TreePane } from '../../src/renderer/features/tree/tree-pane.tsx';
import { activeName, type Shown, show } from './render.tsx';

const dialog = (name: string) => page.getByRole('dialog', { name });

async function remove({ fixture, documents, settle }: Shown, at: number): Promise<void> {
  const pageIds = documents('invoice')[at]?.pages.map((one) => one.id) ?? [];
  await fixture.run('tree.edit', { batchId: fixture.batchId, edit: { type: 'page.delete', pageIds } });
  await settle();
}

describe('the bin', () => {
  const list = () => page.getByRole('listbox', { name: '回收站中的影像' });

  it('COMP-11 tells of each page its bill, its document, its sheet and who deleted it', async () => {
    const shown = await show(<TreePane />);
    await remove(shown, 0);
    shown.open({ type: 'bin' });
    await expect.element(list()).toHaveFocus();
    const line = list().getByRole('option').first();
    await expect
      .element(line)
      .toHaveAccessibleName(/^CL-2026-000123，发票 …0021，第 2 张纸正面，林晓 于 .+ 删除$/);
    await expect.element(page.getByRole('img', { name: '所选页的大图' })).toBeVisible();
  });

  it('COMP-11 ticks with Space, all with Ctrl A, and brings them back with Enter', async () => {
    const shown = await show(<TreePane />);
    await remove(shown, 0);
    await remove(shown, 1);
    shown.open({ type: 'bin' });
    await expect.element(list()).toHaveFocus();
    const lines = () => list().getByRole('option');
    await userEvent.keyboard(' ');
    await expect.element(lines().first()).toHaveAttribute('aria-selected', 'true');
    await expect.element(lines().nth(1)).toHaveAttribute('aria-selected', 'false');
    await userEvent.keyboard('{Control>}a{/Control}');
    await expect.element(page.getByRole('button', { name: '恢复 2 页' })).toBeVisible();
    await userEvent.keyboard('{Enter}');
    await expect.element(dialog('回收站')).not.toBeInTheDocument();
    await expect.element(page.getByRole('treeitem', { name: '发票 数电专票 …0021' })).toBeVisible();
  });

  it('COMP-29 leads with bringing back what is ticked, or the page in view', async () => {
    const shown = await show(<TreePane />);
    await remove(shown, 0);
    await remove(shown, 1);
    shown.open({ type: 'bin' });
    await expect.element(list()).toHaveFocus();
    const leading = () => dialog('回收站').element().querySelector('.MuiButton-contained')?.textContent;
    expect(leading()).toBe('恢复');
    await userEvent.keyboard('{Control>}a{/Control}');
    await expect.poll(leading).toBe('恢复 2 页');
  });

  it('COMP-11 says when it is empty and what it is for', async () => {
    const shown = await show(null, { language: 'en-US' });
    shown.open({ type: 'bin' });
    await expect.element(dialog('Bin').getByText('The bin is empty')).toBeVisible();
    await expect.element(page.getByRole('button', { name: 'Restore' })).toBeDisabled();
  });
});

describe('the history of edits', () => {
  const list = () => page.getByRole('listbox');

  async function turnTwice(shown: Shown): Promise<void> {
    const pageId = shown.documents('invoice')[0]?.pages[0]?.id;
    if (!pageId) throw new Error('the case has an invoice');
    for (const turn of [90, 90] as const)
      await shown.fixture.run('tree.edit', {
        batchId: shown.fixture.batchId,
        edit: { type: 'page.rotate', pageIds: [pageId], turn },
      });
    await shown.settle();
  }

  it('COMP-12 stands on the present, which it marks, and tells who did what and when', async () => {
    const shown = await show(null);
    await turnTwice(shown);
    shown.open({ type: 'history' });
    await expect.element(list()).toHaveFocus();
    await expect.element(list()).toHaveAccessibleName('可撤销与重做的操作，最近的在前');
    await expect.poll(() => activeName(list())).toMatch(/^旋转当前.*林晓 · /);
    await expect
      .element(list().getByRole('option', { selected: true }))
      .toHaveAttribute('aria-current', 'step');
  });

  it('COMP-12 goes back with Enter, says how many steps it took and marks them as undone', async () => {
    const shown = await show(null);
    await turnTwice(shown);
    shown.open({ type: 'history' });
    await expect.element(list()).toHaveFocus();
    await userEvent.keyboard('{End}{Enter}');
    await expect.element(page.getByRole('status')).toHaveTextContent('已撤销 2 步');
    await expect.element(list().getByText('已撤销').first()).toBeVisible();
    expect(shown.context().batch?.history.undo).toBeNull();
  });

  it('COMP-12 says when there is nothing to undo', async () => {
    const shown = await show(null);
    shown.open({ type: 'history' });
    await expect.element(dialog('操作历史').getByText('还没有可撤销的操作')).toBeVisible();
  });
});
