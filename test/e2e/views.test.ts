import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Desk, deskOf } from './desk.ts';
import { firstSampleBill, mixedFiles } from './files.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const environment = { PLATEN_VIRTUAL_SCANNER: 'off' };

it.each(['zh-CN', 'en-US'] as const)(
  'VIEW-50 the batch is seen as a contact sheet and two pages at a time, by keys (%s)',
  async (language) => {
    const window = await rig.openWindow({ language, environment });
    const desk = deskOf(window);
    const { page, text, tree, press } = desk;
    await importSeven(desk);
    const grid = page.getByRole('grid', { name: text('sheet.label') });
    const cells = grid.getByRole('gridcell');

    // The keyboard walks the sheet in both directions; the tree goes along.
    await press('Home');
    await press('q');
    await expect.poll(() => cells.count()).toBe(7);
    await expect.poll(() => grid.evaluate((element) => element.matches(':focus'))).toBe(true);
    await window.shot('sheet');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => cursorName(desk)).toContain(text('kind.invoice'));
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(() => tree.locator('[role=treeitem][data-ticked=true]').count()).toBe(2);
    expect(await grid.locator('[role=gridcell][data-ticked=true]').count()).toBe(2);
    await page.keyboard.press('Space');
    await expect.poll(() => grid.locator('[role=gridcell][data-ticked=true]').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => grid.locator('[role=gridcell][data-ticked=true]').count()).toBe(0);

    // Larger and smaller, and the page under the cursor stays in view.
    const height = async () => (await cells.first().boundingBox())?.height ?? 0;
    const before = await height();
    await page.keyboard.press('End');
    for (let at = 0; at < 4; at += 1) await page.keyboard.press('+');
    await expect.poll(height).toBeGreaterThan(before + 100);
    const last = grid.locator('[data-cursor=true]');
    const isSeen = async () => {
      const [box, room] = [await last.boundingBox(), await grid.boundingBox()];
      return box !== null && room !== null && box.y < room.y + room.height && box.y + box.height > room.y;
    };
    await expect.poll(isSeen).toBe(true);
    await window.shot('sheet-large');
    await page.keyboard.press('0');
    await expect.poll(height).toBe(before);

    // Enter opens the page; two attachments become one of two pages, seen side by side.
    await page.keyboard.press('Enter');
    await grid.waitFor({ state: 'hidden' });
    await desk.picture().waitFor();
    await press('End');
    await press('Shift+ArrowUp');
    await press('m');
    await tree.getByText(text('tree.count.pages', { count: 2 })).waitFor();
    await press('w');
    await expect.poll(() => desk.picture().count()).toBe(2);
    await page.getByRole('button', { name: text('viewer.pair.page', { page: 2, count: 2 }) }).waitFor();
    await window.shot('two-pages');
    const widths = () =>
      desk.picture().evaluateAll((all) => all.map((one) => Math.round(one.getBoundingClientRect().width)));
    const [whole] = await widths();
    await page.keyboard.press('+');
    await expect.poll(async () => (await widths())[0]).toBeGreaterThan((whole ?? 0) + 10);
    const [left, right] = await widths();
    expect(Math.abs((left ?? 0) - (right ?? 0))).toBeLessThan(3);
    await page.keyboard.press('0');
    await page.keyboard.press('f');
    await expect.poll(() => page.evaluate('document.fullscreenElement !== null')).toBe(true);
    expect(await desk.picture().count()).toBe(2);
    await page.keyboard.press('f');
    await expect.poll(() => page.evaluate('document.fullscreenElement === null')).toBe(true);

    // What was chosen is there again.
    await page.reload();
    await tree.waitFor();
    await page.getByRole('button', { name: text('action.view.two'), pressed: true }).waitFor();
    await window.close();
  },
);

it('VIEW-51 a filter is chosen by keys, told wherever it is in use, and taken off', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text, tree, press } = desk;
  await importSeven(desk);
  const rows = tree.getByRole('treeitem', { level: 2 });
  await expect.poll(() => rows.count()).toBe(7);

  await press('Control+Shift+F');
  const menu = page.getByRole('menu');
  const part = (name: 'cover' | 'invoice' | 'attachment' | 'duplicate', count: number) =>
    menu.getByRole('menuitemcheckbox', {
      name: text('filter.part.aria', { part: text(`filter.${name}`), count }),
    });
  await part('cover', 1).waitFor();
  await part('attachment', 4).waitFor();
  expect(await part('duplicate', 0).getAttribute('aria-disabled')).toBe('true');
  await window.shot('filter-menu');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  expect(await part('invoice', 2).getAttribute('aria-checked')).toBe('true');
  await page.keyboard.press('Escape');
  await menu.waitFor({ state: 'hidden' });
  await expect.poll(() => rows.count()).toBe(2);
  await page.getByText(text('filter.shown', { shown: 2, count: 7 }), { exact: true }).waitFor();
  await desk.button('filter.button.active', { count: 1 }).waitFor();
  await press('q');
  await window.shot('filtered-sheet');
  await page.getByText(text('sheet.pages', { shown: 2, count: 7 }), { exact: true }).waitFor();

  // Nothing fits: it says so, and one press shows all again.
  await page.keyboard.press('Control+f');
  await page.getByRole('searchbox').fill('nothing like this');
  await page.getByText(text('filter.none.title')).first().waitFor();
  await window.shot('filter-none');
  await page
    .getByRole('button', { name: text('action.filter.clear') })
    .first()
    .click();
  await expect.poll(() => rows.count()).toBe(7);
  await page.keyboard.press('Alt+3');
  await expect.poll(() => rows.count()).toBe(4);
  await page
    .getByRole('button', { name: text('filter.remove', { part: text('filter.attachment') }) })
    .click();
  await expect.poll(() => rows.count()).toBe(7);
  await window.close();
});

it('VIEW-52 where there is little room the right pane folds by itself, until a person says otherwise', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text } = desk;
  await importSeven(desk);
  const tab = page.getByRole('tab', { name: text('details.tab.reading') });
  await desk.button('details.tab.reading').waitFor();
  expect(await tab.count()).toBe(0);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await tab.waitFor();
  await page.setViewportSize({ width: 1366, height: 768 });
  await desk.button('details.tab.quality').click();
  await tab.waitFor();
  await page.reload();
  await tab.waitFor();
  await window.close();
});

it('VIEW-53 the icons under the page enlarge, reduce, show it whole and fill the screen; two fingers and a double click zoom too', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text } = desk;
  await importSeven(desk);
  await desk.press('Home');
  await expect.poll(async () => (await desk.pictureSize()).width).toBeGreaterThan(0);
  const tools = page.getByRole('toolbar', { name: text('viewer.label') });
  const press = (label: Parameters<typeof text>[0]) =>
    tools.getByRole('button', { name: text(label), exact: true }).click();
  const width = async () => Math.round((await desk.picture().boundingBox())?.width ?? 0);
  const whole = await width();
  // Asked before zooming: while a larger picture is fetched there is none to ask.
  const { width: actual } = await desk.pictureSize();
  await press('action.zoomIn');
  await expect.poll(async () => (await width()) / whole).toBeCloseTo(1.25, 1);
  await press('action.zoomOut');
  await expect.poll(async () => (await width()) / whole).toBeCloseTo(1, 1);
  await press('action.zoomActual');
  await expect.poll(width).toBe(actual);
  await press('action.zoomFit');
  await expect.poll(width).toBe(whole);
  await desk.picture().dblclick();
  await expect.poll(width).toBe(actual);
  await desk.picture().dblclick();
  await expect.poll(width).toBe(whole);
  await desk.picture().hover();
  await page.keyboard.down('Control');
  await page.mouse.wheel(0, -20);
  await page.keyboard.up('Control');
  await expect.poll(async () => (await width()) / whole).toBeCloseTo(Math.exp(0.2), 1);
  // The window itself was not enlarged by it.
  expect(await page.evaluate('window.visualViewport.scale')).toBe(1);
  await press('action.fullScreen');
  await expect.poll(() => page.evaluate('document.fullscreenElement !== null')).toBe(true);
  await press('action.fullScreen');
  await expect.poll(() => page.evaluate('document.fullscreenElement === null')).toBe(true);
  await window.close();
});

it('VIEW-55 full screen from the contact sheet is walked by arrows, and the sheet has the keyboard again after it', async () => {
  const window = await rig.openWindow({ language: 'en-US', environment });
  const desk = deskOf(window);
  const { page, text, press, tree } = desk;
  await importSeven(desk);
  const grid = page.getByRole('grid', { name: text('sheet.label') });
  const hasKeyboard = (place: Locator) => expect.poll(() => place.evaluate((one) => one.matches(':focus')));
  const fillsScreen = () => page.evaluate<boolean>('document.fullscreenElement !== null');
  await press('Home');
  await press('q');
  await hasKeyboard(grid).toBe(true);
  await page.keyboard.press('Home');
  const first = await tree.getAttribute('aria-activedescendant');
  await page.keyboard.press('f');
  await expect.poll(fillsScreen).toBe(true);
  await hasKeyboard(tree).toBe(true);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => tree.getAttribute('aria-activedescendant')).not.toBe(first);
  await page.keyboard.press('f');
  await expect.poll(fillsScreen).toBe(false);
  await hasKeyboard(grid).toBe(true);
  await window.close();
});

it.each(['zh-CN', 'en-US'] as const)(
  'VIEW-54 in full screen the page covers the window, what is told and asked is seen over it, and typing a number ends it (%s)',
  async (language) => {
    const window = await rig.openWindow({ language, environment });
    const desk = deskOf(window);
    const { page, text, press, tree, dialog } = desk;
    await importSeven(desk);
    await press('Home');
    await press('f');
    await expect.poll(() => page.evaluate('document.fullscreenElement !== null')).toBe(true);
    const covers = () =>
      page.evaluate<boolean>(
        `[[8, 8], [innerWidth - 8, 8], [8, innerHeight - 8], [innerWidth - 8, innerHeight - 8]].every(([x, y]) =>
          document.elementFromPoint(x, y).closest('[role=region]')?.getAttribute('aria-label') === ${JSON.stringify(text('viewer.label'))})`,
      );
    await expect.poll(covers).toBe(true);
    // Whatever stands at its middle stands over all else.
    const isOnTop = (found: Locator) =>
      found.evaluate<boolean, Placed>((element) => {
        const { x, y, width, height } = element.getBoundingClientRect();
        return element.contains(element.ownerDocument.elementFromPoint(x + width / 2, y + height / 2));
      });
    // A refusal, and a dialog.
    await page.keyboard.press('j');
    const refusal = page.getByRole('status').filter({ hasText: text('refusal.firstBill') });
    await refusal.waitFor();
    expect(await isOnTop(refusal)).toBe(true);
    await page.keyboard.press('F9');
    await dialog('submit.title').waitFor();
    await expect.poll(() => isOnTop(dialog('submit.title'))).toBe(true);
    await window.shot('full-screen-submit');
    await page.keyboard.press('Escape');
    await dialog('submit.title').waitFor({ state: 'hidden' });
    // The number of a bill is typed where it is seen.
    if (!(await page.evaluate('document.fullscreenElement !== null'))) await page.keyboard.press('f');
    await press('Enter');
    const field = page.getByRole('textbox', { name: text('tree.bill.numberLabel') });
    await expect.poll(() => field.evaluate((element) => element.matches(':focus'))).toBe(true);
    await expect.poll(() => page.evaluate('document.fullscreenElement === null')).toBe(true);
    expect(await isOnTop(field)).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => tree.evaluate((element) => element.matches(':focus'))).toBe(true);
    await window.close();
  },
);

/** As much of an element as says what lies over it. */
interface Placed {
  readonly ownerDocument: { elementFromPoint(x: number, y: number): unknown };
  getBoundingClientRect(): { x: number; y: number; width: number; height: number };
  contains(other: unknown): boolean;
}

/** A cover, two invoices and an attachment, then three pages without a number: seven in one bill. */
async function importSeven({ page, text }: Desk): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles([...(await firstSampleBill()), ...(await mixedFiles()).slice(0, 2)]);
  await page.getByText(text('tree.pages.summary', { bills: 1, pages: 7 }), { exact: true }).waitFor();
  await page.getByText(text('tree.document.unread')).first().waitFor({ state: 'hidden', timeout: 60_000 });
}

async function cursorName({ page }: Desk): Promise<string> {
  return (await page.locator('[role=gridcell][data-cursor=true]').getAttribute('aria-label')) ?? '';
}
