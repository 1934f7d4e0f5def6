import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, deskOf } from './desk.ts';
import { drawing } from './files.ts';
import { type Keyboard, keyboardOf } from './keyboard.ts';
import { openRig, type Rig, type Window } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

interface Seat {
  readonly window: Window;
  readonly desk: Desk;
  readonly keys: Keyboard;
}

const readingMs = 120_000;
const bill = (end: string) => `CL-2026-000${end}`;

it('KEYS-20 the whole job from scan to submit without a mouse', async () => {
  const window = await rig.openWindow({ language: 'zh-CN' });
  const desk = deskOf(window);
  const seat: Seat = { window, desk, keys: await keyboardOf(desk) };
  await chooseAndScan(seat);
  await goToWhatNeedsALook(seat);
  await arrange(seat);
  await select(seat);
  await lookAround(seat);
  await deleteAndRestore(seat);
  await moveToAnotherBill(seat);
  await typeNumbers(seat);
  await acceptAndTypeInvoice(seat);
  await submitAndLook(seat);
  expect(await seat.keys.mousePresses()).toBe(0);
  await window.close();
});

it('KEYS-20 its test has no mouse', () => {
  for (const file of ['keys-job.test.ts', 'keyboard.ts']) {
    const code = readFileSync(fileURLToPath(new URL(file, import.meta.url)), 'utf8');
    expect(code, file).not.toMatch(
      /\.(click|dblclick|hover|tap|dragTo|check|focus|fill|selectOption)\(|\.mouse\./,
    );
  }
});

/** Scanner and profile by their menu, fronts at 200 dpi by the dialog, and off. */
async function chooseAndScan({ window, desk, keys }: Seat): Promise<void> {
  const { page, text, tree, dialog } = desk;
  await keys.press('Shift+F2');
  const menu = page.getByRole('menu');
  await menu.getByRole('menuitemradio').nth(1).waitFor();
  await window.shot('keys-scan-with');
  await keys.press('End');
  expect(await page.locator(':focus').textContent()).toContain(text('scan.chooser.edit'));
  await keys.press('Enter');
  const profiles = dialog('profiles.title');
  const dpi = profiles.getByRole('group', { name: text('profiles.field.dpi') });
  await keys.tabTo(dpi);
  await keys.stepTo(dpi.getByRole('button', { name: '200 dpi' }), 'ArrowRight');
  await keys.press('Space');
  const sides = profiles.getByRole('group', { name: text('profiles.field.sides') });
  await keys.tabTo(sides);
  const fronts = sides.getByRole('button', { name: text('scan.sides.simplex'), exact: true });
  await keys.stepTo(fronts, 'ArrowRight');
  await keys.press('Space', 'Control+s');
  await profiles.getByText(text('profiles.dirty'), { exact: true }).waitFor({ state: 'hidden' });
  await keys.press('Escape');
  await profiles.waitFor({ state: 'hidden' });

  await keys.press('Shift+F2');
  await keys.stepTo(menu.getByRole('menuitemradio').last(), 'ArrowDown');
  await keys.press('Enter');
  await menu.waitFor({ state: 'hidden' });

  await keys.press('F2');
  const progress = page.getByRole('status', { name: text('scan.progress.title') });
  await tree.getByRole('treeitem', { level: 2 }).nth(2).waitFor();
  // The window was empty: nothing had the keyboard until an arrow is pressed.
  await keys.press('ArrowDown');
  await keys.backInTree();
  await progress.waitFor({ state: 'hidden', timeout: readingMs });
  await page.getByText(text('tree.pages.summary', { bills: 12, pages: 60 }), { exact: true }).waitFor();
  await expect.poll(() => tree.textContent(), { timeout: readingMs }).not.toContain(text('need.reading'));
}

/** A page that may stand on its head, and the bills that differ from what is expected, one after the other. */
async function goToWhatNeedsALook({ desk, keys }: Seat): Promise<void> {
  const { page, text } = desk;
  await keys.inTree('Home');
  const crumb = page.getByRole('region', { name: text('viewer.label') });
  await expect.poll(() => keys.row(), { timeout: readingMs }).toContain(bill('101'));
  await keys.inTree('F8');
  await crumb.getByText(bill('104')).first().waitFor();
  for (const end of ['105', '106', '107']) {
    await keys.inTree('F8');
    await crumb.getByText(bill(end)).first().waitFor();
  }
  await keys.inTree('Shift+F8');
  await crumb.getByText(bill('106')).first().waitFor();
}

async function arrange({ desk, keys }: Seat): Promise<void> {
  const { text } = desk;
  await keys.search(bill('103'));
  await keys.walkTo(text('kind.attachment'), 1);
  await keys.inTree('Shift+ArrowDown', 'm');
  await attachments(desk, '103', 3);
  await keys.inTree('Control+z');
  await attachments(desk, '103', 4);
  await keys.inTree('Control+y');
  await attachments(desk, '103', 3);
  await keys.walkTo(text('kind.attachment'), 1);
  await keys.inTree('s');
  await attachments(desk, '103', 4);
  await keys.walkTo(text('kind.attachment'), 4);
  await keys.inTree('i');
  await attachments(desk, '103', 3);
  await keys.inTree('a');
  await attachments(desk, '103', 4);
  await keys.walkTo(text('kind.attachment'), 1);
  await expect.poll(async () => shape(await desk.pictureSize())).toBe('upright');
  await keys.inTree('r');
  await expect.poll(async () => shape(await desk.pictureSize()), { timeout: 30_000 }).toBe('lying');
  await keys.inTree('l');
  await expect.poll(async () => shape(await desk.pictureSize()), { timeout: 30_000 }).toBe('upright');
}

function shape({ width, height }: { width: number; height: number }): string {
  if (width === 0) return 'not there';
  return width > height ? 'lying' : 'upright';
}

/** A range, all of a kind in the bill, all of the bill; each left by Esc. */
async function select({ desk, keys }: Seat): Promise<void> {
  const { page, text } = desk;
  const ticked = (count: number) => page.getByText(text('tree.ticked', { count }), { exact: true });
  await keys.walkTo(text('kind.attachment'), 1);
  await keys.inTree('Shift+ArrowDown', 'Shift+ArrowDown');
  await ticked(3).waitFor();
  await keys.inTree('Escape', 'Alt+a');
  await ticked(4).waitFor();
  await keys.inTree('Escape', 'Space');
  await ticked(1).waitFor();
  await keys.inTree('Escape');
  await ticked(1).waitFor({ state: 'hidden' });
}

/** The page larger and over it, the right pane and back, dark and light. */
async function lookAround({ window, desk, keys }: Seat): Promise<void> {
  const { page, text } = desk;
  const placeOf = async () => (await desk.picture().boundingBox())?.y ?? 0;
  await keys.inTree('1');
  const before = await placeOf();
  await keys.inTree('Control+Shift+ArrowDown', 'Control+Shift+ArrowRight');
  await expect.poll(placeOf).toBeLessThan(before - 50);
  await window.shot('keys-panned');
  await keys.inTree('0');

  // Folded away at this width, the pane unfolds with the keyboard in it.
  await keys.inTree('v');
  await expect.poll(() => page.locator(':focus').getAttribute('role')).toBe('tabpanel');
  await keys.press('Escape');
  await keys.inTree('Alt+8');
  const pane = page.getByRole('tabpanel', { name: text('details.tab.quality') });
  await pane.waitFor();
  await keys.inTree('v');
  const skew = page.getByRole('combobox', { name: text('cleanup.skewDeg') });
  await keys.tabTo(skew);
  await window.shot('keys-right-pane');
  await keys.press('Escape');
  await keys.inTree('v', 'v');
  await keys.inTree('Alt+6');
  await page.getByRole('tabpanel', { name: text('details.tab.reading') }).waitFor();

  const scheme = () => page.evaluate<string>('getComputedStyle(document.documentElement).colorScheme');
  await keys.inTree('Control+Shift+d');
  await expect.poll(scheme).toBe('dark');
  await keys.inTree('Control+Shift+d');
  await expect.poll(scheme).toBe('light');
}

async function deleteAndRestore({ desk, keys }: Seat): Promise<void> {
  const { text, dialog } = desk;
  await keys.walkTo(text('kind.attachment'), 4);
  await keys.inTree('Delete');
  await attachments(desk, '103', 3);
  await keys.inTree('Control+Delete');
  const bin = dialog('bin.title');
  await bin.getByRole('option').first().waitFor();
  await keys.press('Enter');
  await bin.waitFor({ state: 'hidden' });
  await attachments(desk, '103', 4);
}

/** By the number of the bill, and by steps. */
async function moveToAnotherBill({ desk, keys }: Seat): Promise<void> {
  const { page, text } = desk;
  await keys.walkTo(text('kind.attachment'), 4);
  await keys.inTree('Shift+M');
  const moving = page.getByRole('dialog', { name: text('tree.moveToBill.title', { count: 1 }) });
  await moving.waitFor();
  await keys.type('108');
  await keys.press('Enter');
  await attachments(desk, '103', 3);
  await keys.inTree('Control+z');
  await attachments(desk, '103', 4);
  await keys.inTree('Escape');
}

/** Two bills are begun, their numbers typed one after the other with the page in view, and one of them is joined again. */
async function typeNumbers({ window, desk, keys }: Seat): Promise<void> {
  const { page, text, tree } = desk;
  const missing = tree.getByText(text('tree.bill.noNumber'), { exact: true });
  for (const end of ['103', '110']) {
    await keys.search(bill(end));
    await keys.walkTo(text('kind.attachment'), end === '103' ? 4 : 1);
    // What was searched for does not hide the bill that begins here.
    await keys.inTree('n');
    await expect.poll(() => missing.count()).toBeGreaterThan(0);
  }
  const field = page.getByRole('textbox', { name: text('tree.bill.numberLabel') });
  await keys.inTree('Home', 'F8');
  await field.waitFor();
  await desk.picture().waitFor();
  await window.shot('keys-number');
  await keys.type(bill('901'));
  await keys.press('Enter');
  // The next one stands ready at once, empty, with its own page.
  await expect.poll(() => field.inputValue()).toBe('');
  await keys.type(bill('902'));
  await keys.press('Enter');
  await page.getByText(text('numbers.complete')).waitFor();
  await window.shot('keys-numbers-complete');
  await keys.backInTree();
  expect(await missing.count()).toBe(0);
  expect(await keys.row()).toContain(bill('902'));
  await keys.inTree('j');
  await expect.poll(() => tree.textContent()).not.toContain(bill('902'));
  // Esc leaves a number as it was.
  await keys.search(bill('901'));
  await keys.inTree('Enter');
  await keys.type('XX');
  await keys.press('Escape');
  await keys.backInTree();
  expect(await keys.row()).toContain(bill('901'));
  await keys.inTree('ArrowDown', 'c');
  await expect.poll(() => keys.row()).toBe(text('kind.cover'));
  await keys.inTree('Escape');
}

/** A page too coarse is looked at and accepted, set as invoice and typed. */
async function acceptAndTypeInvoice({ desk, keys }: Seat): Promise<void> {
  const { page, text, tree, dialog } = desk;
  const chooser = page.waitForEvent('filechooser');
  await keys.inTree('F3');
  const buffer = await drawing('#336699', 'png');
  await (await chooser).setFiles([{ name: 'taxi.png', mimeType: 'image/png', buffer }]);
  await page.getByText(text('scan.done.import', { files: 1, sides: 1 })).waitFor({ timeout: 60_000 });
  await keys.inTree('End');
  await tree.getByRole('treeitem').filter({ hasText: 'taxi.png' }).waitFor();
  await expect.poll(() => tree.textContent(), { timeout: readingMs }).not.toContain(text('need.reading'));
  await keys.inTree('F9');
  const submit = dialog('submit.title');
  const faults = { count: 1, faults: text('quality.fault.Coarse') };
  await keys.tabTo(submit.getByRole('button', { name: text('problem.QualityUnaccepted.what', faults) }));
  await keys.press('Enter');
  await submit.waitFor({ state: 'hidden' });
  await keys.inTree('Shift+A', 'i');
  await page.getByText(text('details.none.title')).waitFor();
  await keys.inTree('d');
  await page.getByLabel(text('details.invoice.number'), { exact: true }).waitFor();
  await keys.type('26317000000530000999');
  await keys.tabTo(page.getByLabel(text('details.invoice.date'), { exact: true }));
  await keys.type('20260318');
  await keys.tabTo(page.getByLabel(text('details.invoice.gross'), { exact: true }));
  await keys.type('88.00');
  await keys.press('Enter');
  await tree.getByRole('treeitem').filter({ hasText: '88.00' }).waitFor();
  await keys.backInTree();
}

async function submitAndLook({ desk, keys }: Seat): Promise<void> {
  const { text, dialog } = desk;
  await keys.inTree('F9');
  await dialog('submit.title').waitFor();
  await keys.press('F9');
  const results = dialog('results.title');
  await results.getByText(text('results.summary', { matched: 8, total: 13 }), { exact: true }).waitFor({
    timeout: 60_000,
  });
  await keys.tabTo(results.getByRole('button', { name: text('results.openQueue') }));
  await keys.press('Enter');
  await dialog('queue.title').waitFor();
  await keys.press('Escape');
  await keys.inTree('F6');
  await results.waitFor();
  await keys.press('Escape');
  await keys.inTree('F7');
  await dialog('queue.title').waitFor();
  await keys.press('Escape');
  await keys.backInTree();
}

/** How many attachments the bill CL-2026-000… says it has. */
async function attachments({ text, bill: billRow }: Desk, end: string, count: number): Promise<void> {
  await expect
    .poll(() => billRow(bill(end)).textContent(), { timeout: 60_000 })
    .toContain(text('tree.count.attachment', { count }));
}
