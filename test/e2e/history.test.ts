import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, deskOf } from './desk.ts';
import { firstSampleBill } from './files.ts';
import { openRig, type Rig, type Window } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const environment = { PLATEN_VIRTUAL_SCANNER: 'off' };

it('HIST-13 and HIST-15 five edits are gone back and forward through by keys, and a page tells its own', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text, press, dialog } = desk;
  const number = await importBill(desk);
  await press('Alt+h');
  await dialog('history.title').getByText(text('history.none.title')).waitFor();
  await page.keyboard.press('Escape');

  await toSecondInvoice(desk);
  await press('a');
  await attachmentsAre(desk, 2);
  await toSecondInvoice(desk);
  await press('ArrowUp');
  await press('a');
  await attachmentsAre(desk, 3);
  await press('r');
  await press('Home');
  await press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('CL-2026-009999');
  await page.keyboard.press('Enter');
  await desk.bill('CL-2026-009999').waitFor();
  await press('Home');
  await press('ArrowDown');
  await press('a');
  await attachmentsAre(desk, 4);

  await press('Alt+h');
  const panel = dialog('history.title');
  const options = panel.getByRole('option');
  await expect.poll(() => options.count()).toBe(6);
  expect(await options.first().textContent()).toContain(text('history.now'));
  expect(await options.first().textContent()).toContain('wang.li');
  expect(await options.nth(1).textContent()).toContain(`${number} → CL-2026-009999`);
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'Enter']) await page.keyboard.press(key);
  await panel.getByText(text('history.wentBack', { count: 3 })).waitFor();
  await expect.poll(() => options.nth(3).textContent()).toContain(text('history.now'));
  await window.shot('history-back');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await panel.getByText(text('history.wentForward', { count: 1 })).waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'hidden' });
  await desk.bill(number).waitFor();
  await attachmentsAre(desk, 3);

  await pageTells(desk, window);
  await window.close();
});

/** On the invoice that was made an attachment and turned. */
async function pageTells(desk: Desk, window: Window): Promise<void> {
  const { page, text, press } = desk;
  await press('End');
  const events = page.getByRole('tabpanel').getByRole('listitem');
  // At this width the details are folded away at first.
  await desk.button('details.tab.history').click();
  for (let row = 0; row < 3; row += 1) {
    const told = (await events.allTextContents()).join(' ');
    if (told.includes('0° → 90°')) break;
    await press('ArrowUp');
    await page.waitForTimeout(300);
  }
  await events.filter({ hasText: '0° → 90°' }).first().waitFor();
  const kinds = `${text('kind.invoice')} → ${text('kind.attachment')}`;
  const kind = events.filter({ hasText: kinds }).first();
  expect(await kind.textContent()).toContain('wang.li');
  await window.shot('page-history');
}

it('HIST-14 the bin is worked by keys: two of four pages come back, and one undo puts them in again', async () => {
  for (const language of ['zh-CN', 'en-US'] as const) {
    const window = await rig.openWindow({ language, environment });
    const desk = deskOf(window);
    const { page, tree, press, dialog, text } = desk;
    await importBill(desk);
    await press('Home');
    await press('ArrowDown');
    await press('Control+a');
    await press('Delete');
    await expect.poll(() => tree.getByRole('treeitem', { level: 2 }).count()).toBe(0);

    await page.keyboard.press('Control+Delete');
    const bin = dialog('bin.title');
    const options = bin.getByRole('option');
    await expect.poll(() => options.count()).toBe(4);
    await options.first().filter({ hasText: 'wang.li' }).waitFor();
    for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    await bin.getByRole('button', { name: text('bin.restoreTicked', { count: 2 }) }).waitFor();
    await expect.poll(() => loaded(desk)).toBe(true);
    await window.shot('bin');
    await page.keyboard.press('Enter');
    await expect.poll(() => options.count()).toBe(2);
    await page.keyboard.press('Escape');
    await expect.poll(() => tree.getByRole('treeitem', { level: 2 }).count()).toBe(2);

    await press('Control+z');
    await expect.poll(() => tree.getByRole('treeitem', { level: 2 }).count()).toBe(0);
    await page.keyboard.press('Control+Delete');
    await expect.poll(() => options.count()).toBe(4);
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Enter');
    await bin.waitFor({ state: 'hidden' });
    await expect.poll(() => tree.getByRole('treeitem', { level: 2 }).count()).toBe(4);
    await window.close();
  }
});

function loaded({ page, text }: Desk): Promise<boolean> {
  return page
    .getByRole('img', { name: text('bin.preview') })
    .evaluate((element) => ((element as unknown as Record<string, number>).naturalWidth ?? 0) > 0);
}

/** Cover, two invoices and an attachment, read. Gives the number of their bill. */
async function importBill({ page, tree, text }: Desk): Promise<string> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  const files = await firstSampleBill();
  await (await chooser).setFiles(files.map((file) => ({ ...file })));
  await expect.poll(() => tree.getByRole('treeitem', { level: 2 }).count(), { timeout: 60_000 }).toBe(4);
  await expect
    .poll(
      () =>
        tree
          .getByRole('treeitem')
          .filter({ hasText: text('tree.document.unread') })
          .count(),
      { timeout: 60_000 },
    )
    .toBe(0);
  const name = await tree.getByRole('treeitem', { level: 1 }).first().getAttribute('aria-label');
  return name?.match(/CL-\d+-\d+/)?.[0] ?? '';
}

async function toSecondInvoice({ press }: Desk): Promise<void> {
  for (const key of ['Home', 'ArrowDown', 'ArrowDown', 'ArrowDown']) await press(key);
}

async function attachmentsAre({ tree, text }: Desk, count: number): Promise<void> {
  const row = tree.getByRole('treeitem', { level: 1 }).first();
  await expect.poll(() => row.textContent()).toContain(text('tree.count.attachment', { count }));
}
