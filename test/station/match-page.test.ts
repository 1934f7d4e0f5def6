import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BillId } from '../../src/domain/ids.ts';
import { ok } from '../../src/domain/result.ts';
import { openHandOut } from '../../src/shell/browser/hand-out.ts';
import type { Outside } from '../../src/station/ports/outside.ts';
import { keepKingdee } from '../erp/kept-kingdee.ts';
import { formsOf } from '../erp/kingdee-double.ts';
import { kingdeeRig } from '../erp/kingdee-rig.ts';
import { accepted, scriptedErp } from '../match-service/scripted-erp.ts';
import { startService, token } from '../match-service/service-caller.ts';
import { newFolder } from './at-desk.ts';
import { handOverOf, holders, openAlone, startKingdee, submitPages, untilThere } from './kingdee-desk.ts';
import { pageWith } from './page-with.ts';
import type { TestStation } from './test-station.ts';

/* The ERP's own page of a bill, opened from the station: the key of it comes from the service and goes to the browser alone. */

const number = 'CL-2026-000411';
const waitMs = 60_000;
let cover: Buffer;
beforeAll(async () => {
  cover = await pageWith(number);
});

/** A browser that is shown pages. */
function lookedAt(): Outside & { readonly pages: string[] } {
  const pages: string[] = [];
  return {
    pages,
    async show(address) {
      pages.push(address);
      return ok(null);
    },
  };
}

const submit = (station: TestStation) => submitPages(station, [{ name: 'cover.png', bytes: cover }]);
const refusal = async (station: TestStation, bill: { billId: BillId; stationId?: string }) => {
  const answer = await station.run('bill.openMatchPage', bill);
  return answer.ok ? answer.value : answer.error;
};

describe('the page of a bill at Kingdee', () => {
  it('ERP-62 opens in the browser with a code of its own; the code is in no answer, event, log line or file, and who opened it is in the audit trail', async () => {
    const kingdee = await startKingdee();
    const folder = newFolder();
    await keepKingdee(folder, kingdee);
    const browser = lookedAt();
    const { station, said, close } = await openAlone(folder, { outside: browser });
    const billId = await submit(station);
    await untilThere(station, billId, number);
    expect((await handOverOf(station, billId))?.connector).toBe('kingdee');
    const answers = [
      await station.run('bill.openMatchPage', { billId }),
      await station.run('bill.openMatchPage', { billId }),
    ];
    expect(answers).toEqual([
      { ok: true, value: { path: null } },
      { ok: true, value: { path: null } },
    ]);
    const codes = kingdee.double.eventCodes();
    expect(codes).toHaveLength(2);
    expect(browser.pages.map((page) => new URL(page).searchParams.get('eventCode'))).toEqual(codes);
    for (const page of browser.pages)
      expect(page.startsWith(`${kingdee.address}/index.html?formId=bds_match_list&eventCode=`)).toBe(true);

    const told =
      JSON.stringify([answers, station.events, await handOverOf(station, billId)]) + said.join('\n');
    await close();
    const database = readFileSync(join(folder, 'station.sqlite')).toString('latin1');
    expect(database).toContain('bill.openMatchPage');
    for (const form of codes.flatMap(formsOf)) {
      expect(told).not.toContain(form);
      expect(holders(folder, form)).toEqual([]);
    }
  }, 120_000);

  it('ERP-62 for a browser that shows the window it is a ticket, and the code is not in the answer', async () => {
    const kingdee = await startKingdee();
    const folder = newFolder();
    await keepKingdee(folder, kingdee);
    const handOut = openHandOut();
    const { station } = await openAlone(folder, { outside: handOut });
    const billId = await submit(station);
    await untilThere(station, billId, number);
    const answer = await station.run('bill.openMatchPage', { billId });
    if (!answer.ok || answer.value.path === null) throw new Error(JSON.stringify(answer));
    const tab = await handOut.routes.request(`/${answer.value.path}`);
    expect(tab.status).toBe(303);
    const page = await fetch(tab.headers.get('location') ?? '');
    expect(await page.text()).toContain(`PLATEN/${number}`);
    for (const form of kingdee.double.eventCodes().flatMap(formsOf))
      expect(JSON.stringify(answer)).not.toContain(form);
  }, 120_000);

  it('ERP-63 says why there is no page: not there yet, no secret, sign-in refused, not given, away, no browser', async () => {
    const kingdee = await startKingdee();
    const folder = newFolder();
    await keepKingdee(folder, kingdee);
    kingdee.road.choose = (call) => (call.path.endsWith('fileCollect') ? 'cut' : null);
    const { station } = await openAlone(folder);
    await kingdee.down();
    const billId = await submit(station);
    await expect
      .poll(async () => (await handOverOf(station, billId))?.attempt, { timeout: waitMs, interval: 100 })
      .toBeGreaterThan(0);
    expect(await refusal(station, { billId })).toMatchObject({
      type: 'MatchPageRefused',
      reason: 'ErpOutOfReach',
      detail: expect.stringContaining('ECONNREFUSED'),
    });
    await kingdee.up();
    // The bill never got there: Kingdee knows none of its number.
    await expect
      .poll(() => refusal(station, { billId }), { timeout: waitMs, interval: 200 })
      .toEqual({ type: 'MatchPageRefused', reason: 'NotGiven', detail: '0005 no such bill' });
    kingdee.double.setStatus(number, 2);
    expect(await refusal(station, { billId })).toEqual({
      type: 'MatchPageRefused',
      reason: 'Browser',
      detail: '',
    });
    const unknown = 'bill:00000000-0000-4000-8000-000000000000' as BillId;
    expect(await refusal(station, { billId: unknown })).toMatchObject({ reason: 'UnknownBill' });
  }, 120_000);

  it('ERP-64 of a match service elsewhere the station asks it for the page, and so of a bill of another station', async () => {
    const rig = kingdeeRig();
    const service = await startService(newFolder(), { erp: rig.connector(), unannounced: 'hand-over' });
    const first = lookedAt();
    const elsewhere = { address: service.url, token };
    const { station } = await openAlone(newFolder(), { service: elsewhere, outside: first });
    const billId = await submit(station);
    const page = await refusal(station, { billId });
    expect(page).toMatchObject({ type: 'MatchPageRefused' });
    // Nobody said a type: it goes nowhere, and Kingdee is asked all the same what it knows of it.
    rig.server.setStatus(number, 3);
    await expect
      .poll(() => refusal(station, { billId }), { timeout: waitMs, interval: 200 })
      .toEqual({ path: null });
    const second = lookedAt();
    const other = await openAlone(newFolder(), { service: elsewhere, outside: second });
    const lists = await other.station.ask('lists.bills', { filter: {} });
    const line = lists.page.lines.find(({ billNumber }) => billNumber === number);
    expect(line).toMatchObject({ connector: 'kingdee' });
    const stationId = line?.stationId ?? '';
    expect(await refusal(other.station, { billId, stationId })).toEqual({ path: null });
    expect([...first.pages, ...second.pages].map((one) => new URL(one).origin)).toEqual([
      'https://cloud.example',
      'https://cloud.example',
    ]);
    await service.close();
    expect(await refusal(station, { billId })).toMatchObject({
      type: 'MatchPageRefused',
      reason: 'ServiceOutOfReach',
    });
  }, 120_000);

  it('ERP-64 an ERP that has no such page, or none at all, is told so', async () => {
    const service = await startService(newFolder(), {
      erp: scriptedErp(() => accepted),
      unannounced: 'hand-over',
    });
    const { station } = await openAlone(newFolder(), { service: { address: service.url, token } });
    const billId = await submit(station);
    await expect
      .poll(async () => (await handOverOf(station, billId))?.state, { timeout: waitMs, interval: 100 })
      .toBe('submitted');
    expect(await refusal(station, { billId })).toMatchObject({ reason: 'NoPage' });
    const alone = await openAlone(newFolder(), { service: null });
    expect(await refusal(alone.station, { billId })).toMatchObject({ reason: 'ServiceOutOfReach' });
  }, 120_000);
});
