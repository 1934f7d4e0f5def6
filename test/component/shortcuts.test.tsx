import { describe, expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { activeName, press, showWindow, treeOf } from './render.tsx';

const dialog = (name: string) => page.getByRole('dialog', { name });

/** A key as the browser tells it, with nothing drawn in between one and the next. */
function key(target: Element, name: string, held: KeyboardEventInit = {}): 'heard' | 'cancelled' {
  const press = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...held });
  return target.dispatchEvent(press) ? 'heard' : 'cancelled';
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

describe('a key that is held', () => {
  it('KEYS-30 opens Submit, and does not submit what nobody has looked at', async () => {
    const { fixture, text } = await showWindow();
    const run = vi.spyOn(fixture, 'run');
    treeOf(text).element().focus();
    await press('F9');
    await expect.element(dialog('提交单据')).toBeVisible();
    const submit = dialog('提交单据').getByRole('button', { name: /^提交 \d+ 单/ });
    await expect.element(submit).toHaveFocus();
    key(submit.element(), 'F9', { repeat: true });
    // Of the button it is the browser that hears: what is cancelled clicks nothing.
    expect(key(submit.element(), 'Enter', { repeat: true })).toBe('cancelled');
    expect(run.mock.calls.map(([name]) => name)).not.toContain('bill.submit');
    await press('F9');
    await expect.element(dialog('匹配结果')).toBeVisible();
  });

  it('KEYS-30 goes on where it walks or writes', async () => {
    const { text } = await showWindow();
    const tree = treeOf(text).element();
    tree.focus();
    await press('Home');
    const first = activeName(treeOf(text));
    expect(key(tree, 'ArrowDown', { repeat: true })).toBe('cancelled');
    await expect.poll(() => activeName(treeOf(text))).not.toBe(first);
    await press('Control+f');
    expect(key(page.getByRole('searchbox').element(), ' ', { repeat: true })).toBe('heard');
  });
});
