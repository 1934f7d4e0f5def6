import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskOf } from './desk.ts';
import { firstSampleBill } from './files.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(async () => {
  await rig.close();
});

const number = 'CL-2026-000101';

it('HELD-30 paper still to come holds a bill back until the mark is off; an invoice scanned again is refused', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment: { PLATEN_VIRTUAL_SCANNER: 'off' } });
  const desk = deskOf(window);
  const { page, text, tree, dialog, bill, button, press } = desk;
  const files = [...(await firstSampleBill())];
  const named = (need: string) =>
    tree.getByRole('treeitem', { name: text('tree.bill.aria', { number, need }), exact: true });
  const importBill = async () => {
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('F3');
    await (await chooser).setFiles(files);
  };

  await importBill();
  await named(text('need.ready')).waitFor({ timeout: 60_000 });
  await bill(number)
    .getByText(text('tree.count.coverOf', { count: 1, expected: 1 }))
    .waitFor();
  await press('Home');
  await page.keyboard.press('u');
  await named(text('need.PaperPending')).waitFor();
  // At this width the details are folded away at first.
  await button('details.tab.reading').click();
  await page.getByText(text('details.paper.by', { by: 'wang.li' })).waitFor();
  await window.shot('held-paper');

  await page.keyboard.press('F9');
  const submit = dialog('submit.title');
  await submit.getByText(text('problem.PaperPending.do')).waitFor();
  await window.shot('held-paper-submit');
  // The line is a button of the dialog: the keyboard comes to it, and it leads to the bill.
  const line = submit.getByRole('button', { name: text('problem.PaperPending.what', { by: 'wang.li' }) });
  for (let steps = 0; steps < 10 && !(await line.evaluate((one) => one.matches(':focus'))); steps += 1)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await submit.waitFor({ state: 'hidden' });
  await expect
    .poll(() => tree.getAttribute('aria-activedescendant'))
    .toBe(await bill(number).getAttribute('id'));
  await page.keyboard.press('u');
  await named(text('need.ready')).waitFor();
  await page.keyboard.press('F9');
  await page.keyboard.press('F9');
  await dialog('results.title').waitFor();
  await page.keyboard.press('Escape');

  // The same paper once more, in a batch of its own.
  await page.keyboard.press('Control+Shift+O');
  await bill(number).waitFor({ state: 'detached' });
  await importBill();
  await named(text('need.InvoiceSubmittedBefore')).waitFor({ timeout: 60_000 });
  await page.keyboard.press('F9');
  const refused = submit.getByRole('button').filter({ hasText: number });
  await refused.first().waitFor();
  expect(await refused.count()).toBe(2);
  await window.shot('held-before-submit');
  await refused.first().click();
  await submit.waitFor({ state: 'hidden' });
  const chosen = tree.getByRole('treeitem', { selected: true });
  await expect.poll(() => chosen.getAttribute('aria-level')).toBe('2');
  await page.getByText(text('problem.InvoiceSubmittedBefore.do'), { exact: true }).waitFor();
  await page.getByText(text('verdict.duplicate')).first().waitFor();
  // Once is enough: what the service says of it is the same.
  const again = text('match.note.HeldByBill.same', { billNumber: number });
  expect(await page.getByText(again, { exact: true }).count()).toBe(0);
  await window.shot('held-before');

  await page.keyboard.press('Control+,');
  await dialog('settings.title')
    .getByRole('tab', { name: text('settings.part.bills'), exact: true })
    .click();
  const settings = dialog('settings.title').getByRole('group', { name: text('settings.coverless') });
  const allowed = { name: text('settings.coverless.allowed'), exact: true } as const;
  await settings.getByRole('button', allowed).click();
  await settings.getByRole('button', { ...allowed, pressed: true }).waitFor();
  await window.shot('held-settings');
  // The line of the bill asks for no cover any more.
  await page.keyboard.press('Escape');
  await bill(number)
    .getByText(text('tree.count.cover', { count: 1 }), { exact: true })
    .waitFor();
  await window.close();
});
