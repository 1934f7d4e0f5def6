import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { SheetPane } from '../../src/renderer/features/sheet/sheet-pane.tsx';
import { ViewerPane } from '../../src/renderer/features/viewer/viewer-pane.tsx';
import { show, showWindow, treeOf } from './render.tsx';

it('COMP-23 a search that found nothing keeps the keyboard when it is mended and finds something again', async () => {
  const { text } = await showWindow();
  // A dialog before it gave the keyboard to the tree.
  await userEvent.keyboard('{F1}');
  await expect.element(page.getByRole('dialog')).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(treeOf(text)).toHaveFocus();
  await userEvent.keyboard('{Control>}f{/Control}');
  const field = page.getByRole('searchbox');
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('000124x');
  await expect.element(treeOf(text)).not.toBeInTheDocument();
  await userEvent.keyboard('{Backspace}');
  await expect.element(treeOf(text)).toBeVisible();
  await expect.element(field).toHaveFocus();
  await userEvent.keyboard('{Backspace}3');
  await expect.element(field).toHaveValue('000123');
});

it.each([
  ['the contact sheet', <SheetPane key="sheet" />],
  ['the page', <ViewerPane key="page" />],
])(
  'VIEW-60 where a search finds nothing the way out is offered once, also with the tree folded (%s)',
  async (_, part) => {
    const { ui } = await show(part);
    ui.set({ search: '不存在的公司' });
    await expect.element(page.getByText('没有符合“不存在的公司”的内容')).toBeVisible();
    const wayOut = page.getByRole('button', { name: '清除筛选与搜索' });
    expect(wayOut.elements()).toEqual([]);
    ui.set({ isLeftFolded: true });
    await expect.element(wayOut).toBeVisible();
  },
);

it('VIEW-25 with blank pages shown the contact sheet counts them in both its figures', async () => {
  const { text } = await showWindow();
  treeOf(text).element().focus();
  await userEvent.keyboard('q');
  const figure = page.getByRole('toolbar', { name: text('sheet.tools') }).getByRole('status');
  await expect.element(figure).toBeVisible();
  const before = figure.element().textContent?.match(/\d+/g)?.map(Number) ?? [];
  expect(new Set(before).size).toBe(1);
  await userEvent.keyboard('h');
  await expect.poll(() => figure.element().textContent).not.toContain(String(before[0]));
  const figures = figure.element().textContent?.match(/\d+/g)?.map(Number) ?? [];
  expect(new Set(figures).size, figure.element().textContent ?? '').toBe(1);
  expect(figures[0]).toBeGreaterThan(before[0] ?? 0);
});

it('COMP-23 where a search finds nothing Enter leads to what shows all again, and from there back to the tree', async () => {
  const { text } = await showWindow();
  await userEvent.keyboard('{Control>}f{/Control}');
  await userEvent.keyboard('nothing like this{Enter}');
  const clear = page.getByRole('button', { name: text('action.filter.clear'), exact: false }).first();
  await expect.element(clear).toHaveFocus();
  await userEvent.keyboard('{Enter}');
  await expect.element(treeOf(text)).toHaveFocus();
});

it('COMP-23 Enter on the contact sheet opens the page with the keyboard in the tree', async () => {
  const { text } = await showWindow();
  treeOf(text).element().focus();
  await userEvent.keyboard('q');
  const grid = page.getByRole('grid', { name: text('sheet.label') });
  await expect.element(grid).toHaveFocus();
  await userEvent.keyboard('{ArrowRight}{Enter}');
  await expect.element(grid).not.toBeInTheDocument();
  await expect.element(treeOf(text)).toHaveFocus();
});

it.each(['zh-CN', 'en-US'] as const)(
  'VIEW-72 where a search finds nothing the view shows no page, and Del touches none and says why (%s)',
  async (language) => {
    const { text, fixture } = await showWindow({ language });
    await userEvent.keyboard('{Control>}f{/Control}');
    await userEvent.keyboard('nothing like this');
    const view = page.getByRole('region', { name: text('viewer.label') });
    await expect
      .element(view.getByText(text('tree.search.none.title', { text: 'nothing like this' })))
      .toBeVisible();
    (document.activeElement as HTMLElement).blur();
    for (const key of ['Delete', 'r', 'i', 'b', 'n']) {
      await userEvent.keyboard(key === 'Delete' ? '{Delete}' : key);
      await expect.element(page.getByText(text('refusal.nothingListed')).first()).toBeVisible();
    }
    expect([...fixture.tree().pages.values()].filter(({ isDeleted }) => isDeleted)).toEqual([]);
    await page.getByRole('button', { name: text('action.filter.clear') }).click();
    await expect.element(treeOf(text)).toHaveFocus();
    await userEvent.keyboard('{Delete}');
    await expect
      .poll(() => [...fixture.tree().pages.values()].filter(({ isDeleted }) => isDeleted).length)
      .toBeGreaterThan(0);
  },
);
