import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Language } from '../../src/i18n/text.ts';
import { type Desk, deskOf } from './desk.ts';
import { importBill, letters, ofKind } from './manual-bill.ts';
import { misfits } from './misfits.ts';
import { openRig, type Rig, type Window } from './rig.ts';

/*
 * A walk through the screens that no job comes by. Each is looked at in both languages, at both sizes: words that are cut
 * off, what stands out of the window, two buttons that both want to be pressed first.
 */

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const languages: readonly Language[] = ['zh-CN', 'en-US'];
const sizes = [
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
];

type Look = (name: string) => Promise<void>;

it.each(languages)(
  'FIT-1 on every screen nothing is cut off, nothing stands out of the window, one button leads (%s)',
  async (language) => {
    const window = await rig.openWindow({ language, environment: { PLATEN_VIRTUAL_SCANNER: 'off' } });
    const desk = deskOf(window);
    const look = lookAt(window);
    await look('nothing');
    await emptyDialogs(desk, look);
    await importBill(desk, await letters('contract', 'receipt'));
    await views(desk, look);
    await menus(desk, look);
    await dialogs(desk, look);
    await settings(desk, look);
    await window.close();
  },
);

function lookAt(window: Window): Look {
  return async (name) => {
    for (const size of sizes) {
      await window.page.setViewportSize(size);
      await window.page.waitForTimeout(100);
      expect.soft(await misfits(window.page), `${name}, ${size.width}`).toEqual([]);
    }
    await window.page.setViewportSize(sizes[0] ?? { width: 0, height: 0 });
    await window.shot(`screen-${name}`);
  };
}

/** Opened by a key, looked at, and left. */
async function dialog(
  desk: Desk,
  keys: string,
  title: Parameters<Desk['dialog']>[0],
  then: () => Promise<void>,
): Promise<void> {
  await desk.page.keyboard.press(keys);
  await desk.dialog(title).waitFor();
  await then();
  await desk.page.keyboard.press('Escape');
  await desk.dialog(title).waitFor({ state: 'hidden' });
}

async function emptyDialogs(desk: Desk, look: Look): Promise<void> {
  await dialog(desk, 'F7', 'queue.title', () => look('queue-empty'));
  await dialog(desk, 'Shift+F6', 'list.title.match', () => look('match-list-empty'));
  await dialog(desk, 'Shift+F7', 'list.title.sign-off', () => look('sign-off-list-empty'));
  await dialog(desk, 'Control+o', 'batch.list.title', () => look('batches-empty'));
}

async function views(desk: Desk, look: Look): Promise<void> {
  const { page, press, picture } = desk;
  await ofKind(desk, 'invoice').first().click();
  await picture().waitFor();
  for (const [at, name] of ['reading', 'match', 'quality', 'history'].entries()) {
    await press(`Alt+${at + 6}`);
    await look(`details-${name}`);
  }
  await press('w');
  await look('two-pages');
  await press('q');
  await page.getByRole('grid').waitFor();
  await look('sheet');
  await page.keyboard.press('x');
  await press('F11');
  await look('full-screen');
  await page.keyboard.press('F11');
  await press('t');
  await page.getByRole('group', { name: desk.text('adjust.label') }).waitFor();
  await look('adjust');
  await page.keyboard.press('Escape');
  await press('d');
  await page.getByLabel(desk.text('details.invoice.number'), { exact: true }).waitFor();
  await look('invoice');
  await page.keyboard.press('Escape');
}

async function menus(desk: Desk, look: Look): Promise<void> {
  const { page, press } = desk;
  await ofKind(desk, 'attachment').first().click();
  const menu = async (open: () => Promise<void>, name: string) => {
    await open();
    await page.getByRole('menu').waitFor();
    await look(name);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
  };
  await menu(() => press('Shift+F10'), 'context-menu');
  await press('Shift+F10');
  await page.getByRole('menu').waitFor();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('menu', { name: desk.text('menu.bill'), exact: true }).waitFor();
  await look('context-menu-branch');
  await page.keyboard.press('Escape');
  await page.getByRole('menu', { name: desk.text('menu.label') }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  await menu(() => press('Control+Shift+f'), 'filter');
  await menu(() => desk.button('action.insert').click(), 'insert');
  await menu(() => desk.button('action.replace').click(), 'replace');
  await press('Control+k');
  await page.getByRole('combobox').waitFor();
  await look('palette');
  await page.keyboard.press('Escape');
}

async function dialogs(desk: Desk, look: Look): Promise<void> {
  const { page, press } = desk;
  // Two bills, one of them without a number.
  await ofKind(desk, 'attachment').last().click();
  await press('n');
  await expect.poll(async () => (await desk.billNames()).length).toBe(2);
  await ofKind(desk, 'attachment').first().click();
  await desk.tree.focus();
  await dialog(desk, 'F9', 'submit.title', () => look('submit'));
  await dialog(desk, 'F1', 'help.title', () => look('help'));
  await dialog(desk, 'F4', 'profiles.title', async () => {
    await look('profiles');
    await page.getByText(desk.text('profiles.section.feed'), { exact: true }).scrollIntoViewIfNeeded();
    await look('profiles-below');
  });
  await dialog(desk, 'Control+o', 'batch.list.title', () => look('batches'));
  await dialog(desk, 'k', 'category.title', () => look('category'));
  await press('Shift+M');
  await page.getByRole('dialog', { name: desk.text('tree.moveToBill.title', { count: 1 }) }).waitFor();
  await look('move-to-bill');
  await page.keyboard.press('Escape');
  await press('Control+Shift+F2');
  await look('hand-count');
  await page.keyboard.press('Escape');
  await press('Shift+F2');
  await look('scan-with');
  await page.keyboard.press('Escape');
  await press('Delete');
  await expect.poll(() => desk.button('action.bin').isEnabled()).toBe(true);
  await dialog(desk, 'Control+Delete', 'bin.title', () => look('bin'));
  await dialog(desk, 'Alt+h', 'history.title', () => look('history'));
}

async function settings(desk: Desk, look: Look): Promise<void> {
  await desk.tree.focus();
  await dialog(desk, 'Control+,', 'settings.title', async () => {
    const tabs = desk.dialog('settings.title').getByRole('tab');
    for (let at = 0; at < (await tabs.count()); at += 1) {
      await tabs.nth(at).click();
      await look(`settings-${at + 1}`);
    }
  });
}
