import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadPaper } from '../station/paper.ts';
import { deskOf } from './desk.ts';
import { drawing } from './files.ts';
import { allRead, sampleSheets } from './manual-bill.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

it('MAN-9 where several scanners are in reach Scan asks which, and the stack becomes covers, invoices and attachments by itself', async () => {
  const sheets = await sampleSheets(0, 4);
  const paper = await loadPaper(sheets.map(({ buffer }) => buffer));
  const window = await rig.openWindow({ language: 'zh-CN', environment: { PLATEN_ESCL: paper.url } });
  const desk = deskOf(window);
  const { page, text, tree, dialog } = desk;
  await page.getByRole('button', { name: new RegExp(text('scan.noDevice')) }).waitFor();
  await page.keyboard.press('F2');
  const asks = dialog('profiles.title');
  await asks.getByRole('radio').nth(1).waitFor();
  await window.shot('manual-which-scanner');
  const address = new URL(paper.url).host;
  await asks.getByRole('radio', { name: new RegExp(address) }).click();
  const sides = asks.getByRole('group', { name: text('profiles.field.sides') });
  await sides.getByRole('button', { name: text('scan.sides.simplex'), exact: true }).click();
  await asks.getByRole('button', { name: text('profiles.save'), exact: true }).click();
  await asks.getByText(text('profiles.dirty'), { exact: true }).waitFor({ state: 'hidden' });
  await page.keyboard.press('Escape');
  await asks.waitFor({ state: 'hidden' });
  await page.keyboard.press('F2');
  await expect.poll(() => tree.getByRole('treeitem', { level: 2 }).count(), { timeout: 60_000 }).toBe(4);
  await allRead(desk);
  const bill = desk.bill('CL-2026-000101');
  await expect.poll(() => bill.textContent()).toContain(text('tree.count.attachment', { count: 1 }));
  expect(await bill.textContent()).toMatch(new RegExp(text('tree.count.invoice', { count: 2 })));
  await window.close();
  paper.remove();
});

it('MAN-10 sheets counted by hand are held against sheets fed; a difference holds the bills back until the rest is fed', async () => {
  // Both sides of three sheets.
  const inks = ['#224466', '#446622', '#662244', '#226644', '#642246', '#246264'];
  const paper = await loadPaper(await Promise.all(inks.map((ink) => drawing(ink, 'png'))));
  const environment = { PLATEN_ESCL: paper.url, PLATEN_VIRTUAL_SCANNER: 'off' };
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text, dialog, button } = desk;
  await page.keyboard.press('Control+Shift+F2');
  await dialog('count.title').waitFor();
  await page.keyboard.type('5');
  await window.shot('manual-count');
  await page.keyboard.press('Enter');
  const differs = page.getByRole('alertdialog', {
    name: text('count.differs.title', { counted: 5, fed: 3 }),
  });
  await differs.waitFor({ timeout: 60_000 });
  await differs.getByText(text('count.missing', { count: 2 })).waitFor();
  await allRead(desk);
  await window.shot('manual-count-differs');
  await button('count.later').click();
  await page.keyboard.press('F9');
  const submit = dialog('submit.title');
  const line = submit.getByRole('button', {
    name: text('problem.CountDiffers.what', { counted: 5, fed: 3 }),
  });
  await line.click();
  // While a dialog goes it still has the keyboard.
  await submit.waitFor({ state: 'hidden' });
  await differs.waitFor();
  // Three more sheets are laid in, without waiting for the feeder to fill itself: one too many; the count is mended by hand.
  await paper.control({ load: true });
  await page.keyboard.press('F2');
  const over = page.getByRole('alertdialog', { name: text('count.differs.title', { counted: 5, fed: 6 }) });
  await over.waitFor({ timeout: 60_000 });
  await over.getByText(text('count.extra', { count: 1 })).waitFor();
  await button('count.correct').click();
  await page.getByRole('textbox', { name: text('count.field') }).fill('6');
  await page.keyboard.press('Enter');
  await page.getByText(text('count.corrected', { counted: 6 })).waitFor();
  await over.waitFor({ state: 'hidden' });
  await window.close();
  paper.remove();
});
