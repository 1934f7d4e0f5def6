import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { Text } from '../../src/i18n/text.ts';
import type { MessageKey } from '../../src/i18n/zh-CN.ts';
import { press, showWindow, treeOf } from './render.tsx';

const branches: Readonly<Partial<Record<MessageKey, readonly MessageKey[]>>> = {
  'action.insert': ['action.insertScan', 'action.insertImport', 'action.insertWhole'],
  'action.replace': ['action.replaceScan', 'action.replaceImport'],
  'menu.move': ['action.moveUp', 'action.moveDown', 'action.moveToBill'],
  'menu.page': [
    'action.markBlank',
    'action.markContent',
    'action.adjust',
    'action.automatic',
    'action.rerun',
    'action.accept',
  ],
  'menu.bill': ['action.editNumber', 'action.newBill', 'action.joinBill', 'action.paperPending'],
  'menu.tick': ['action.tick', 'action.tickAll', 'action.tickLikeInBill', 'action.tickLikeInBatch'],
};

const menuOf = (text: Text) => page.getByRole('menu', { name: text('menu.label') });

async function openMenu(text: Text): Promise<void> {
  treeOf(text).element().focus();
  await press('Home', 'ArrowDown', 'Shift+F10');
  await expect.element(menuOf(text)).toBeVisible();
}

describe.each(['zh-CN', 'en-US'] as const)('the context menu (%s)', (language) => {
  it('VIEW-70 is seen whole in a window of 1366 x 768, each branch too', async () => {
    await page.viewport(1366, 768);
    const { text } = await showWindow({ language });
    await openMenu(text);
    expectWhole(menuOf(text).element());
    await userEvent.hover(menuOf(text).getByRole('menuitem').first());
    for (const [branch, actions] of Object.entries(branches) as [MessageKey, readonly MessageKey[]][]) {
      await userEvent.hover(page.getByRole('menuitem', { name: text(branch), includeHidden: true }).first());
      const open = page.getByRole('menu', { name: text(branch), exact: true });
      await expect.element(open).toBeVisible();
      expectWhole(open.element());
      expect(open.getByRole('menuitem').elements()).toHaveLength(actions.length);
      // What is replaced is named by its kind.
      if (branch !== 'action.replace')
        for (const action of actions) await expect.element(open).toMatchTextContent(text(action));
    }
  });

  it('VIEW-70 is walked by keys alone: into a branch, back out, and to an action', async () => {
    await page.viewport(1366, 768);
    const { text } = await showWindow({ language });
    await openMenu(text);
    await press('End', 'ArrowRight');
    const ticks = page.getByRole('menu', { name: text('menu.tick'), exact: true });
    await expect.element(ticks).toBeVisible();
    await press('ArrowLeft');
    await expect.element(ticks).not.toBeInTheDocument();
    await expect.element(menuOf(text)).toBeVisible();
    await press('Enter');
    await expect.element(ticks).toBeVisible();
    await press('Escape');
    await expect.element(ticks).not.toBeInTheDocument();
    await press('ArrowRight', 'Enter');
    await expect.element(menuOf(text)).not.toBeInTheDocument();
    await expect.element(treeOf(text).getByRole('treeitem', { checked: true })).toBeVisible();
    await expect.element(treeOf(text)).toHaveFocus();
  });
});

function expectWhole(menu: Element): void {
  const paper = menu.closest('.MuiPaper-root');
  if (!paper) throw new Error('no menu');
  expect(paper.scrollHeight).toBeLessThanOrEqual(paper.clientHeight);
  const { top, bottom, left, right } = paper.getBoundingClientRect();
  expect([top >= 0, bottom <= innerHeight, left >= 0, right <= innerWidth]).toEqual([true, true, true, true]);
}
