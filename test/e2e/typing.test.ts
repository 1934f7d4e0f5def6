import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, deskOf } from './desk.ts';
import { drawing } from './files.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const number = '26317000000530000999';

it('FIELD-14 an invoice without a code is typed in by keys, mended and undone', async () => {
  const environment = { PLATEN_VIRTUAL_SCANNER: 'off' };
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text, tree, press, picture } = desk;
  await importPlainPage(desk);
  const field = (name: Parameters<typeof text>[0]) => page.getByLabel(text(name), { exact: true });
  const numberField = field('details.invoice.number');
  const row = tree.getByRole('treeitem').filter({ hasText: '0999' });

  await press('Control+]');
  await press('i');
  await page.getByText(text('details.none.title')).waitFor();
  await window.shot('invoice-unread');
  await page.keyboard.press('F9');
  const submit = desk.dialog('submit.title');
  await submit.getByRole('button', { name: text('problem.InvoiceUnread.what') }).click();
  await hasKeyboard(desk, 'number');

  // What cannot be right is told at its field, with the page in view.
  await page.keyboard.type('2631700000053000099');
  await page.keyboard.press('Tab');
  await page.getByText(text('field.NumberDigits')).waitFor();
  await field('details.invoice.date').fill('2026-02-30');
  await page.keyboard.press('Enter');
  await page.getByText(text('field.NoSuchDay')).waitFor();
  await hasKeyboard(desk, 'number');
  await picture().waitFor();
  await window.shot('invoice-form');

  await numberField.fill(number);
  await field('details.invoice.date').fill('2026年3月18日');
  await field('details.invoice.gross').fill('1,234.5');
  await field('details.invoice.type').selectOption('digital-special');
  await page.keyboard.press('Enter');
  await row.filter({ hasText: '1,234.50' }).waitFor();
  await page.getByText(text('details.source.manual')).first().waitFor();
  await expect.poll(() => tree.evaluate((element) => element.matches(':focus'))).toBe(true);
  await window.shot('invoice-typed');

  await page.keyboard.press('d');
  await hasKeyboard(desk, 'number');
  await field('details.invoice.gross').fill('99.00');
  await page.keyboard.press('Escape');
  await numberField.waitFor({ state: 'hidden' });
  await row.filter({ hasText: '1,234.50' }).waitFor();
  await page.keyboard.press('d');
  await field('details.invoice.gross').fill('88.00');
  await page.keyboard.press('Enter');
  await row.filter({ hasText: '88.00' }).waitFor();

  await press('Control+z');
  await row.filter({ hasText: '1,234.50' }).waitFor();
  await press('Control+z');
  await page.getByText(text('details.none.title')).waitFor();
  await window.close();
});

async function importPlainPage({ page, tree }: Desk): Promise<void> {
  const buffer = await drawing('#336699', 'png');
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles([{ name: 'taxi.png', mimeType: 'image/png', buffer }]);
  await tree.getByRole('treeitem').filter({ hasText: 'taxi.png' }).waitFor();
}

async function hasKeyboard({ page }: Desk, name: string): Promise<void> {
  await expect.poll(() => page.locator(':focus').getAttribute('name')).toBe(name);
}
