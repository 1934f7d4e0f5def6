import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { textOf } from '../../src/i18n/text.ts';
import { type Desk, deskOf } from './desk.ts';
import { drawing } from './files.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const environment = { PLATEN_VIRTUAL_SCANNER: 'off' };

it('CAT-40 categories are kept in the settings by keys, documents are filed under one, and the list goes out as a file and in again', async () => {
  const window = await rig.openWindow({ language: 'zh-CN', environment });
  const desk = deskOf(window);
  const { page, text, tree } = desk;
  await importPages(desk);
  const heading = (name: string) =>
    tree.getByText(text('tree.heading.category', { category: name }), { exact: true });
  const choosing = desk.dialog('category.title');
  const settings = desk.dialog('settings.title');
  const field = (name: 'code' | 'zh' | 'en' | 'active', index: number) =>
    settings.getByLabel(text('categories.at', { index, field: text(`categories.${name}`) }), { exact: true });

  /** From the first part of the settings, which has the keyboard. */
  async function toCategories(name = text): Promise<void> {
    const tab = (part: 'window' | 'bills' | 'schemes' | 'categories') =>
      page.getByRole('tab', { name: name(`settings.part.${part}`), exact: true });
    await expect.poll(() => tab('window').evaluate((element) => element.matches(':focus'))).toBe(true);
    for (const part of ['bills', 'schemes', 'categories'] as const) {
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => tab(part).getAttribute('aria-selected')).toBe('true');
    }
  }

  // Nothing to choose yet: the way leads to the settings, with the keyboard where a category is added.
  await tickBoth(desk);
  await page.keyboard.press('k');
  await choosing.getByText(text('category.empty.title')).waitFor();
  await window.shot('category-none');
  await page.keyboard.press('Enter');
  await settings.getByText(text('categories.empty.title')).waitFor();
  const add = settings.getByRole('button', { name: text('categories.add') });
  await expect.poll(() => add.evaluate((element) => element.matches(':focus'))).toBe(true);
  await window.shot('categories-none');
  await page.keyboard.press('Enter');
  await typeRow(desk, 'HT', '合同', 'Contract');
  await page.keyboard.press('Enter');
  await typeRow(desk, 'ht', '车票', 'Ticket');
  await settings.getByText(text('categories.fault.CodeTaken', { value: 'ht' })).waitFor();
  await window.shot('categories-fault');
  await field('code', 2).fill('CP');
  await settings.getByRole('button', { name: text('categories.save') }).press('Enter');
  await page.getByText(text('categories.saved')).waitFor();
  await field('zh', 2).press('Alt+ArrowUp');
  await expect.poll(() => field('zh', 1).inputValue()).toBe('车票');
  await expect.poll(() => field('zh', 1).evaluate((element) => element.matches(':focus'))).toBe(true);

  // What is not saved is asked about.
  await page.keyboard.press('Escape');
  const asking = page.getByRole('dialog', {
    name: text('settings.unsaved.title', { parts: text('settings.part.categories') }),
  });
  await asking.waitFor();
  await window.shot('categories-unsaved');
  await page.keyboard.press('Enter');
  await settings.waitFor({ state: 'hidden' });

  // Several documents, one figure.
  await desk.press('k');
  await choosing.getByRole('option').nth(1).waitFor();
  await window.shot('category-choice');
  await page.keyboard.press('1');
  await choosing.waitFor({ state: 'hidden' });
  await heading('车票').waitFor();
  await expect.poll(() => tree.getByRole('treeitem', { name: '车票' }).count()).toBe(2);
  // One of them by what is typed of its name.
  await desk.press('Home');
  await page.keyboard.press('End');
  await page.keyboard.press('k');
  await choosing.waitFor();
  await page.keyboard.type('con');
  await page.keyboard.press('Enter');
  await heading('合同').waitFor();
  await window.shot('category-headings');
  await desk.press('Control+z');
  await heading('合同').waitFor({ state: 'hidden' });
  await desk.press('Control+y');
  await heading('合同').waitFor();

  // Out as a file, changed there, and in again.
  await page.keyboard.press('Control+,');
  await toCategories();
  const saving = page.waitForEvent('download');
  await settings.getByRole('button', { name: text('categories.export.csv') }).click();
  const written = await readFile(await (await saving).path(), 'utf8');
  expect(written).toBe(
    '\uFEFF"code","name_zh","name_en","active"\r\n"CP","车票","Ticket","yes"\r\n"HT","合同","Contract","yes"\r\n',
  );
  await choose(desk, 'bad.csv', 'code,name_zh\nHT,合同\nht,车票\n');
  await settings.getByText(text('categories.fault.CodeTaken', { value: 'ht' }), { exact: false }).waitFor();
  await window.shot('categories-refused');
  const changed = written.replace('"合同"', '"合同及协议"').replace('"Ticket","yes"', '"Ticket","no"');
  await choose(desk, 'categories.csv', `${changed}"QT","其他",,\r\n`);
  await settings.getByText(text('categories.came', { count: 3, added: 1, changed: 2, kept: 0 })).waitFor();
  await window.shot('categories-came');
  const save = settings.getByRole('button', { name: text('categories.save') });
  await save.click();
  // The words of the first time may still stand: the button tells that it is done.
  await expect.poll(() => save.isDisabled()).toBe(true);
  await page.keyboard.press('Escape');
  await settings.waitFor({ state: 'hidden' });
  await heading('合同及协议').waitFor();
  await heading('车票').waitFor();

  // One that is not active stays on its documents and is offered no more.
  await desk.press('k');
  await choosing.getByRole('option').first().waitFor();
  expect(await choosing.getByRole('option').allTextContents()).toEqual([
    expect.stringContaining('合同及协议'),
    expect.stringContaining('其他'),
  ]);
  await page.keyboard.press('Escape');

  // The window's language tells which name is shown.
  await desk.press('Control+,');
  await settings.getByRole('button', { name: text('settings.language.en') }).click();
  const english = textOf('en-US');
  await page.keyboard.press('Escape');
  for (const category of ['Contract', 'Ticket'])
    await page.getByText(english('tree.heading.category', { category }), { exact: true }).waitFor();
  await page.keyboard.press('Control+,');
  await toCategories(english);
  await page.getByLabel(english('categories.at', { index: 1, field: english('categories.code') })).waitFor();
  await window.shot('categories-english');
  await window.close();
});

async function importPages({ page, tree }: Desk): Promise<void> {
  const files = await Promise.all(
    ['#336699', '#996633'].map(async (colour, at) => ({
      name: `page-${at + 1}.png`,
      mimeType: 'image/png',
      buffer: await drawing(colour, 'png'),
    })),
  );
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles(files);
  for (const { name } of files) await tree.getByRole('treeitem').filter({ hasText: name }).waitFor();
}

async function tickBoth(desk: Desk): Promise<void> {
  await desk.press('Home');
  await desk.page.keyboard.press('Control+a');
}

async function typeRow({ page }: Desk, code: string, zh: string, en: string): Promise<void> {
  await page.keyboard.type(code);
  await page.keyboard.press('Tab');
  await page.keyboard.type(zh);
  await page.keyboard.press('Tab');
  await page.keyboard.type(en);
}

async function choose(desk: Desk, name: string, content: string): Promise<void> {
  const chooser = desk.page.waitForEvent('filechooser');
  await desk.button('categories.import').click();
  await (await chooser).setFiles([{ name, mimeType: 'text/csv', buffer: Buffer.from(content) }]);
}
