import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, deskOf } from './desk.ts';
import { mixedFiles } from './files.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

/** WCAG 2.2, levels A and AA. */
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** Targets of 24 pixels are not asked for by default. Names are looked at by themselves. */
const rules = { 'target-size': { enabled: true }, 'label-content-name-mismatch': { enabled: false } };
/** Rows of data: told shorter than they are seen, which COMP-1 proves. */
const rows = ['[role=treeitem]', '[role=option]', '[role=gridcell]'];
const schemes = ['light', 'dark'] as const;

it('A11Y-1 axe finds nothing serious on any screen, in light and dark', async () => {
  const window = await rig.openWindow({ language: 'zh-CN' });
  const desk = deskOf(window);
  const { page, text, tree, dialog } = desk;
  await isSound(desk, 'empty');

  await page.keyboard.press('F2');
  await page.getByRole('status', { name: text('scan.progress.title') }).waitFor();
  await tree.getByRole('treeitem', { level: 2 }).nth(2).waitFor();
  await page.getByRole('status', { name: text('scan.progress.title') }).waitFor({
    state: 'hidden',
    timeout: 120_000,
  });
  await expect.poll(async () => (await desk.billNames()).length, { timeout: 120_000 }).toBeGreaterThan(10);
  await tree
    .getByRole('treeitem', { name: text('kind.invoice') })
    .first()
    .click();
  await desk.picture().waitFor();
  await isSound(desk, 'workbench');
  await page.keyboard.press('Space');
  await isSound(desk, 'ticked');
  await page.keyboard.press('q');
  await page.getByRole('grid').waitFor();
  await isSound(desk, 'contact sheet');
  await page.keyboard.press('Alt+2');
  await page.keyboard.press('w');
  await isSound(desk, 'filtered, two pages');
  await page.keyboard.press('Control+Shift+F');
  await page.getByRole('menu').waitFor();
  await isSound(desk, 'filter menu');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+0');
  await page.keyboard.press('x');

  const dialogs = [
    ['F9', 'submit.title'],
    ['?', 'help.title'],
    ['F4', 'profiles.title'],
    ['Control+o', 'batch.list.title'],
    ['Control+,', 'settings.title'],
    ['F7', 'queue.title'],
  ] as const;
  for (const [keys, title] of dialogs) {
    await tree.focus();
    await page.keyboard.press(keys);
    await dialog(title).waitFor();
    await isSound(desk, title);
    await page.keyboard.press('Escape');
    await dialog(title).waitFor({ state: 'hidden' });
  }
  await tree.focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await isSound(desk, 'palette');
  await page.keyboard.press('Escape');

  await tree.focus();
  await page.keyboard.press('Delete');
  await expect.poll(() => desk.button('action.bin').isEnabled()).toBe(true);
  for (const [keys, title] of [
    ['Control+Delete', 'bin.title'],
    ['Alt+h', 'history.title'],
  ] as const) {
    await tree.focus();
    await page.keyboard.press(keys);
    await dialog(title).getByRole('option').first().waitFor();
    await isSound(desk, title);
    await page.keyboard.press('Escape');
    await dialog(title).waitFor({ state: 'hidden' });
  }
  await tree.focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menu').waitFor();
  await isSound(desk, 'menu');
  await page.keyboard.press('Escape');
  await window.close();
});

it('A11Y-2 axe finds nothing serious where something went wrong', async () => {
  const window = await rig.openWindow({ language: 'en-US', environment: { PLATEN_VIRTUAL_SCANNER: 'off' } });
  const desk = deskOf(window);
  const { page } = desk;
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles([...(await mixedFiles())]);
  await page.getByText('broken.pdf', { exact: false }).first().waitFor({ timeout: 60_000 });
  await isSound(desk, 'a file that failed');
  await page.keyboard.press('F9');
  await desk.dialog('submit.title').waitFor();
  await isSound(desk, 'problems');
  await page.keyboard.press('Escape');
  await window.close();
});

/** Serious and critical breaches, each with the element and what is wrong with it. */
async function isSound({ page }: Desk, screen: string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    // Colours fade over; axe would measure one on its way.
    await page.waitForTimeout(300);
    const { violations } = await new AxeBuilder({ page }).withTags(levels).options({ rules }).analyze();
    const found = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
      );
    expect.soft(found, `${screen}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  expect.soft(await misnamed(page), `${screen}, names`).toEqual([]);
}

/** Controls that cannot be called by what is written on them. */
async function misnamed(page: Page): Promise<readonly string[]> {
  // A key printed on a control is told as its shortcut, and is no part of its label.
  await showKeys(page, 'hidden');
  const builder = new AxeBuilder({ page }).withRules(['label-content-name-mismatch']);
  for (const row of rows) builder.exclude(row);
  const { violations } = await builder.analyze();
  const found: string[] = [];
  for (const { target } of violations.flatMap(({ nodes }) => nodes)) {
    const control = page.locator(target.join(' '));
    const name = (await control.getAttribute('aria-label')) ?? '';
    // biome-ignore lint/performance/useDomNodeTextContent: what is hidden is not read
    const words = await control.innerText();
    // Axe compares words between blanks, and Chinese has none.
    if (!plain(name).includes(plain(words))) found.push(`“${words}” is called “${name}”`);
  }
  await showKeys(page, 'visible');
  return found;
}

const plain = (words: string) => words.toLowerCase().replace(/\s+/g, '');

async function showKeys(page: Page, visibility: 'hidden' | 'visible'): Promise<void> {
  await page.locator('kbd').evaluateAll((keys, wanted) => {
    for (const key of keys as unknown as { style: { visibility: string } }[]) key.style.visibility = wanted;
  }, visibility);
}
