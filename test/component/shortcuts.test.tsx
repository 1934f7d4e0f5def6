import { describe, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { press, showWindow, treeOf } from './render.tsx';

const dialog = (name: string) => page.getByRole('dialog', { name });

/** A key as the browser tells it, with nothing drawn in between one and the next. */
function key(target: Element, name: string, held: KeyboardEventInit = {}): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...held }));
}

describe('keys while something is being put away', () => {
  it('KEYS-25 are the window’s from the moment a dialog is left, though it is still drawn', async () => {
    const { text } = await showWindow();
    const tree = treeOf(text).element();
    tree.focus();
    await press('F1');
    await expect.element(dialog('键盘快捷键')).toBeVisible();
    key(dialog('键盘快捷键').element(), 'Escape');
    expect(document.querySelector('[role=dialog]')).not.toBeNull();
    key(tree, 'k', { ctrlKey: true });
    await expect.element(dialog('查找操作')).toBeVisible();
  });

  it('KEYS-25 are the window’s from the moment a menu is left', async () => {
    const { text } = await showWindow();
    const tree = treeOf(text).element();
    tree.focus();
    await page.getByRole('button', { name: text('action.insert') }).click();
    const menu = page.getByRole('menu');
    await expect.element(menu).toBeVisible();
    key(menu.element(), 'Escape');
    expect(document.querySelector('[role=menu]')).not.toBeNull();
    key(tree, 'k', { ctrlKey: true });
    await expect.element(dialog('查找操作')).toBeVisible();
  });

  it('KEYS-25 are the menu’s as long as it is open', async () => {
    const { text } = await showWindow();
    treeOf(text).element().focus();
    await page.getByRole('button', { name: text('action.insert') }).click();
    await expect.element(page.getByRole('menu')).toBeVisible();
    await userEvent.keyboard('{Control>}k{/Control}');
    await userEvent.keyboard('{F1}');
    expect(page.getByRole('dialog').elements()).toEqual([]);
    await expect.element(page.getByRole('menu')).toBeVisible();
  });
});
