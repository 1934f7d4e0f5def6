import { expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { TreePane } from '../../src/renderer/features/tree/tree-pane.tsx';
import { type Shown, show, showWindow, treeOf } from './render.tsx';

const field = () => page.getByRole('textbox', { name: '单据编号' });
const bill = (number: string) => page.getByRole('treeitem', { name: new RegExp(`^单据 ${number}，`) });

async function openNumber(shown: Shown, at: number): Promise<void> {
  const billId = shown.context().index.bills[at]?.bill.id ?? 'bill:';
  shown.ui.set({ cursor: billId, editingNumber: billId });
  await expect.element(field()).toHaveFocus();
}

it('KEYS-31 a number being typed is saved when a dialog takes the place of its field', async () => {
  const { text } = await showWindow();
  treeOf(text).element().focus();
  await userEvent.keyboard('{Home}{Enter}');
  await expect.element(field()).toHaveFocus();
  await userEvent.keyboard('CL-2026-000778{F9}');
  await expect.element(page.getByRole('dialog', { name: '提交单据' })).toBeVisible();
  await userEvent.keyboard('{Escape}');
  await expect.element(bill('CL-2026-000778')).toBeVisible();
});

it('KEYS-31 so is one whose place the number of another bill takes, and that field stays open', async () => {
  const shown = await show(<TreePane />);
  await openNumber(shown, 0);
  await userEvent.keyboard('CL-2026-000778');
  await openNumber(shown, 1);
  await expect.element(bill('CL-2026-000778')).toBeVisible();
  await shown.settle();
  await expect.element(field()).toHaveValue('CL-2026-000124');
});

it('KEYS-31 a field nobody typed into saves nothing, though the number was changed in another window', async () => {
  const shown = await show(<TreePane />);
  await openNumber(shown, 0);
  const billId = shown.context().index.bills[0]?.bill.id ?? 'bill:';
  const edit = { type: 'bill.setNumber', billId, number: 'CL-2026-000779' } as const;
  await shown.fixture.run('tree.edit', { batchId: shown.fixture.batchId, edit });
  await shown.settle();
  await userEvent.tab();
  await shown.settle();
  await expect.element(field()).not.toBeInTheDocument();
  await expect.element(bill('CL-2026-000779')).toBeVisible();
});

it('KEYS-31 Escape gives up what was typed', async () => {
  const shown = await show(<TreePane />);
  await openNumber(shown, 0);
  await userEvent.keyboard('CL-2026-000778{Escape}');
  await shown.settle();
  await expect.element(bill('CL-2026-000123')).toBeVisible();
});

it('KEYS-31 a station that locks leaves it in its field, and nothing is told to have failed', async () => {
  const { fixture, text } = await showWindow();
  treeOf(text).element().focus();
  await userEvent.keyboard('{Home}{Enter}CL-2026-000778');
  await expect.element(field()).toHaveValue('CL-2026-000778');
  const operator = { id: 'o', name: '林晓', role: 'operator' as const, isActive: true };
  const say = (state: 'locked' | 'signedIn') =>
    fixture.emit({ type: 'session.changed', session: { state, operator, name: operator.name } });
  say('locked');
  await expect.element(page.getByLabelText('PIN')).toHaveFocus();
  say('signedIn');
  await expect.element(field()).toHaveFocus();
  await expect.element(field()).toHaveValue('CL-2026-000778');
  await expect.element(page.getByText(text('error.NotSignedIn.what'))).not.toBeInTheDocument();
  await userEvent.keyboard('{Enter}');
  await expect.element(bill('CL-2026-000778')).toBeVisible();
});
