import { expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { press, showWindow } from './render.tsx';

it.each(['zh-CN', 'en-US'] as const)(
  'VIEW-71 the bar, the filter and its strip count what needs a look in one unit, which they name (%s)',
  async (language) => {
    const { text } = await showWindow({ language });
    await press('Control+F8');
    const strip = page.getByRole('group', { name: text('filter.active') }).getByRole('status');
    await expect.element(strip).toBeVisible();
    await press('Control+Shift+f');
    const part = page.getByRole('menuitemcheckbox', { name: new RegExp(text('filter.attention')) });
    await expect.element(part).toBeVisible();
    const count = Number(/\d+/.exec(part.element().getAttribute('aria-label') ?? '')?.[0]);
    expect(count).toBeGreaterThan(0);
    // What needs a look is worked out after the window is drawn.
    const said = () =>
      [...document.querySelectorAll('button')].map((button) => button.getAttribute('aria-label'));
    await expect.poll(said).toContain(text('attention.chip', { count }));
    const unit = language === 'zh-CN' ? '份' : 'document';
    expect(text('attention.chip', { count })).toContain(unit);
    await expect.element(part).toHaveAttribute('aria-label', expect.stringContaining(unit));
    expect(document.querySelector(`[aria-label="${text('filter.active')}"]`)?.textContent).toContain(unit);
  },
);
