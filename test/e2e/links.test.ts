import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Language, textOf } from '../../src/i18n/text.ts';
import { type Desk, deskOf } from './desk.ts';
import { firstNumber, giveFiles, sampleSheets } from './manual-bill.ts';
import { openRig, projectFolder, type Rig, type Window } from './rig.ts';

const runFile = promisify(execFile);

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
});
afterAll(() => rig.close());

/** Another system opens links while an operator works: each test goes on where the one before it ended. */
describe.each<Language>(['zh-CN', 'en-US'])('links in %s', (language) => {
  let window: Window;
  let desk: Desk;
  const text = textOf(language, { key_scan: 'F2', key_bill_number: 'Enter', key_link_open: 'Alt J' });
  const unknown = 'CL-2026-009999';

  /** As the system's link handler does it, with the station's own command. */
  async function open(link: string): Promise<string> {
    const args = ['src/cli/main.ts', 'open', link, '--json', '--data', window.dataFolder];
    const { stdout } = await runFile(process.execPath, args, { cwd: projectFolder }).catch(
      (cause: { stdout: string }) => cause,
    );
    return stdout;
  }

  beforeAll(async () => {
    window = await rig.openWindow({
      language,
      environment: { PLATEN_VIRTUAL_SCANNER: 'off', PLATEN_SERVICE_URL: 'http://127.0.0.1:9' },
    });
    desk = deskOf(window);
    await giveFiles(desk, () => desk.page.keyboard.press('F3'), await sampleSheets(0, 3));
    await desk.bill(firstNumber).waitFor({ timeout: 120_000 });
  });
  afterAll(() => window.close());

  it('LINK-20 capture of a bill nothing is here of opens an empty batch named as it, which says what to do', async () => {
    const { page, bill } = desk;
    expect(JSON.parse(await open(`platen://capture?bill=${unknown}`))).toMatchObject({ type: 'told' });
    await page.getByText(text('link.awaited.title', { number: unknown })).waitFor();
    await page
      .getByText(text('batch.label', { name: unknown }))
      .first()
      .waitFor();
    await window.shot('link-awaited');
    expect(await bill(firstNumber).count()).toBe(0);
    // Followed again, the same batch is in view: none is opened beside it.
    await open(`platen://capture?bill=${unknown}`);
    await page.getByText(text('link.awaited.title', { number: unknown })).waitFor();
  });

  it('LINK-20 capture of a bill that is worked on stands on it, whatever batch was in view', async () => {
    const { tree, bill } = desk;
    await open(`platen://capture?bill=${firstNumber}`);
    await bill(firstNumber).waitFor();
    await expect
      .poll(async () => {
        const id = await tree.getAttribute('aria-activedescendant');
        return tree.locator(`[id="${id}"]`).getAttribute('aria-label');
      })
      .toContain(firstNumber);
    await expect.poll(() => tree.evaluate((element) => element.matches(':focus'))).toBe(true);
  });

  it('LINK-21 match opens how a bill matches: in the workbench before it is submitted, in the list where nothing is here of it', async () => {
    const { page, dialog } = desk;
    await open(`platen://match?bill=${firstNumber}`);
    await page.getByText(text('link.notSubmitted', { number: firstNumber })).waitFor();
    await page.getByRole('tab', { name: text('details.tab.match'), selected: true }).waitFor();

    await open(`platen://match?bill=${unknown}`);
    await dialog('list.title.match').waitFor();
    const field = page.getByRole('textbox', { name: text('list.filter.number') });
    expect(await field.inputValue()).toBe(unknown);
    await page.keyboard.press('Escape');
  });

  it('LINK-22 a link in the address is opened and leaves it; a bad one is told with a good one beside it', async () => {
    const { page } = desk;
    const visit = (link: string) =>
      page.evaluate(`location.hash = ${JSON.stringify(`open=${encodeURIComponent(link)}`)}`);
    await visit(`platen://capture?bill=${unknown}`);
    await page.getByText(text('link.awaited.title', { number: unknown })).waitFor();
    expect(new URL(page.url()).hash).toBe('');
    await visit('platen://capture?bill=1&do=more');
    const told = page
      .getByRole('alert')
      .filter({ hasText: text('error.LinkInvalid.what', { reason: 'form' }) });
    await told.getByText(text('error.LinkInvalid.do')).waitFor();
    await window.shot('link-bad');
    await told.getByRole('button', { name: text('app.notice.dismiss') }).click();
    expect(JSON.parse(await open('https://example.org'))).toMatchObject({
      error: { type: 'LinkInvalid', reason: 'scheme' },
    });
    await page.getByText(text('error.LinkInvalid.what', { reason: 'scheme' })).waitFor();
  });

  it('LINK-23 whoever types a number goes on typing, is told, and opens the link when he is through', async () => {
    const { page, bill } = desk;
    await open(`platen://capture?bill=${firstNumber}`);
    await bill(firstNumber).waitFor();
    await desk.press('Home');
    await page.keyboard.press('Enter');
    const field = page.getByRole('textbox', { name: text('tree.bill.numberLabel') });
    await field.fill('CL-2026-0001');
    await open(`platen://capture?bill=${unknown}`);
    const card = page.getByRole('status').filter({
      hasText: text('link.waiting.capture', { number: unknown }),
    });
    await card.getByText(text('link.waiting.hint')).waitFor();
    await window.shot('link-waiting');
    await page.keyboard.type('01');
    expect(await field.inputValue()).toBe('CL-2026-000101');
    await page.keyboard.press('Enter');
    await field.waitFor({ state: 'hidden' });
    await page.keyboard.press('Alt+j');
    await page.getByText(text('link.awaited.title', { number: unknown })).waitFor();
    await card.waitFor({ state: 'hidden' });
  });

  it('LINK-24 a locked station opens the link once somebody is signed in', async () => {
    const { page, bill } = desk;
    await page.keyboard.press('Alt+o');
    const form = page.getByRole('form', { name: text('operators.add') });
    await form.getByLabel(text('operators.name'), { exact: true }).fill('Chief');
    await form.getByLabel(text('pin.new'), { exact: true }).fill('735190');
    await form.getByLabel(text('pin.again'), { exact: true }).fill('735190');
    await form.getByRole('button', { name: text('operators.setUp'), exact: true }).click();
    await page.getByRole('list', { name: text('settings.part.operators') }).waitFor({ timeout: 60_000 });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Alt+l');
    const cover = page.getByRole('dialog', { name: text('signIn.locked') });
    await cover.waitFor();
    expect(JSON.parse(await open(`platen://capture?bill=${firstNumber}`))).toMatchObject({ type: 'told' });
    await cover.getByText(text('signIn.linkWaits')).waitFor();
    expect(await bill(firstNumber).count()).toBe(0);
    await window.shot('link-locked');
    await page.keyboard.type('735190');
    await page.keyboard.press('Enter');
    await cover.waitFor({ state: 'hidden' });
    await bill(firstNumber).waitFor();
  });

  it('LINK-21 match of a bill that is on its way opens the results, where it waits for the service', async () => {
    const { page, tree, bill, dialog } = desk;
    const ready = text('tree.bill.aria', { number: firstNumber, need: text('need.ready') });
    await tree.getByRole('treeitem', { name: ready, exact: true }).waitFor();
    await page.keyboard.press('F9');
    await dialog('submit.title').waitFor();
    await page.keyboard.press('F9');
    const results = dialog('results.title');
    await results.waitFor();
    await page.keyboard.press('Escape');
    await results.waitFor({ state: 'hidden' });
    await open(`platen://capture?bill=${unknown}`);
    await page.getByText(text('link.awaited.title', { number: unknown })).waitFor();

    await open(`platen://match?bill=${firstNumber}`);
    await results.getByText(firstNumber).waitFor();
    await results.getByText(text('error.ServiceUnreachable.what')).waitFor();
    await window.shot('link-on-its-way');
    await page.keyboard.press('Escape');
    // Behind it the workbench stands on the bill.
    await bill(firstNumber).waitFor();
    expect(await page.getByText(text('link.awaited.title', { number: unknown })).count()).toBe(0);
  });
});
