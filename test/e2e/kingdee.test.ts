import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepKingdee } from '../erp/kept-kingdee.ts';
import { credentials, formsOf } from '../erp/kingdee-double.ts';
import { type KingdeeServer, startKingdeeServer } from '../erp/kingdee-server.ts';
import { type Desk, deskOf } from './desk.ts';
import { coversOf } from './erp-office.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
let kingdee: KingdeeServer;
beforeAll(async () => {
  rig = await openRig();
  kingdee = await startKingdeeServer();
});
afterAll(async () => {
  await rig.close();
  await kingdee.down();
});

const number = 'CL-2026-000501';
const answerMs = 60_000;

async function openErpSettings({ page, text }: Desk): Promise<void> {
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: text('settings.part.erp') }).click();
  await page.getByText(text('erpWay.title')).waitFor();
}

it('ERP-60 in a real browser: Kingdee is set up by hand, tested, and a submitted bill is there once', async () => {
  let folder = '';
  const window = await rig.openWindow({
    language: 'zh-CN',
    environment: { PLATEN_VIRTUAL_SCANNER: 'off' },
    async fill(dataFolder) {
      folder = dataFolder;
    },
  });
  const desk = deskOf(window);
  const { page, text, tree, dialog, button } = desk;
  await openErpSettings(desk);
  await button('erpWay.kind.kingdee').click();
  const fill = (key: Parameters<typeof text>[0], value: string) =>
    page.getByLabel(text(key), { exact: true }).fill(value);
  await window.shot('erp-settings-empty');
  await fill('erpWay.baseAddress', kingdee.address);
  await fill('erpWay.appId', credentials.appId);
  await fill('erpWay.secret', 'not-the-secret');
  await fill('erpWay.accountId', credentials.accountId);
  await fill('erpWay.tenantId', credentials.tenantId);
  await fill('erpWay.user', credentials.user);
  await fill('erpWay.resource', 'PLATEN');
  await fill('erpWay.billType', 'er_dailyreimbursebill');
  await button('erpWay.save').click();
  await page.getByText(text('erpWay.saved')).waitFor({ timeout: answerMs });
  await button('erpWay.test').click();
  const detail = '/api/getAppToken.do refused: 1001 no such application or secret: ***';
  await page.getByText(text('erpWay.outcome.refused', { detail })).waitFor({ timeout: answerMs });
  await window.shot('erp-settings-refused');
  await fill('erpWay.secret', credentials.appSecret);
  await button('erpWay.save').click();
  await page.getByText(text('erpWay.saved')).last().waitFor({ timeout: answerMs });
  await expect.poll(() => button('erpWay.test').isEnabled(), { timeout: answerMs }).toBe(true);
  await button('erpWay.test').click();
  await page.getByText(text('erpWay.outcome.ready')).waitFor({ timeout: answerMs });
  await window.shot('erp-settings-ready');
  expect(await page.content()).not.toContain(credentials.appSecret);
  await page.keyboard.press('Escape');

  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles([...(await coversOf([number]))]);
  const ready = text('tree.bill.aria', { number, need: text('need.ready') });
  await tree.getByRole('treeitem', { name: ready, exact: true }).waitFor({ timeout: 60_000 });
  await page.keyboard.press('F9');
  await dialog('submit.title').waitFor();
  await page.keyboard.press('F9');
  const results = dialog('results.title');
  await results.getByText(text('standing.submitting'), { exact: true }).waitFor({ timeout: answerMs });
  await results.getByText(text('erpWay.matchesItself')).waitFor();
  await expect.poll(() => kingdee.arrivals('submit').length, { timeout: answerMs }).toBe(1);
  await window.shot('erp-results-submitting');
  kingdee.double.setStatus(number, 3);
  await page.keyboard.press('Escape');
  await openErpSettings(desk);
  await button('erpWay.test').click();
  await page.getByText(text('erpWay.outcome.ready')).waitFor({ timeout: answerMs });
  await page.keyboard.press('Escape');
  const inErp = text('tree.bill.aria', { number, need: text('standing.submitted') });
  await tree.getByRole('treeitem', { name: inErp, exact: true }).waitFor({ timeout: answerMs });
  expect(kingdee.double.bill(number)?.submits).toBe(1);
  expect(kingdee.double.listed(number).map(({ fileType }) => fileType)).toEqual(['cover']);
  expect(readFileSync(join(folder, 'erp', 'erp.json'), 'utf8')).not.toContain(credentials.appSecret);
  await window.close();
});

it('ERP-65 in a real browser: the match result at Kingdee opens in a tab of its own, from the results, the queue, the list and by its key; the window holds nothing of the key in it', async () => {
  const bill = 'CL-2026-000502';
  const window = await rig.openWindow({
    language: 'zh-CN',
    environment: { PLATEN_VIRTUAL_SCANNER: 'off' },
    fill: (dataFolder) => keepKingdee(dataFolder, kingdee),
  });
  const { page, text, tree, dialog, button } = deskOf(window);
  const answers: string[] = [];
  page.on('response', async (response) => {
    if (response.url().includes('/api/')) answers.push(await response.text().catch(() => ''));
  });
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles([...(await coversOf([bill]))]);
  const ready = text('tree.bill.aria', { number: bill, need: text('need.ready') });
  await tree.getByRole('treeitem', { name: ready, exact: true }).waitFor({ timeout: 60_000 });
  await page.keyboard.press('F9');
  await dialog('submit.title').waitFor();
  await page.keyboard.press('F9');
  await dialog('results.title').waitFor();
  // There is nothing to look at before Kingdee has it.
  await button('action.openMatchPage').waitFor({ timeout: answerMs });
  await window.shot('match-page-results');

  const codes = () => kingdee.double.eventCodes();
  const opening = async (act: () => Promise<void>) => {
    const tab = page.context().waitForEvent('page');
    await act();
    const opened = await tab;
    await opened.getByRole('heading', { name: `PLATEN/${bill}` }).waitFor();
    return opened;
  };
  const first = await opening(() => button('action.openMatchPage').click());
  expect(first.url().startsWith(`${kingdee.address}/index.html?formId=bds_match_list&eventCode=`)).toBe(true);
  expect(new URL(first.url()).searchParams.get('eventCode')).toBe(codes()[0]);
  // Neither Kingdee learns of the window, nor its page of it, nor the window of the page.
  expect(kingdee.visits).toEqual(['']);
  expect(await first.evaluate('window.opener')).toBeNull();
  await first.close();
  await page.keyboard.press('Escape');

  await page.keyboard.press('F7');
  await dialog('queue.title').getByRole('option', { name: bill }).waitFor();
  await window.shot('match-page-queue');
  await (await opening(() => page.keyboard.press('k'))).close();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+F6');
  await page.getByRole('row', { name: bill }).waitFor({ timeout: answerMs });
  await window.shot('match-page-list');
  await (await opening(() => page.keyboard.press('k'))).close();
  await page.keyboard.press('Escape');
  await tree.focus();
  await page.keyboard.press('Home');
  await (await opening(() => page.keyboard.press('Control+F9'))).close();
  expect(new Set(codes()).size).toBe(4);

  kingdee.double.forget(bill);
  await page.keyboard.press('Control+F9');
  await page
    .getByRole('alert')
    .getByText(text('error.MatchPageRefused.what', { reason: 'NotGiven', detail: '0005 no such bill' }))
    .waitFor({ timeout: answerMs });
  await window.shot('match-page-refused');

  const seen = [
    ...answers,
    await page.content(),
    await page.evaluate(
      'JSON.stringify([localStorage, history.state, performance.getEntries().map(({ name }) => name)])',
    ),
  ].join('\n');
  expect(answers.some((answer) => answer.includes('outside/'))).toBe(true);
  for (const code of codes()) for (const form of formsOf(code)) expect(seen).not.toContain(form);
  await window.close();
});

it('ERP-61 in a real browser, in English: a file of IT is told and cannot be changed, its fault and its mending too', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'platen-it-'));
  const file = join(folder, 'erp.json');
  const window = await rig.openWindow({
    language: 'en-US',
    environment: { PLATEN_VIRTUAL_SCANNER: 'off', PLATEN_ERP: file },
  });
  const desk = deskOf(window);
  const { page, text } = desk;
  await openErpSettings(desk);
  await page
    .getByRole('alert')
    .getByText(text('erpWay.fault', { detail: 'ENOENT' }))
    .waitFor();
  await window.shot('erp-settings-fault');
  expect(await desk.button('erpWay.save').count()).toBe(0);
  await writeFile(file, '{"kind":"webhook","address":"http://127.0.0.1:9"}');
  await desk.button('erpWay.test').click();
  await page.getByText(text('erpWay.outcome.no-secret')).waitFor({ timeout: answerMs });
  await page.getByText(text('erpWay.kind.webhook'), { exact: true }).waitFor();
  await window.shot('erp-settings-given');
  await window.close();
  await rm(folder, { recursive: true, force: true });
});
