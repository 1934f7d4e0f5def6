import { afterAll, beforeAll, expect, it } from 'vitest';
import { textOf } from '../../src/i18n/text.ts';
import { deskOf } from './desk.ts';
import { mixedFiles } from './files.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

it('E2E-5 a reload keeps the batch, the language and the theme; the keys are listed', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment: { PLATEN_VIRTUAL_SCANNER: 'off' } });
  const { page, text } = deskOf(window);
  const english = textOf('en-US');
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles((await mixedFiles()).slice(0, 2));
  const words = { bills: 1, pages: 3 };
  await page.getByText(text('tree.pages.summary', words), { exact: true }).waitFor();
  const batch = page.getByRole('button', { name: text('action.batches') });
  const name = (await batch.textContent())?.replace(/^\S+ /, '');
  await page.reload();
  await page.getByText(text('tree.pages.summary', words), { exact: true }).waitFor();
  expect(await batch.textContent()).toContain(name);

  await page.keyboard.press('F1');
  const help = page.getByRole('dialog', { name: text('help.title') });
  for (const label of ['action.scan', 'action.submit', 'action.merge'] as const) {
    await help.getByText(text(label), { exact: true }).waitFor();
  }
  await help.getByText('F2', { exact: true }).waitFor();
  await window.shot('help');
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });
  await page.keyboard.press('?');
  await help.waitFor();
  await page.keyboard.press('Escape');
  await help.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: text('action.settings'), exact: true }).click();
  const settings = page.getByRole('dialog', { name: text('settings.title') });
  await settings.getByRole('button', { name: text('settings.theme.dark'), exact: true }).click();
  await window.shot('settings');
  await settings.getByRole('button', { name: text('settings.language.en'), exact: true }).click();
  await page.getByRole('dialog', { name: english('settings.title') }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByText(english('tree.pages.summary', words), { exact: true }).waitFor();
  await page.reload();
  await page.getByText(english('tree.pages.summary', words), { exact: true }).waitFor();
  expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe('dark');
  expect(await page.evaluate('document.documentElement.lang')).toBe('en-US');
  await page.keyboard.press('F1');
  await page.getByRole('dialog', { name: english('help.title') }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: english('status.language') }).click();
  await page.getByText(text('tree.pages.summary', words), { exact: true }).waitFor();
  await window.close();
});
