import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskOf } from './desk.ts';
import { firstSampleBill } from './files.ts';
import { openRig, projectFolder, type Rig, type Window } from './rig.ts';
import { listeningChild } from './side-process.ts';

let rig: Rig;
let folder: string;
const undo: (() => unknown)[] = [];
beforeAll(async () => {
  rig = await openRig();
  folder = await mkdtemp(join(tmpdir(), 'platen-ways-'));
});
afterAll(async () => {
  await rig.close();
  for (const act of undo.reverse()) await act();
  await rm(folder, { recursive: true, force: true });
});

const token = 'e2e-token';
const number = 'CL-2026-000101';

/** A real match service behind a door that, while it is shut, refuses every revision as one the service cannot take. */
async function serviceBehindDoor(name: string) {
  const service = await listeningChild('match-service', [
    ...['--folder', join(folder, name), '--token', token, '--port', '0'],
    ...['--expected', join(projectFolder, 'assets/sample/expected.json')],
  ]);
  const door = { isShut: false, revisions: 0 };
  const server = createServer((incoming, outgoing) => {
    const isRevision = incoming.method === 'PUT' && incoming.url?.includes('/revisions/');
    if (isRevision && door.isShut) {
      incoming.resume();
      const body = { error: 'invalid', detail: 'no such bill', missing: null, latest: null };
      return outgoing.writeHead(422, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    }
    if (isRevision) door.revisions += 1;
    const { method, headers } = incoming;
    const onward = request(new URL(incoming.url ?? '/', service.url), { method, headers }, (reply) => {
      outgoing.writeHead(reply.statusCode ?? 502, reply.headers);
      reply.pipe(outgoing);
    });
    onward.on('error', () => outgoing.destroy());
    incoming.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  undo.push(async () => {
    server.closeAllConnections();
    server.close();
    await service.stop();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { door, url };
}

const reaching = (url: string) => ({
  PLATEN_SERVICE_URL: url,
  PLATEN_SERVICE_TOKEN: token,
  PLATEN_VIRTUAL_SCANNER: 'off',
});

/** Imports the first sample bill, submits it, and opens the queue at it. */
async function submitAndQueue(window: Window) {
  const desk = deskOf(window);
  const { page, text, dialog } = desk;
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles([...(await firstSampleBill())]);
  await submit(window);
  await page.getByRole('button', { name: text('results.openQueue') }).click();
  const queue = dialog('queue.title');
  await queue.waitFor();
  return { ...desk, queue };
}

/** When everything of the bill is read, it is submitted. */
async function submit(window: Window) {
  const { page, text, tree, dialog } = deskOf(window);
  const ready = text('tree.bill.aria', { number, need: text('need.ready') });
  await tree.getByRole('treeitem', { name: ready, exact: true }).waitFor({ timeout: 60_000 });
  await page.keyboard.press('F9');
  await dialog('submit.title').waitFor();
  await page.keyboard.press('F9');
  await dialog('results.title').waitFor();
}

it('QUEUE-65 in a real browser: a parked bill says the ways out, is opened by a key, and submitted again takes its own place', async () => {
  const { door, url } = await serviceBehindDoor('mending');
  door.isShut = true;
  const window = await rig.openWindow({ language: 'zh-CN', environment: reaching(url) });
  const { page, text, queue, dialog } = await submitAndQueue(window);
  await queue.getByText(text('standing.parked'), { exact: true }).first().waitFor({ timeout: 30_000 });
  await queue.getByText(text('standing.parked.explain'), { exact: false }).waitFor();
  for (const way of ['queue.retry', 'queue.mend', 'queue.export', 'queue.discard'] as const)
    await queue
      .getByRole('button', { name: text(way) })
      .first()
      .waitFor();
  await window.shot('queue-parked');

  await queue.getByRole('listbox').focus();
  await page.keyboard.press('d');
  const why = page.getByRole('dialog', { name: text('queue.discard.title', { count: 1 }) });
  await why.getByRole('textbox').fill('重复的单据');
  await window.shot('queue-discard');
  await why.getByRole('button', { name: text('queue.discard') }).click();
  await queue.getByText(text('standing.discarded'), { exact: true }).first().waitFor();
  await window.shot('queue-discarded');
  await queue.getByRole('button', { name: text('queue.takeBack') }).click();
  await queue.getByText(text('standing.parked'), { exact: true }).first().waitFor();

  await queue.getByRole('listbox').focus();
  await page.keyboard.press('m');
  await queue.waitFor({ state: 'hidden' });
  door.isShut = false;
  await submit(window);
  const results = dialog('results.title');
  await results
    .getByText(text('results.summary', { matched: 1, total: 1 }), { exact: true })
    .waitFor({ timeout: 30_000 });
  expect(door.revisions).toBe(1);
  await window.close();
}, 180_000);

it('QUEUE-75 in a real browser: a bill exported at one station is imported at another and reaches the service once', async () => {
  const { door, url } = await serviceBehindDoor('carried');
  const first = await rig.openWindow({ language: 'zh-CN', environment: reaching('http://127.0.0.1:9') });
  const one = await submitAndQueue(first);
  await one.queue.getByText(one.text('standing.queued'), { exact: true }).first().waitFor();
  await one.queue.getByRole('listbox').focus();
  const download = one.page.waitForEvent('download');
  await one.page.keyboard.press('x');
  const file = join(folder, (await download).suggestedFilename());
  await (await download).saveAs(file);
  await one.queue.getByText(one.text('standing.exported'), { exact: true }).first().waitFor();
  await first.shot('queue-exported');
  await first.close();

  const second = await rig.openWindow({ language: 'zh-CN', environment: reaching(url) });
  const { page, text, dialog } = deskOf(second);
  await page.keyboard.press('F7');
  const queue = dialog('queue.title');
  await queue.waitFor();
  await second.shot('queue-empty-import');
  const chooser = page.waitForEvent('filechooser');
  await queue.getByRole('button', { name: text('queue.import') }).click();
  await (await chooser).setFiles(file);
  await queue.getByText(number, { exact: true }).first().waitFor({ timeout: 30_000 });
  await queue.getByText(text('standing.matched'), { exact: true }).first().waitFor({ timeout: 30_000 });
  await second.shot('queue-imported');
  expect(door.revisions).toBe(1);
  await second.close();
}, 180_000);
