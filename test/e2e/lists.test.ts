import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { Desk } from './desk.ts';
import { type ErpServer, startErpServer } from './erp-server.ts';
import { openRig, type Rig, type Window } from './rig.ts';
import type { ListeningChild } from './side-process.ts';
import {
  captureAndSubmit,
  deskAt,
  number,
  otherNumber,
  serviceThatExpectsIt,
  submit,
  token,
} from './unmatched-bill.ts';

let rig: Rig;
let erp: ErpServer;
let folder: string;
const services: ListeningChild[] = [];
beforeAll(async () => {
  rig = await openRig();
  erp = await startErpServer();
  folder = await mkdtemp(join(tmpdir(), 'platen-lists-'));
});
afterEach(async () => {
  for (const service of services.splice(0)) await service.stop();
});
afterAll(async () => {
  await rig.close();
  await erp.stop();
  await rm(folder, { recursive: true, force: true });
});

/** A window at a service of its own, with an ERP behind it. */
async function openAtService(): Promise<{ window: Window; desk: Desk; url: string }> {
  const service = await serviceThatExpectsIt(folder, erp.args);
  services.push(service);
  const { window, ...desk } = await deskAt(rig, service, 'zh-CN');
  return { window, desk, url: service.url };
}

it('LIST-10 the third outcome of the manual: not matched, checked by hand, all matched, submitted to the ERP', async () => {
  const { window, desk } = await openAtService();
  const { page, text, dialog } = desk;
  await captureAndSubmit(desk);
  await page.getByRole('button', { name: text('action.matchList') }).click();
  const list = dialog('list.title.match');
  const row = list.getByRole('row', { name: number });
  await row.getByText(text('list.state.unmatched'), { exact: true }).waitFor({ timeout: 30_000 });
  await window.shot('match-list');

  await list.getByRole('grid').focus();
  await page.keyboard.press('Enter');
  const check = page.getByRole('dialog', { name: text('check.title.bill', { number }) });
  await check.getByText(text('check.left', { expected: 1, scans: 1 }), { exact: true }).waitFor();
  // What the eye compares: the number differs, the amount does not.
  const cell = check.getByRole('row', { name: text('match.field.number') });
  await cell.getByText(otherNumber).waitFor();
  await cell.getByText('87272786').waitFor();
  await expect
    .poll(() =>
      check
        .getByRole('img')
        .first()
        .evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth),
    )
    .toBeGreaterThan(100);
  await window.shot('check');

  await page.keyboard.press('Control+Enter');
  const question = page.getByRole('dialog', { name: text('check.allMatched', { number }) });
  await question.waitFor({ timeout: 60_000 });
  await window.shot('submit-question');
  // Looked at once more: taken back, and confirmed again.
  await question.getByRole('button', { name: text('check.lookAgain') }).click();
  await check.getByText(text('check.left', { expected: 0, scans: 0 }), { exact: true }).waitFor();
  const line = check.getByRole('option', { name: text('check.byHand') }).first();
  await line.click();
  await check.getByRole('button', { name: text('check.undo') }).click();
  await check.getByText(text('check.left', { expected: 1, scans: 1 }), { exact: true }).waitFor();
  expect(erp.bills()).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await question.waitFor();
  await page.keyboard.press('Enter');
  await expect.poll(() => erp.bills().length, { timeout: 20_000 }).toBe(1);

  await check.getByRole('button', { name: text('app.dialog.close') }).click();
  await row.getByText(text('list.state.submitted'), { exact: true }).waitFor({ timeout: 30_000 });
  const download = page.waitForEvent('download');
  await page.keyboard.press('Control+Shift+s');
  const csv = await readFile(await (await download).path(), 'utf8');
  expect(csv.startsWith('\uFEFF"单据编号"')).toBe(true);
  expect(csv).toContain(`"${number}"`);
  const second = page.waitForEvent('download');
  await list.getByRole('button', { name: text('list.export.xlsx') }).click();
  const xlsx = await readFile(await (await second).path());
  expect(xlsx.subarray(0, 2).toString()).toBe('PK');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+F7');
  const signOff = dialog('list.title.sign-off');
  await signOff.getByRole('row', { name: number }).waitFor();
  await window.shot('sign-off-list');
  await page.keyboard.press('Escape');
  await window.close();
});

it('LIST-11 a bill the ERP sends back opens with its reason at bill and page, and goes again as the next revision', async () => {
  const { window, desk, url } = await openAtService();
  const { page, text, bill, dialog } = desk;
  await captureAndSubmit(desk);
  await dialog('results.title').getByText(text('standing.matchFailed')).first().waitFor({ timeout: 30_000 });
  await page.keyboard.press('Escape');
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever came
  const ask = async (path: string, body?: object): Promise<any> => {
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    return response.json();
  };
  const [line] = (await ask('/v1/bills')).lines;
  const path = `/v1/stations/${line.stationId}/bills/${line.billUuid}`;
  const manifest = await ask(`${path}/revisions/1`);
  const { pageUuid } = manifest.documents[1].pages[0];
  const pages = [{ pageUuid, reason: '右上角被挡住' }];
  await ask(`${path}/return`, { revision: 1, by: 'ERP 审核', reason: '发票不清楚', pages });

  await expect
    .poll(() => bill(number).first().getAttribute('aria-label'), { timeout: 40_000 })
    .toContain(text('need.Returned'));
  // The way to what needs a look leads to the page that was named.
  await desk.press('Home');
  await page.keyboard.press('F8');
  await page
    .getByText(text('return.told', { by: 'ERP 审核', reason: '发票不清楚' }))
    .first()
    .waitFor();
  await page.getByText(text('return.page', { reason: '右上角被挡住' })).waitFor();
  await window.shot('returned');
  await submit(desk);
  await expect.poll(async () => (await ask('/v1/bills')).lines[0].revision, { timeout: 30_000 }).toBe(2);
  expect((await ask('/v1/bills')).lines[0].state).toBe('unmatched');
  await window.close();
});

it('LINK-25 a match link of a bill that was delivered opens its check', async () => {
  const { window, desk } = await openAtService();
  const { page, text, dialog } = desk;
  await captureAndSubmit(desk);
  await dialog('results.title').getByText(text('standing.matchFailed')).first().waitFor({ timeout: 30_000 });
  await page.evaluate(`location.hash = 'open=' + encodeURIComponent('platen://match?bill=${number}')`);
  await page.getByRole('dialog', { name: text('check.title.bill', { number }) }).waitFor();
  await page.keyboard.press('Escape');
  await desk.tree.waitFor();
  await window.close();
});
