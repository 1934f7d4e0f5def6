import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, deskOf } from './desk.ts';
import { type ChosenFile, firstSampleBill } from './files.ts';
import { openRig, type Rig, type Window } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

/** How the sheets lie on the bed, degrees clockwise; each leans up to a degree by itself, as fed. */
const lean = 4;
const environment = { PLATEN_VIRTUAL_SCANNER: 'off' };

it('CLEANUI-20 a crooked page is adjusted by keys, compared, undone, accepted and cleaned up again', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  await importCrooked(desk);
  await adjustByKeys(desk, window);
  await compare(desk, window);
  await switchOffAndAccept(desk, window);
  await rerunAndStop(desk);
  await window.close();
});

/** The sheets of a bill, each crooked on a dark bed; the last one many times, so that a re-run takes a while. */
async function importCrooked({ page, text, bill }: Desk): Promise<void> {
  const sheets = await firstSampleBill();
  const crooked = await Promise.all(sheets.map(lieCrooked));
  const last = crooked.at(-1);
  if (!last) throw new Error('the sample bill has sheets');
  const copies = Array.from({ length: 8 }, (_, at) => ({ ...last, name: `copy-${at + 1}.jpg` }));
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles([...crooked, ...copies]);
  const cover = bill('CL-2026-000101');
  await cover.waitFor({ timeout: 60_000 });
  const words = { files: sheets.length + copies.length, sides: sheets.length + copies.length };
  await page.getByText(text('scan.done.import', words)).waitFor({ timeout: 60_000 });
  await expect.poll(() => cover.textContent(), { timeout: 60_000 }).not.toContain(text('need.reading'));
}

async function lieCrooked(file: ChosenFile): Promise<ChosenFile> {
  const background = { r: 24, g: 24, b: 26 };
  const buffer = await sharp(file.buffer)
    .rotate(lean, { background })
    // Below 200 dpi every page would fail the policy for that alone.
    .withMetadata({ density: 200 })
    .jpeg()
    .toBuffer();
  return { ...file, buffer };
}

async function adjustByKeys(desk: Desk, window: Window): Promise<void> {
  const { page, text, tree, pictureSize } = desk;
  await tree
    .getByRole('treeitem', { name: text('kind.cover') })
    .first()
    .click();
  await expect.poll(async () => (await pictureSize()).width).toBeGreaterThan(0);
  const before = await pictureSize();
  await page.keyboard.press('t');
  const frame = page.getByRole('group', { name: text('adjust.label') });
  await frame.waitFor();
  await expect.poll(() => handleInHand(desk)).toBe(text('adjust.handle.whole'));
  const figures = page.getByRole('toolbar', { name: text('adjust.label') }).getByRole('status');
  const found = Number((await figures.textContent())?.split('°')[0]);
  expect(Math.abs(found + lean), 'the lean was found by itself').toBeLessThan(1.5);

  for (const key of ['[', 'Shift+[']) await page.keyboard.press(key);
  expect(Number((await figures.textContent())?.split('°')[0])).toBeCloseTo(found + 1.1, 1);
  // To the lower edge, and a good piece of it away.
  for (let step = 0; step < 7; step += 1) await page.keyboard.press('Tab');
  expect(await handleInHand(desk)).toBe(text('adjust.handle.bottom'));
  for (let step = 0; step < 20; step += 1) await page.keyboard.press('Shift+ArrowUp');
  await window.shot('adjust');
  await page.keyboard.down('Space');
  await frame.locator('img').nth(1).waitFor();
  await window.shot('adjust-preview');
  await page.keyboard.up('Space');
  await page.keyboard.press('Enter');
  await frame.waitFor({ state: 'hidden' });
  await expect
    .poll(async () => (await pictureSize()).height, { timeout: 30_000 })
    .toBeLessThan(before.height - 150);
  await page.keyboard.press('Control+z');
  await expect.poll(pictureSize, { timeout: 30_000 }).toEqual(before);
}

async function compare(desk: Desk, window: Window): Promise<void> {
  const { page, text, press } = desk;
  const viewer = page.getByRole('region', { name: text('viewer.label') });
  const original = viewer.getByRole('img', { name: text('viewer.original') });
  await press('Home');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.down('o');
  await original.waitFor();
  await window.shot('original');
  await page.keyboard.up('o');
  await original.waitFor({ state: 'hidden' });
}

async function switchOffAndAccept(desk: Desk, window: Window): Promise<void> {
  const { page, text, tree, press } = desk;
  // In a small window the pane is folded to its icons.
  await page.getByRole('button', { name: text('details.tab.quality'), exact: true }).click();
  await page.getByRole('combobox', { name: text('cleanup.skewDeg') }).click();
  await page.getByRole('option', { name: text('cleanup.off.skewDeg') }).click();
  const details = page.getByRole('tabpanel');
  await details.getByText(text('quality.fault.SkewLeft.do')).waitFor();
  await tree.getByText(text('quality.fault.SkewLeft'), { exact: true }).waitFor();
  await window.shot('quality');
  await press('Control+F8');
  await expect.poll(() => tree.getByRole('treeitem', { name: text('kind.cover') }).count()).toBe(1);
  await press('Control+F8');
  await press('F9');
  const submit = desk.dialog('submit.title');
  const faults = { count: 1, faults: text('quality.fault.SkewLeft') };
  await submit.getByRole('button', { name: text('problem.QualityUnaccepted.what', faults) }).click();
  await press('Shift+A');
  const accepted = text('quality.accepted', { name: 'wang.li', faults: text('quality.fault.SkewLeft') });
  await details.getByText(accepted).waitFor();
  await tree.getByText(text('quality.fault.SkewLeft'), { exact: true }).waitFor({ state: 'hidden' });
}

/** What a person chose stays, also of pages that had their turn before the stop. */
async function rerunAndStop(desk: Desk): Promise<void> {
  const { page, text, press } = desk;
  await press('Control+a');
  await page.keyboard.press('Shift+R');
  const stop = page.getByRole('button', { name: text('action.cancelRerun') });
  await stop.waitFor();
  await page.keyboard.press('Alt+r');
  await stop.waitFor({ state: 'hidden' });
  await page.getByText(/已停止重新处理/).waitFor();
  await page.keyboard.press('Escape');
  const skew = page.getByRole('combobox', { name: text('cleanup.skewDeg') });
  await expect.poll(() => skew.textContent()).toBe(text('cleanup.off.skewDeg'));
}

async function handleInHand({ page }: Desk): Promise<string | null> {
  return page.evaluate('document.activeElement?.getAttribute("aria-label") ?? null') as Promise<
    string | null
  >;
}
