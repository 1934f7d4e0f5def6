import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { BillId } from '../../src/domain/ids.ts';
import { credentials } from '../erp/kingdee-double.ts';
import type { KingdeeServer } from '../erp/kingdee-server.ts';
import { accepted, scriptedErp } from '../match-service/scripted-erp.ts';
import { startService, token } from '../match-service/service-caller.ts';
import { newFolder } from './at-desk.ts';
import {
  formFor,
  handOverOf,
  holders,
  lineOf,
  openAlone,
  startKingdee,
  submitPages,
  untilThere,
} from './kingdee-desk.ts';
import { pageWith } from './page-with.ts';
import type { TestStation } from './test-station.ts';

const number = 'CL-2026-000401';
const waitMs = 60_000;
let pages: readonly { name: string; bytes: Buffer }[];
beforeAll(async () => {
  const [cover, plain] = [await pageWith(number), await pageWith('no bill number at all')];
  pages = [
    { name: 'cover.png', bytes: cover },
    { name: 'attachment.png', bytes: plain },
  ];
});

/** Set up, as it would be after a year of use: with a field that no form shows. */
async function connect(station: TestStation, kingdee: KingdeeServer, secret = credentials.appSecret) {
  await mkdir(join(station.dataFolder, 'erp'), { recursive: true });
  const kept = { kind: 'kingdee', unannounced: 'hand-over', ...formFor(kingdee), settleMs: 1500 };
  writeFileSync(join(station.dataFolder, 'erp', 'erp.json'), JSON.stringify(kept));
  expect(await station.run('erp.save', { kingdee: formFor(kingdee), secret })).toEqual({
    ok: true,
    value: {},
  });
}

const submit = (station: TestStation) => submitPages(station, pages);
const standing = (station: TestStation, billId: BillId, wanted: string) =>
  expect
    .poll(async () => (await lineOf(station, billId))?.standing, { timeout: waitMs, interval: 100 })
    .toBe(wanted);
const outcomeOf = async (station: TestStation) => {
  const tested = await station.run('erp.test', {});
  return tested.ok ? tested.value : tested.error;
};

/** The bill is there once, whole and in its order, and nothing else is. */
function expectThereOnce(kingdee: KingdeeServer, submits = 1): void {
  expect(kingdee.double.bill(number)?.submits).toBe(submits);
  expect(kingdee.double.listed(number).map(({ fileType }) => fileType)).toEqual(['cover', 'attach']);
}

describe('straight from the station to Kingdee', () => {
  it('ERP-50 is set up, tested, and hands a submitted bill over once, with its files; the secret is nowhere else', async () => {
    const kingdee = await startKingdee();
    const { station, said } = await openAlone(newFolder());
    expect(await station.ask('erp.way', {})).toMatchObject({ by: 'typed', kind: null, fault: null });
    await connect(station, kingdee);
    expect(await outcomeOf(station)).toEqual({ outcome: 'ready', detail: '' });
    const billId = await submit(station);
    await standing(station, billId, 'submitting');
    await expect.poll(() => kingdee.arrivals('submit').length, { timeout: waitMs }).toBe(1);
    expectThereOnce(kingdee);
    expect(kingdee.double.spare()).toEqual([]);
    kingdee.double.setStatus(number, 3);
    // The next question would come within the minute.
    await expect
      .poll(
        async () => {
          await outcomeOf(station);
          return (await lineOf(station, billId))?.standing;
        },
        { timeout: waitMs, interval: 500 },
      )
      .toBe('submitted');
    expect((await handOverOf(station, billId))?.reference).toBe(`PLATEN/${number}`);
    expect(kingdee.arrivals('submit')).toHaveLength(1);
    const told = await station.ask('erp.way', {});
    expect(told).toMatchObject({
      kind: 'kingdee',
      secret: { state: 'kept', by: 'typed' },
      kingdee: { resource: 'PLATEN' },
      stand: { connector: 'kingdee', unannounced: 'hand-over', underWay: 0, failed: 0 },
    });
    const erp = join(station.dataFolder, 'erp');
    const kept = JSON.parse(readFileSync(join(erp, 'erp.json'), 'utf8'));
    expect(kept).toMatchObject({ settleMs: 1500, baseAddress: kingdee.address });
    if (process.platform !== 'win32') {
      expect(statSync(join(erp, 'secrets')).mode & 0o777).toBe(0o700);
      expect(statSync(join(erp, 'secrets', 'kingdee-app-secret')).mode & 0o777).toBe(0o600);
    }
    await station.close();
    for (const secret of [credentials.appSecret, ...kingdee.double.tokens()]) {
      expect(JSON.stringify(told) + said.join('\n')).not.toContain(secret);
      expect(holders(station.dataFolder, secret)).toEqual(
        secret === credentials.appSecret ? [join('erp', 'secrets', 'kingdee-app-secret')] : [],
      );
    }
    expect(kingdee.double.signedIn()).toBeLessThan(kingdee.arrivals('login').length);
  }, 120_000);

  it.each([
    ['scanBillSubmit', 'lose-reply', 1, 2],
    ['scanBillSubmit', 'cut', 1, 2],
    ['fileCollect', 'lose-reply', 1, 3],
  ] as const)(
    'ERP-51 a lost answer (%s, %s) ends with the bill there once',
    async (path, fault, submits, collects) => {
      const kingdee = await startKingdee();
      const { station } = await openAlone(newFolder());
      await connect(station, kingdee);
      let isDone = false;
      kingdee.road.choose = (call) => {
        if (isDone || !call.path.endsWith(path)) return null;
        isDone = true;
        return fault;
      };
      const billId = await submit(station);
      await untilThere(station, billId, number);
      expectThereOnce(kingdee, submits);
      expect(kingdee.arrivals('collect')).toHaveLength(collects);
      expect(kingdee.double.spare()).toHaveLength(collects - 2);
    },
    120_000,
  );

  it('ERP-52 a station closed while the answer is out finds the bill there when it is opened again', async () => {
    const kingdee = await startKingdee();
    const folder = newFolder();
    const first = await openAlone(folder);
    await connect(first.station, kingdee);
    kingdee.road.choose = (call) => (call.path.endsWith('scanBillSubmit') ? 'hang' : null);
    const billId = await submit(first.station);
    await expect.poll(() => kingdee.arrivals('submit').length, { timeout: waitMs }).toBe(1);
    await first.close();
    kingdee.road.choose = () => null;
    const { station } = await openAlone(folder);
    await untilThere(station, billId, number);
    expectThereOnce(kingdee);
    expect(kingdee.arrivals('collect')).toHaveLength(2);
  }, 120_000);

  it('ERP-53 a wrong secret is told at the test and at the bill, and once it is right the bill goes', async () => {
    const kingdee = await startKingdee();
    const { station } = await openAlone(newFolder());
    await connect(station, kingdee, 'not-the-secret');
    const refused = '/api/getAppToken.do refused: 1001 no such application or secret: ***';
    expect(await outcomeOf(station)).toEqual({ outcome: 'refused', detail: refused });
    const billId = await submit(station);
    await expect
      .poll(async () => (await handOverOf(station, billId))?.reason, { timeout: waitMs, interval: 100 })
      .toBe(refused);
    expect((await lineOf(station, billId))?.standing).toBe('submitting');
    expect((await station.ask('erp.way', {})).stand).toMatchObject({ underWay: 1, reason: refused });
    expect(kingdee.arrivals('collect')).toEqual([]);
    const secret = credentials.appSecret;
    expect(await station.run('erp.save', { kingdee: formFor(kingdee), secret })).toMatchObject({ ok: true });
    expect(await outcomeOf(station)).toEqual({ outcome: 'ready', detail: '' });
    await expect.poll(() => kingdee.arrivals('submit').length, { timeout: waitMs }).toBe(1);
    expectThereOnce(kingdee);
  }, 120_000);

  it('ERP-54 while Kingdee is away bills wait with the reason, and go by themselves when it is back', async () => {
    const kingdee = await startKingdee();
    const { station } = await openAlone(newFolder());
    await connect(station, kingdee);
    await kingdee.down();
    const billId = await submit(station);
    await expect
      .poll(async () => (await handOverOf(station, billId))?.reason, { timeout: waitMs, interval: 100 })
      .toContain('ECONNREFUSED');
    expect(await outcomeOf(station)).toMatchObject({ outcome: 'unreachable' });
    await expect
      .poll(async () => (await handOverOf(station, billId))?.attempt, { timeout: waitMs, interval: 100 })
      .toBeGreaterThan(2);
    expect((await lineOf(station, billId))?.standing).toBe('submitting');
    await kingdee.up();
    await expect.poll(() => kingdee.arrivals('submit').length, { timeout: waitMs, interval: 100 }).toBe(1);
    expectThereOnce(kingdee);
  }, 150_000);

  it('ERP-55 a refusal of Kingdee is submit-failed with its words, and goes again by a word of the operator', async () => {
    const kingdee = await startKingdee();
    kingdee.double.refuseWrites('单据已关闭');
    const { station } = await openAlone(newFolder());
    await connect(station, kingdee);
    const billId = await submit(station);
    await standing(station, billId, 'submitFailed');
    expect((await handOverOf(station, billId))?.reason).toBe('document 1: 0099 单据已关闭');
    kingdee.double.refuseWrites(null);
    expect(await station.run('bill.submitToErp', { billIds: [billId], lookedUp: [] })).toMatchObject({
      ok: true,
      value: { submitted: [billId] },
    });
    await expect.poll(() => kingdee.arrivals('submit').length, { timeout: waitMs }).toBe(1);
    expectThereOnce(kingdee);
  }, 120_000);
});

describe('the settings of that way', () => {
  it('ERP-56 what is wrong in them is told by its field, and nothing is changed; given up, no secret stays', async () => {
    const kingdee = await startKingdee();
    const { station } = await openAlone(newFolder());
    const form = formFor(kingdee);
    for (const [change, field, why] of [
      [{ baseAddress: 'http://kingdee.example' }, 'baseAddress', 'AddressInsecure'],
      [{ baseAddress: 'https://user:pass@kingdee.example' }, 'baseAddress', 'AddressInsecure'],
      [{ resource: ' ' }, 'resource', 'Missing'],
    ] as const) {
      const saved = await station.run('erp.save', { kingdee: { ...form, ...change }, secret: 's' });
      expect(saved).toEqual({ ok: false, error: { type: 'ErpSetupInvalid', field, reason: why } });
    }
    expect(await station.ask('erp.way', {})).toMatchObject({ kind: null, secret: { state: 'missing' } });
    await connect(station, kingdee);
    expect(await station.run('erp.save', { kingdee: null, secret: null })).toMatchObject({ ok: true });
    expect(await station.ask('erp.way', {})).toMatchObject({ kind: null, secret: { state: 'missing' } });
    expect(await outcomeOf(station)).toEqual({ outcome: 'no-erp', detail: '' });
  }, 60_000);

  it('ERP-57 a file of IT that cannot be used keeps every bill in the station and says why; mended, the test takes it', async () => {
    const kingdee = await startKingdee();
    const folder = newFolder();
    const configFile = join(folder, 'it.json');
    writeFileSync(configFile, '{"kind":"kingdee"}');
    const { station } = await openAlone(folder, { erp: { configFile, secretsFolder: null } });
    const billId = await submit(station);
    expect(await station.ask('erp.way', {})).toMatchObject({
      by: 'given',
      fault: expect.stringContaining('resource'),
      stand: null,
    });
    expect(await outcomeOf(station)).toMatchObject({ type: 'ErpFileUnusable', path: configFile });
    expect((await lineOf(station, billId))?.standing).toBe('queued');
    const kept = { kind: 'kingdee', unannounced: 'hand-over', ...formFor(kingdee) };
    writeFileSync(configFile, JSON.stringify(kept));
    const changed = { ...formFor(kingdee), baseAddress: kingdee.address, appId: 'another' };
    expect(await station.run('erp.save', { kingdee: changed, secret: null })).toEqual({
      ok: false,
      error: { type: 'SettingGiven' },
    });
    // The file is IT's, the secret is typed here.
    expect(await outcomeOf(station)).toEqual({ outcome: 'no-secret', detail: '' });
    const same = { ...formFor(kingdee), baseAddress: kingdee.address };
    expect(await station.run('erp.save', { kingdee: same, secret: credentials.appSecret })).toMatchObject({
      ok: true,
    });
    expect(await outcomeOf(station)).toEqual({ outcome: 'ready', detail: '' });
    await expect.poll(() => kingdee.arrivals('submit').length, { timeout: waitMs }).toBe(1);
    expectThereOnce(kingdee);
  }, 120_000);

  it('ERP-57 a file of a kind no form is for is told, takes its secret, and is not written over', async () => {
    const folder = newFolder();
    await mkdir(join(folder, 'erp'), { recursive: true });
    const file = join(folder, 'erp', 'erp.json');
    writeFileSync(file, '{"kind":"platen","address":"http://127.0.0.1:9"}');
    const { station } = await openAlone(folder);
    expect(await station.ask('erp.way', {})).toMatchObject({ by: 'given', kind: 'platen', kingdee: null });
    expect(await outcomeOf(station)).toEqual({ outcome: 'no-secret', detail: '' });
    expect(await station.run('erp.save', { kingdee: null, secret: 'a-token' })).toMatchObject({ ok: true });
    expect(await outcomeOf(station)).toMatchObject({ outcome: 'unreachable' });
    expect(readFileSync(join(folder, 'erp', 'secrets', 'erp-token'), 'utf8')).toBe('a-token');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ kind: 'platen' });
  }, 60_000);

  it('ERP-58 of a match service elsewhere the way is looked at and tested only', async () => {
    const service = await startService(newFolder(), { erp: scriptedErp(() => accepted) });
    const { station } = await openAlone(newFolder(), { service: { address: service.url, token } });
    await expect
      .poll(async () => (await station.ask('erp.way', {})).stand?.connector, { timeout: waitMs })
      .toBe('scripted');
    expect(await station.ask('erp.way', {})).toMatchObject({ by: 'service', file: null, kingdee: null });
    expect(await outcomeOf(station)).toEqual({ outcome: 'ready', detail: '' });
    expect(await station.run('erp.save', { kingdee: null, secret: null })).toEqual({
      ok: false,
      error: { type: 'SettingGiven' },
    });
  }, 60_000);
});
