import { describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { activeName, press, showWindow, treeOf } from './render.tsx';

describe('the cursor, where what it stood on goes', () => {
  it('SPEED-10 is on the row that took its place before anything is drawn: no button is refused in between', async () => {
    const { text, fixture } = await showWindow();
    const tree = treeOf(text);
    tree.element().focus();
    await press('Home', 'ArrowDown', 'ArrowDown');
    const before = activeName(tree);
    const button = page.getByRole('button', { name: text('action.rotateRight'), exact: true }).first();
    await expect.element(button).toHaveAttribute('aria-disabled', 'false');
    const refused: string[] = [];
    const lost: string[] = [];
    new MutationObserver(() => {
      refused.push(button.element().getAttribute('aria-disabled') ?? '');
      if (activeName(tree) === '') lost.push('no row');
    }).observe(document.body, { subtree: true, childList: true, attributes: true });
    const pages = fixture.tree().pages.size;
    await press('Delete');
    await expect
      .poll(() => [...fixture.tree().pages.values()].filter((one) => !one.isDeleted).length)
      .toBeLessThan(pages);
    await expect.poll(() => activeName(tree)).not.toBe(before);
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused)).toEqual(new Set(['false']));
    expect(lost).toEqual([]);
  });
});
