import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import type { FixtureSide } from '../renderer/fixture-pages.ts';
import { activeName, showWindow, treeOf } from './render.tsx';

/** A bill longer than any window is high. */
const longBill: readonly FixtureSide[] = [
  { kind: 'cover', billNumber: 'CL-2026-000777' },
  ...Array.from({ length: 60 }, (): FixtureSide => ({ kind: 'attachment' })),
];

it('KEYS-29 the number of a bill is typed on its line, however far that is scrolled away', async () => {
  const { text } = await showWindow({ sides: longBill });
  const tree = treeOf(text).element();
  tree.focus();
  await userEvent.keyboard('{End}');
  await expect.poll(() => tree.scrollTop).toBeGreaterThan(500);
  await userEvent.keyboard('{Enter}');
  const field = page.getByRole('textbox', { name: text('tree.bill.numberLabel') });
  await expect.element(field).toHaveFocus();
  await expect.element(field).toBeInViewport();
  await userEvent.keyboard('{Control>}a{/Control}CL-2026-000778{Enter}');
  await expect.element(treeOf(text)).toHaveFocus();
  await userEvent.keyboard('{Home}');
  await expect.poll(() => activeName(treeOf(text))).toContain('CL-2026-000778');
});

it('KEYS-29 a folded left pane opens for it', async () => {
  const { text } = await showWindow({ sides: longBill });
  treeOf(text).element().focus();
  await userEvent.keyboard('{Control>}[BracketLeft]{/Control}');
  await expect
    .poll(() => page.getByRole('complementary', { name: text('app.pane.left') }).query())
    .toBeNull();
  await userEvent.keyboard('e');
  await expect.element(page.getByRole('textbox', { name: text('tree.bill.numberLabel') })).toHaveFocus();
});
