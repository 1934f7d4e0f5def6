import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Language, textOf } from '../../src/i18n/text.ts';
import { type Desk, deskOf } from './desk.ts';
import { mixedFiles } from './files.ts';
import { openRig, type Rig, type Window } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

const chief = { name: 'Chief', pin: '735190' };
const lin = { name: '林晓', pin: 'long enough' };

/** One day at one station: each test goes on where the one before it ended. */
describe.each<Language>(['zh-CN', 'en-US'])('operators in %s', (language) => {
  let window: Window;
  let desk: Desk;
  let page: Page;
  let cursor: string | null;
  const text = textOf(language);
  const cover = (title: 'signIn.title' | 'signIn.locked') => page.getByRole('dialog', { name: text(title) });
  const operatorButton = (name: string) => page.getByRole('button', { name, exact: true });

  beforeAll(async () => {
    window = await rig.openWindow({ language, environment: { PLATEN_VIRTUAL_SCANNER: 'off' } });
    desk = deskOf(window);
    page = window.page;
    const { tree } = desk;
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('F3');
    await (await chooser).setFiles([...(await mixedFiles())]);
    await tree.getByRole('treeitem', { level: 2 }).nth(1).waitFor({ timeout: 60_000 });
    await page.getByText('broken.pdf', { exact: false }).first().waitFor({ timeout: 60_000 });
    await page.clock.install();
  });
  afterAll(() => window.close());

  it('OPER-30 the first operator is set up as an admin, and adds another; both by name and PIN', async () => {
    const { dialog } = desk;
    await openOperators(desk);
    await window.shot('operators-none');
    await fillNew(desk, chief);
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: text('settings.part.operators') }).waitFor();
    await fillNew(desk, lin);
    await page.keyboard.press('Enter');
    await page.getByRole('listitem').filter({ hasText: lin.name }).waitFor();
    await isSound(page, 'settings');
    await window.shot('operators-settings');
    await page.getByRole('combobox', { name: text('operators.idleLock') }).click();
    await page.getByRole('option', { name: text('operators.idleLock.minutes', { minutes: 2 }) }).click();
    await expect
      .poll(() => page.getByRole('combobox', { name: text('operators.idleLock') }).textContent())
      .toContain('2');
    await page.keyboard.press('Escape');
    await dialog('settings.title').waitFor({ state: 'hidden' });
  });

  it('OPER-31 locked by key, the pages are neither seen nor reached; a wrong PIN tells the tries left, the right one goes on', async () => {
    const { tree } = desk;
    await desk.press('End');
    cursor = await tree.getAttribute('aria-activedescendant');
    await page.keyboard.press('Alt+l');
    await cover('signIn.locked').waitFor();
    expect(await page.getByRole('tree').count()).toBe(0);
    expect(await page.locator('#work').evaluate((work) => work.matches('[inert]'))).toBe(true);
    await isSound(page, 'locked');
    await window.shot('operators-locked');
    await page.keyboard.type('999999');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText(text('error.SignInFailed.what')).waitFor();
    await page.getByText(text('error.SignInFailed.do', { triesLeft: 4, wait: '' })).waitFor();
    await window.shot('operators-wrong-pin');
    await page.keyboard.press('F2');
    await page.keyboard.type(chief.pin);
    await page.keyboard.press('Enter');
    await cover('signIn.locked').waitFor({ state: 'hidden' });
    expect(await tree.getAttribute('aria-activedescendant')).toBe(cursor);
    await expect.poll(() => tree.evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  it('OPER-32 left alone for the time set it is locked, with a dialog open too', async () => {
    const { dialog } = desk;
    await page.keyboard.press('F7');
    await dialog('queue.title').waitFor();
    await page.clock.fastForward(119_000);
    expect(await cover('signIn.locked').count()).toBe(0);
    await page.clock.fastForward(3_000);
    await cover('signIn.locked').waitFor();
    expect(await dialog('queue.title').count()).toBe(0);
  });

  it('OPER-33 another signs in instead; batch, cursor and dialog stay', async () => {
    const { tree, dialog } = desk;
    await page.keyboard.press('Escape');
    await page.getByRole('combobox', { name: text('signIn.name') }).waitFor();
    await isSound(page, 'names');
    await window.shot('operators-names');
    await page.keyboard.type('林');
    await page.keyboard.press('Enter');
    await page.keyboard.type(lin.pin);
    await page.keyboard.press('Enter');
    await cover('signIn.locked').waitFor({ state: 'hidden' });
    await dialog('queue.title').waitFor();
    await page.keyboard.press('Escape');
    await dialog('queue.title').waitFor({ state: 'hidden' });
    await operatorButton(lin.name).waitFor();
    expect(await tree.getAttribute('aria-activedescendant')).toBe(cursor);
  });

  it('OPER-34 what the role may not do is off and says why', async () => {
    const { dialog } = desk;
    await operatorButton(lin.name).click();
    await page.getByRole('menu').getByText(text('refusal.needs.admin')).waitFor();
    await window.shot('operators-menu');
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await page.keyboard.press('Control+,');
    await page.getByRole('tab', { name: text('settings.part.hotFolder') }).click();
    await page.getByRole('note').getByText(text('refusal.needs.admin')).waitFor();
    expect(await page.getByLabel(text('settings.hotFolder.path')).isDisabled()).toBe(true);
    await isSound(page, 'settings of an operator');
    await window.shot('operators-refused');
    await page.keyboard.press('Escape');
    await dialog('settings.title').waitFor({ state: 'hidden' });
    await desk.press('F4');
    await dialog('profiles.title').waitFor();
    await page.getByRole('note').getByText(text('refusal.needs.admin')).waitFor();
    await isSound(page, 'profiles of an operator');
    await window.shot('profiles-refused');
    await page.keyboard.press('Escape');
    await dialog('profiles.title').waitFor({ state: 'hidden' });
  });

  it('OPER-35 what is done bears the name of who did it', async () => {
    const { dialog } = desk;
    await desk.press('Home');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('r');
    await desk.press('Alt+h');
    await dialog('history.title').getByText(lin.name).first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('OPER-19 an operator changes their own PIN and signs in with it, by keys alone', async () => {
    const { tree } = desk;
    await operatorButton(lin.name).click();
    await page.getByRole('menuitem', { name: text('action.changePin') }).click();
    await page.getByLabel(text('pin.now'), { exact: true }).fill(lin.pin);
    await page.getByLabel(text('pin.new'), { exact: true }).fill('808182');
    await page.getByLabel(text('pin.again'), { exact: true }).fill('808182');
    await isSound(page, 'own PIN');
    await window.shot('operators-pin');
    await page.keyboard.press('Enter');
    await page.getByText(text('pin.changed')).waitFor();
    await tree.focus();
    await page.keyboard.press('Alt+Shift+L');
    await cover('signIn.title').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.type('808182');
    await page.keyboard.press('Enter');
    await operatorButton(lin.name).waitFor();
  });
});

async function openOperators({ page, text, dialog }: Desk): Promise<void> {
  await page.keyboard.press('Control+,');
  await dialog('settings.title').waitFor();
  await page.getByRole('tab', { name: text('settings.part.operators') }).click();
}

async function fillNew({ page, text }: Desk, { name, pin }: typeof chief): Promise<void> {
  const form = page.getByRole('form', { name: text('operators.add') });
  await form.getByLabel(text('operators.name'), { exact: true }).fill(name);
  await form.getByLabel(text('pin.new'), { exact: true }).fill(pin);
  await form.getByLabel(text('pin.again'), { exact: true }).fill(pin);
}

/** As A11Y-1 asks of every screen. */
async function isSound(page: Page, screen: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page })
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
      .options({ rules: { 'target-size': { enabled: true } } })
      .analyze();
    const found = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
      );
    expect.soft(found, `${screen}, ${colorScheme}`).toEqual([]);
  }
  await page.emulateMedia({ colorScheme: 'light' });
}
