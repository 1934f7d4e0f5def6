import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { deskOf } from './desk.ts';
import { firstSampleBill } from './files.ts';
import { openRig, projectFolder, type Rig } from './rig.ts';
import { listeningChild } from './side-process.ts';

let rig: Rig;
let folder: string;
beforeAll(async () => {
  rig = await openRig();
  folder = await mkdtemp(join(tmpdir(), 'platen-service-'));
});
afterAll(async () => {
  await rig.close();
  await rm(folder, { recursive: true, force: true });
});

const token = 'e2e-token';

it('E2E-4 submitted without a service, delivered when it comes, without a reload', async () => {
  const port = await freePort();
  const window = await rig.openWindow({
    language: 'zh-CN',
    environment: {
      PLATEN_SERVICE_URL: `http://127.0.0.1:${port}`,
      PLATEN_SERVICE_TOKEN: token,
      PLATEN_VIRTUAL_SCANNER: 'off',
    },
  });
  const { page, text, tree, dialog, bill } = deskOf(window);
  const chooser = page.waitForEvent('filechooser');
  await page.keyboard.press('F3');
  await (await chooser).setFiles([...(await firstSampleBill())]);
  await bill('CL-2026-000101').waitFor({ timeout: 60_000 });
  const ready = text('tree.bill.aria', { number: 'CL-2026-000101', need: text('need.ready') });
  await tree.getByRole('treeitem', { name: ready, exact: true }).waitFor({ timeout: 60_000 });
  await page.getByText(text('status.service.unreachable'), { exact: true }).waitFor();

  await page.keyboard.press('F9');
  await dialog('submit.title').getByText(text('submit.offline')).waitFor();
  await page.keyboard.press('F9');
  await dialog('results.title').waitFor();
  await page.getByRole('button', { name: text('results.openQueue') }).click();
  const queue = dialog('queue.title');
  await queue.getByText(text('standing.queued'), { exact: true }).first().waitFor();
  await queue.getByText(text('error.ServiceUnreachable.what')).waitFor();
  await window.shot('queue-offline');
  await page.evaluate('window.neverReloaded = true');

  const service = await listeningChild('match-service', [
    ...['--folder', folder, '--token', token, '--port', String(port)],
    ...['--expected', join(projectFolder, 'assets/sample/expected.json')],
  ]);
  await queue.getByRole('button', { name: text('queue.retryAll') }).click();
  await queue.getByText(text('standing.matched'), { exact: true }).first().waitFor({ timeout: 30_000 });
  // The button that was pressed is gone, and the focus may be on nothing: Escape closes the panel all the same.
  await page.evaluate(
    "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true }))",
  );
  await queue.waitFor({ state: 'hidden' });
  await page.keyboard.press('F6');
  const results = dialog('results.title');
  await results.getByText(text('results.summary', { matched: 1, total: 1 }), { exact: true }).waitFor();
  expect(await page.evaluate('window.neverReloaded')).toBe(true);
  await window.close();
  await service.stop();
});

/** A port nobody listens on now. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}
