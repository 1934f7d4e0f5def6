import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Language } from '../../src/i18n/text.ts';
import { loadPaper, type Paper } from '../station/paper.ts';
import { type Desk, deskOf } from './desk.ts';
import { largestPicture, picturesOf, readmePicture } from './guide-pictures.ts';
import { allRead, ofKind, sampleSheets } from './manual-bill.ts';
import { openRig, type Rig } from './rig.ts';

/*
 * The operator's guide, played. Each picture the guide names is taken here; `npm run guide:pictures` keeps them. A
 * picture is never compared: what the window has to be is held by the other tests.
 */

let rig: Rig;
let sheets: readonly Buffer[];
beforeAll(async () => {
  rig = await openRig();
  // Three bills that agree with what is expected, and one that does not.
  const files = [...(await sampleSheets(0, 16)), ...(await sampleSheets(30, 4))];
  sheets = files.map(({ buffer }) => buffer);
});
afterAll(() => rig.close());

const languages: readonly Language[] = ['zh-CN', 'en-US'];
const readingMs = 120_000;

type Take = (name: string) => Promise<void>;

it.each(languages)(
  'GUIDE-1 every picture of the guide is taken where the guide says so (%s)',
  async (language) => {
    const paper = await loadPaper(sheets);
    const environment = { PLATEN_ESCL: paper.url, PLATEN_VIRTUAL_SCANNER: 'off' };
    const window = await rig.openWindow({ language, environment });
    const desk = deskOf(window);
    const taken: string[] = [];
    const take: Take = async (name) => {
      taken.push(name);
      await keep(desk, language, name);
    };
    await scanning(desk, paper, take);
    await looking(desk, take);
    await standing(desk, language);
    await mending(desk, take);
    await cleaning(desk, take);
    await submitting(desk, take);
    await window.close();
    paper.remove();
    expect([...taken].sort()).toEqual([...(await picturesOf(language))].sort());
  },
);

/** In the size the README shows it. */
async function keepForReadme({ page }: Desk, language: Language): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.mouse.move(720, 886);
  // The page is fetched anew for another size.
  await page.waitForTimeout(1_000);
  const drawn = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  if (before) await page.setViewportSize(before);
  const folder = process.env.PLATEN_README_PICTURES;
  if (folder === undefined) return;
  const small = await sharp(drawn).png({ palette: true, colours: 128, dither: 0.4, effort: 10 }).toBuffer();
  await writeFile(join(folder, readmePicture(language)), small);
}

/** In few colours, so that a guide full of pictures stays small; fewer still where the page has grain. */
async function keep({ page }: Desk, language: Language, name: string): Promise<void> {
  // A hint under the mouse would only hide the page.
  await page.mouse.move(683, 754);
  await page.waitForTimeout(400);
  const drawn = await page.screenshot({ animations: 'disabled', caret: 'hide' });
  const inColours = (colours: number) =>
    sharp(drawn).png({ palette: true, colours, dither: 0.4, effort: 10 }).toBuffer();
  const fair = await inColours(64);
  const small = fair.length < largestPicture ? fair : await inColours(24);
  expect(small.length, name).toBeLessThan(largestPicture);
  const folder = process.env.PLATEN_GUIDE_PICTURES;
  if (folder === undefined) return;
  await mkdir(join(folder, language), { recursive: true });
  await writeFile(join(folder, language, `${name}.png`), small);
}

async function scanning(desk: Desk, paper: Paper, take: Take): Promise<void> {
  const { page, text, tree, dialog } = desk;
  await page.getByText(text('status.service.reachable')).waitFor();
  await page.keyboard.press('F4');
  const profiles = dialog('profiles.title');
  const sides = profiles.getByRole('group', { name: text('profiles.field.sides') });
  await sides.getByRole('button', { name: text('scan.sides.simplex'), exact: true }).click();
  await profiles.getByRole('button', { name: text('profiles.save'), exact: true }).click();
  await profiles.getByText(text('profiles.dirty'), { exact: true }).waitFor({ state: 'hidden' });
  await profiles.getByRole('radio').nth(1).waitFor();
  await profiles.getByText(text('profiles.capabilities.asking')).waitFor({ state: 'hidden' });
  await profiles.getByText(text('profiles.section.basics'), { exact: true }).scrollIntoViewIfNeeded();
  await take('profiles');
  await page.keyboard.press('Escape');
  await profiles.waitFor({ state: 'hidden' });

  await paper.control({ pace: 900, fault: { at: 9, type: 'jam', http: 503 } });
  await page.keyboard.press('F2');
  await tree.getByRole('treeitem', { level: 2 }).nth(5).waitFor({ timeout: readingMs });
  await take('scanning');
  const fault = page.getByRole('alertdialog');
  await fault.waitFor({ timeout: readingMs });
  await allRead(desk);
  await take('fault');
  await paper.control({ clear: true, pace: 0 });
  await page.keyboard.press('F2');
  await page
    .getByText(text('status.counts', { sheets: 20, sides: 20, blank: 0 }), { exact: true })
    .waitFor({ timeout: readingMs });
  const names = ['101', '102', '103', '107'].map((end) =>
    text('tree.bill.aria', {
      number: `CL-2026-000${end}`,
      need: end === '107' ? text('need.mismatch', { count: 1 }) : text('need.ready'),
    }),
  );
  await expect.poll(desk.billNames, { timeout: readingMs, interval: 1_000 }).toEqual(names);
  await noNotices(desk);
}

async function looking(desk: Desk, take: Take): Promise<void> {
  const { page, text, button, press } = desk;
  await press('Home');
  await ofKind(desk, 'invoice').first().click();
  await button('details.tab.reading').click();
  await page.getByRole('tabpanel').getByText(text('details.invoice.number'), { exact: true }).waitFor();
  await shown(desk);
  await take('window');
  await press('Control+]');
  await press('q');
  const grid = page.getByRole('grid', { name: text('sheet.label') });
  await expect.poll(() => grid.locator('canvas[data-picture]').count()).toBeGreaterThan(8);
  await take('sheet');
  await page.keyboard.press('x');
  await grid.waitFor({ state: 'hidden' });
}

/** The picture of the README: bills that stand differently, one of them open at what does not agree. */
async function standing(desk: Desk, language: Language): Promise<void> {
  const { page, text, press, bill, search, clearSearch } = desk;
  const paper = async (need: 'need.PaperPending' | 'need.ready') => {
    await search('CL-2026-000102');
    await page.keyboard.press('u');
    await expect.poll(() => bill('CL-2026-000102').textContent()).toContain(text(need));
    await clearSearch();
  };
  await paper('need.PaperPending');
  await press('Home');
  for (let folded = 0; folded < 3; folded += 1) {
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowDown');
  }
  await bill('CL-2026-000107').click();
  await ofKind(desk, 'invoice').first().click();
  await press('Control+]');
  await shown(desk);
  await keepForReadme(desk, language);
  await press('Control+]');
  // From below, so that the next one is still in sight.
  for (const end of ['103', '102', '101']) {
    await bill(`CL-2026-000${end}`).click();
    await page.keyboard.press('ArrowRight');
  }
  await paper('need.ready');
  await press('Home');
}

async function mending(desk: Desk, take: Take): Promise<void> {
  const { page, text, button, press, dialog, search, clearSearch } = desk;
  // The pages of a contract are one document.
  await search('CL-2026-000103');
  await ofKind(desk, 'attachment').first().click();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await shown(desk);
  await button('action.insert').click();
  await page.getByRole('menuitem', { name: text('action.insertScan') }).waitFor();
  await take('insert');
  await page.keyboard.press('Escape');
  await press('m');
  await desk.tree.getByText(text('tree.count.pages', { count: 3 })).waitFor();
  await press('Shift+M');
  await page.getByRole('dialog').getByRole('option').first().waitFor();
  await take('move');
  await page.keyboard.press('Escape');
  await ofKind(desk, 'attachment').last().click();
  await page.keyboard.press('r');
  await press('l');
  await press('Delete');
  await clearSearch();
  await search('CL-2026-000102');
  await ofKind(desk, 'attachment').first().click();
  await page.keyboard.press('Delete');
  await clearSearch();
  await press('Alt+h');
  await expect.poll(() => dialog('history.title').getByRole('option').count()).toBeGreaterThan(4);
  await take('history');
  await page.keyboard.press('Escape');
  await press('Control+Delete');
  await dialog('bin.title').getByRole('option').nth(1).waitFor();
  await page.keyboard.press('Space');
  await take('bin');
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Enter');
  await dialog('bin.title').waitFor({ state: 'hidden' });
  await noNotices(desk);
}

async function cleaning(desk: Desk, take: Take): Promise<void> {
  const { page, text, press, search, clearSearch } = desk;
  // It went in askew.
  await search('CL-2026-000101');
  await ofKind(desk, 'invoice').first().click();
  await shown(desk);
  await press('t');
  await page.getByRole('group', { name: text('adjust.label') }).waitFor();
  await take('adjust');
  await page.keyboard.press('Escape');
  await clearSearch();
  await search('CL-2026-000107');
  await ofKind(desk, 'invoice').first().click();
  await shown(desk);
  await press('d');
  await page.getByLabel(text('details.invoice.number'), { exact: true }).waitFor();
  await take('invoice');
  await page.keyboard.press('Escape');
  await press('Control+]');
  await clearSearch();
}

async function submitting(desk: Desk, take: Take): Promise<void> {
  const { page, text, dialog, bill, search, clearSearch } = desk;
  const mark = async (need: 'need.PaperPending' | 'need.ready') => {
    await search('CL-2026-000102');
    await page.keyboard.press('u');
    await expect.poll(() => bill('CL-2026-000102').textContent()).toContain(text(need));
    await clearSearch();
  };
  await mark('need.PaperPending');
  await page.keyboard.press('F9');
  const submit = dialog('submit.title');
  await submit.getByText(text('problem.PaperPending.do')).waitFor();
  await take('submit');
  await page.keyboard.press('Escape');
  await mark('need.ready');
  await page.keyboard.press('F9');
  await submit.waitFor();
  await page.keyboard.press('F9');
  const results = dialog('results.title');
  await results
    .getByText(text('results.summary', { matched: 3, total: 4 }), { exact: true })
    .waitFor({ timeout: 60_000 });
  await take('results');
  await page.keyboard.press('Escape');
}

async function shown({ pictureSize }: Desk): Promise<void> {
  await expect.poll(async () => (await pictureSize()).width).toBeGreaterThan(0);
}

/** Waits until what was told at the foot of the window has gone by itself. */
async function noNotices({ button }: Desk): Promise<void> {
  await expect.poll(() => button('app.notice.dismiss').count(), { timeout: 20_000 }).toBe(0);
}
