import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language } from '../../src/i18n/text.ts';
import { type MatchService, startMatchService } from '../../src/match-service/server.ts';
import { createEnrolmentDesk } from '../station/enrolment-desk.ts';
import { token } from '../sync/test-station.ts';
import { deskOf } from './desk.ts';
import { firstSampleBill } from './files.ts';
import { openRig, type Rig } from './rig.ts';

let rig: Rig;
let folder: string;
let service: MatchService;
beforeAll(async () => {
  rig = await openRig();
  folder = await mkdtemp(join(tmpdir(), 'platen-enrolment-'));
  service = await startMatchService({
    folder,
    port: 0,
    host: '127.0.0.1',
    token,
    stations: 'enrolled',
    expectedFile: null,
    log: () => undefined,
  });
});
afterAll(async () => {
  await rig.close();
  await service.close();
  await rm(folder, { recursive: true, force: true });
});

describe.each<Language>(['zh-CN', 'en-US'])('enrolment in %s', (language) => {
  it('ENROL-50 a station is enrolled, revoked and enrolled anew in its settings; its bills wait and go out', async () => {
    const office = createEnrolmentDesk(service.url);
    const name = `Desk ${language}`;
    const window = await rig.openWindow({ language, environment: { PLATEN_VIRTUAL_SCANNER: 'off' } });
    const { page, text, tree, dialog, bill } = deskOf(window);
    const settings = dialog('settings.title');
    const enrol = async (code: string) => {
      await settings.getByLabel(text('service.enrol.code')).fill(code);
      await page.keyboard.press('Enter');
    };
    await page.getByText(text('status.service.reachable')).waitFor({ timeout: 60_000 });
    await page.keyboard.press('Alt+s');
    await settings.getByText(text('service.signIn.embedded'), { exact: true }).waitFor();
    await window.shot(`enrolment-embedded-${language}`);
    await settings.getByLabel(text('service.enrol.address')).fill(service.url);
    await enrol('K7WF-3HTR');
    await settings.getByRole('alert').filter({ hasText: /./ }).waitFor();
    await window.shot(`enrolment-refused-${language}`);
    await enrol((await office.code(name)).toLowerCase());
    await settings.getByText(text('service.signIn.enrolled', { station: name }), { exact: true }).waitFor();
    await settings.getByText(text('service.reach.reachable'), { exact: true }).waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([]);
    await window.shot(`enrolment-enrolled-${language}`);
    await page.keyboard.press('Escape');
    await settings.waitFor({ state: 'hidden' });

    await office.revoke(name);
    const chooser = page.waitForEvent('filechooser');
    await page.keyboard.press('F3');
    await (await chooser).setFiles([...(await firstSampleBill())]);
    await bill('CL-2026-000101').waitFor({ timeout: 60_000 });
    const ready = text('tree.bill.aria', { number: 'CL-2026-000101', need: text('need.ready') });
    await tree.getByRole('treeitem', { name: ready, exact: true }).waitFor({ timeout: 60_000 });
    await page.keyboard.press('F9');
    await dialog('submit.title').waitFor();
    await page.keyboard.press('F9');
    await dialog('results.title').waitFor();
    await page.getByRole('button', { name: text('results.openQueue') }).click();
    const queue = dialog('queue.title');
    await queue.getByText(text('error.SignInNeeded.what')).first().waitFor({ timeout: 60_000 });
    await window.shot(`enrolment-queue-${language}`);
    await page.keyboard.press('Escape');
    await queue.waitFor({ state: 'hidden' });

    await page.getByRole('button', { name: text('status.service.ended') }).click();
    await settings.getByText(text('service.signIn.ended'), { exact: true }).waitFor();
    await window.shot(`enrolment-ended-${language}`);
    await enrol(await office.code(name));
    await settings.getByText(text('service.signIn.enrolled', { station: name }), { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await settings.waitFor({ state: 'hidden' });
    await page.keyboard.press('F7');
    await queue
      .getByText(text('error.SignInNeeded.what'))
      .first()
      .waitFor({ state: 'hidden', timeout: 30_000 });
    await expect.poll(() => office.billsOf(name), { timeout: 30_000 }).toEqual(['CL-2026-000101']);
    await window.close();
  });
});
