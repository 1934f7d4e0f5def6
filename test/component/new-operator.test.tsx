import { expect, it, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { NewOperator } from '../../src/renderer/features/settings/new-operator.tsx';
import { show } from './render.tsx';

it.each(['zh-CN', 'en-US'] as const)(
  'COMP-42 a new operator begins as an operator, whatever the one before was made (%s)',
  async (language) => {
    const { text, fixture } = await show(<NewOperator given={null} />, { language });
    const run = vi.spyOn(fixture, 'run');
    const role = page.getByRole('combobox', { name: text('operators.role') });
    const add = async (name: string) => {
      await page.getByRole('textbox', { name: text('operators.name') }).fill(name);
      for (const pin of ['pin.new', 'pin.again'] as const)
        await page.getByLabelText(text(pin), { exact: true }).fill('482915');
      await page.getByRole('button', { name: text('operators.add') }).click();
    };
    await expect.element(role).toHaveTextContent(text('role.operator'));
    await role.click();
    await page.getByRole('option', { name: text('role.admin') }).click();
    await userEvent.keyboard('{Tab}');
    await add('Zhou');
    await expect.element(page.getByRole('textbox', { name: text('operators.name') })).toHaveValue('');
    await expect.element(role).toHaveTextContent(text('role.operator'));
    await add('Wu');
    await vi.waitFor(() =>
      expect(
        run.mock.calls.filter(([name]) => name === 'operators.save').map(([, input]) => input),
      ).toMatchObject([
        { name: 'Zhou', role: 'admin' },
        { name: 'Wu', role: 'operator' },
      ]),
    );
  },
);
