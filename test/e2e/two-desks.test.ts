import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Language } from '../../src/i18n/text.ts';
import { openRig, type Rig } from './rig.ts';
import type { ListeningChild } from './side-process.ts';
import { captureAndSubmit, deskAt, number, serviceThatExpectsIt } from './unmatched-bill.ts';

let rig: Rig;
let folder: string;
let service: ListeningChild;
beforeAll(async () => {
  rig = await openRig();
  folder = await mkdtemp(join(tmpdir(), 'platen-two-desks-'));
  service = await serviceThatExpectsIt(folder);
});
afterAll(async () => {
  await rig.close();
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

const openDesk = (language: Language) => deskAt(rig, service, language);

it('CHECK-31 a checker at the second desk sees the paper the first one scanned, confirms it and takes it back', async () => {
  const first = await openDesk('zh-CN');
  await captureAndSubmit(first);

  const second = await openDesk('zh-CN');
  const { page, text, dialog, window } = second;
  await page.keyboard.press('Shift+F6');
  const list = dialog('list.title.match');
  await list
    .getByRole('row', { name: number })
    .getByText(text('list.state.unmatched'), { exact: true })
    .waitFor({ timeout: 30_000 });
  await list.getByRole('grid').focus();
  await page.keyboard.press('Enter');
  const check = page.getByRole('dialog', { name: text('check.title.bill', { number }) });
  await check.getByText(text('check.otherStation'), { exact: true }).waitFor();
  await check.getByText(text('check.left', { expected: 1, scans: 1 }), { exact: true }).waitFor();
  const picture = check.getByRole('region', { name: text('check.picture'), exact: true }).getByRole('img');
  const widthOf = () =>
    picture.first().evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth);
  await expect.poll(widthOf, { timeout: 30_000 }).toBeGreaterThan(1000);
  expect(await picture.first().getAttribute('src')).toMatch(/^checks\//);
  // The small ones beside the lines come the same way.
  await check.locator('canvas[data-picture^="checks/"][data-picture*="width="]').first().waitFor();
  await window.shot('check-other-station');

  await page.keyboard.press('Control+Enter');
  await check.getByText(text('check.left', { expected: 0, scans: 0 }), { exact: true }).waitFor();
  await window.shot('check-other-station-confirmed');
  await check
    .getByRole('option', { name: text('check.byHand') })
    .first()
    .click();
  await check.getByRole('button', { name: text('check.undo') }).click();
  await check.getByText(text('check.left', { expected: 1, scans: 1 }), { exact: true }).waitFor();

  const third = await openDesk('en-US');
  await third.page.keyboard.press('Shift+F6');
  await third.dialog('list.title.match').getByRole('row', { name: number }).waitFor({ timeout: 30_000 });
  await third.dialog('list.title.match').getByRole('grid').focus();
  await third.page.keyboard.press('Enter');
  await third.page
    .getByRole('region', { name: third.text('check.picture'), exact: true })
    .getByRole('img')
    .first()
    .waitFor();
  await third.window.shot('check-other-station');
  for (const desk of [first, second, third]) await desk.window.close();
});

it('MATCH-53 an admin adds a scheme and a type at one desk, and the other desk has them, with who saved them', async () => {
  const first = await openDesk('zh-CN');
  const second = await openDesk('en-US');
  const openSchemes = async ({ page, text }: typeof first) => {
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: text('settings.part.schemes') }).click();
    return page.getByRole('tabpanel', { name: text('settings.part.schemes') });
  };
  const { page, text, window } = first;
  const part = await openSchemes(first);
  await part.getByText(text('schemes.empty.title')).waitFor();
  await window.shot('schemes-empty');
  const field = (index: number, name: Parameters<typeof text>[0]) =>
    part.getByRole('textbox', { name: text('schemes.at.scheme', { index, field: text(name) }), exact: true });
  const ofType = (index: number, name: Parameters<typeof text>[0]) =>
    part.getByRole('textbox', {
      name: text('schemes.at.billType', { index, field: text(name) }),
      exact: true,
    });
  await part.getByRole('button', { name: text('schemes.add') }).click();
  await page.keyboard.type('travel-auto');
  await field(1, 'schemes.zh').fill('差旅自动提交');
  await field(1, 'schemes.en').fill('Travel, by itself');
  await field(1, 'schemes.tolerance').fill('0.05');
  await part
    .getByRole('combobox', {
      name: text('schemes.at.scheme', { index: 1, field: text('schemes.submit') }),
      exact: true,
    })
    .click();
  await page.getByRole('option', { name: text('schemes.submit.automatic') }).click();
  await part.getByRole('button', { name: text('schemes.addType') }).click();
  await page.keyboard.type('travel');
  await ofType(1, 'schemes.zh').fill('差旅费报销单');
  await ofType(1, 'schemes.en').fill('Travel claim');
  await ofType(1, 'schemes.prefix').fill('CL-');
  await part.getByRole('button', { name: text('schemes.save') }).click();
  await page.getByText(text('schemes.saved')).waitFor();
  await part.getByText(/wang\.li/).waitFor();
  await part.getByRole('button', { name: new RegExp(text('schemes.compare')) }).click();
  await window.shot('schemes');

  const other = await openSchemes(second);
  await other.getByText(/wang\.li/).waitFor();
  const code = second.text('schemes.at.scheme', { index: 1, field: second.text('schemes.code') });
  expect(await other.getByRole('textbox', { name: code, exact: true }).inputValue()).toBe('travel-auto');
  await second.window.shot('schemes');
  for (const desk of [first, second]) await desk.window.close();
});
