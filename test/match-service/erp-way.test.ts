import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Manifest } from '../../src/contract/wire.ts';
import type { MatchServiceOptions } from '../../src/match-service/server.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { automatic } from './automatic.ts';
import { type Engine, onBothEngines } from './engines.ts';
import { next, prepared } from './prepared.ts';
import { accepted, type ScriptedErp, scriptedErp, workingOnIt } from './scripted-erp.ts';
import { type Caller, callerOf, putManifest, tempFolder } from './service-caller.ts';

const queueTimes = {
  baseMs: 20,
  capMs: 100,
  askMs: 40,
  maxAsks: 4,
  leaseMs: 2000,
  pollMs: 10,
  graceMs: 2000,
};
const invoiceNumber = '26312000000000000001';

interface Started {
  readonly call: Caller;
  close(): Promise<void>;
}
async function start(
  engine: Engine,
  folder: string,
  erp: ScriptedErp | null,
  more: Partial<MatchServiceOptions> = {},
): Promise<Started> {
  const service = await engine.start(folder, { erp, queueTimes, ...more });
  return { call: callerOf(service), close: () => service.close() };
}

const unannounced = 'hand-over' as const;
const stateOf = async (call: Caller, { billUuid }: Manifest) =>
  (await call('GET', `/v1/stations/station-1/bills/${billUuid}`)).json;
const standing = (call: Caller, manifest: Manifest, state: string | undefined) =>
  expect.poll(async () => (await stateOf(call, manifest)).handOver?.state, { timeout: 8000 }).toBe(state);

onBothEngines('the way to an ERP that matches by itself', (engine) => {
  it('SVC-65 hands a bill nobody announced over as it is, with the type its number says', async () => {
    const erp = scriptedErp(() => accepted);
    const { call } = await start(engine, await tempFolder(), erp, { unannounced });
    await call('PUT', '/v1/schemes', automatic('ER-'));
    const manifest = await prepared(call, {
      number: 'ER-7',
      pages: ['a'],
      invoices: [invoice(invoiceNumber, 1)],
    });
    await putManifest(call, manifest);
    await standing(call, manifest, 'submitted');
    expect(erp.calls[0]?.handOver).toMatchObject({ announced: null, billType: 'er_daily', results: [{}] });
    expect(await stateOf(call, manifest)).toMatchObject({ outcome: 'accepted' });
    // What another bill went out with does not go a second time.
    const twice = await prepared(call, {
      number: 'ER-8',
      pages: ['b'],
      invoices: [invoice(invoiceNumber, 1)],
    });
    await putManifest(call, twice);
    expect((await stateOf(call, twice)).handOver).toBeNull();
    // Announced, it is matched first.
    await call('PUT', '/v1/expected-bills/ER-9', {
      billNumber: 'ER-9',
      invoices: [expectedOf('ER-9', '26312000000000000009', 1)],
    });
    const short = await prepared(call, { number: 'ER-9', pages: ['c'] });
    await putManifest(call, short);
    expect(await stateOf(call, short)).toMatchObject({ outcome: 'unmatched', handOver: null });
  });

  it('SVC-66 keeps bills that came before the ERP was there, until they are submitted once more', async () => {
    const folder = await tempFolder();
    const before = await start(engine, folder, null);
    const manifest = await prepared(before.call, { number: 'ER-7', pages: ['a'] });
    await putManifest(before.call, manifest);
    await before.close();
    const erp = scriptedErp(() => accepted);
    const { call, close } = await start(engine, folder, erp, { unannounced });
    // Everything is looked at anew.
    await call('PUT', '/v1/schemes', automatic(''));
    await sleep(100);
    expect(erp.calls).toEqual([]);
    await putManifest(call, next(manifest));
    await standing(call, manifest, 'submitted');
    await close();
    // After a restart the instant is still the first one.
    const again = await start(engine, folder, erp, { unannounced });
    await putManifest(again.call, next(next(manifest)));
    await standing(again.call, manifest, 'submitted');
    expect(erp.calls.map(({ handOver }) => handOver.revision)).toEqual([2, 3]);
  });

  it('SVC-67 expects the sample bills no longer once there is an ERP, but what was told since', async () => {
    const folder = await tempFolder();
    const samplesFile = join(folder, 'samples.json');
    const sample = (number: string) => expectedOf(number, invoiceNumber, 100);
    await writeFile(samplesFile, JSON.stringify([sample('S-1'), { ...sample('S-2'), id: 'expected:s2' }]));
    const before = await start(engine, folder, null, { samplesFile });
    const told = { billNumber: 'S-2', invoices: [sample('S-2')] };
    await before.call('PUT', '/v1/expected-bills/S-2', told);
    await before.close();
    const { call } = await start(
      engine,
      folder,
      scriptedErp(() => accepted),
      { samplesFile },
    );
    const { changes } = (await call('GET', '/v1/stations/station-1/changes')).json;
    const expected = changes.filter(({ type }: { type: string }) => type === 'expected');
    expect(
      Object.fromEntries(expected.map((one: typeof told) => [one.billNumber, one.invoices.length])),
    ).toEqual({
      'S-1': 0,
      'S-2': 1,
    });
    const bill = await prepared(call, { number: 'S-1', pages: ['a'] });
    await putManifest(call, bill);
    expect((await stateOf(call, bill)).outcome).toBe('accepted');
  });

  it('SVC-68 asks ever more rarely how a bill does that the ERP works on, and tells stations only what is news', async () => {
    const at: number[] = [];
    const erp = scriptedErp(({ work }) => {
      if (work === 'ask') at.push(Date.now());
      return { ...accepted, ...workingOnIt };
    });
    const { call } = await start(engine, await tempFolder(), erp, { unannounced });
    const manifest = await prepared(call, { number: 'ER-7', pages: ['a'] });
    await putManifest(call, manifest);
    await expect.poll(() => at.length, { timeout: 8000 }).toBeGreaterThan(0);
    const begun = Date.now();
    const { handOver } = await stateOf(call, manifest);
    const { cursor } = (await call('GET', '/v1/stations/station-1/changes')).json;
    await expect.poll(() => at.length, { timeout: 20_000 }).toBeGreaterThan(4);
    await sleep(2000);
    const fixed = (Date.now() - begun) / queueTimes.askMs;
    expect(at.length).toBeLessThan(fixed / 2);
    const gaps = at.slice(1).map((instant, index) => instant - (at[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(queueTimes.askMs - 2);
    expect((await stateOf(call, manifest)).handOver).toEqual(handOver);
    expect((await call('GET', `/v1/stations/station-1/changes?after=${cursor}`)).json.changes).toEqual([]);
  }, 40_000);

  it('SVC-70 asks an ERP that is out of reach for as long as it takes, and tells no person that nobody knows', async () => {
    let isAway = true;
    const erp = scriptedErp(({ work }) => {
      if (work === 'send') return { type: 'unknown', reason: 'no answer' };
      return isAway ? { type: 'out-of-reach', reason: 'ECONNREFUSED', afterMs: null } : accepted;
    });
    const { call } = await start(engine, await tempFolder(), erp, { unannounced });
    const manifest = await prepared(call, { number: 'ER-7', pages: ['a'] });
    await putManifest(call, manifest);
    // Far more often than an ERP that hears would be asked.
    await expect.poll(() => erp.calls.length, { timeout: 20_000 }).toBeGreaterThan(3 * queueTimes.maxAsks);
    expect((await stateOf(call, manifest)).handOver).toMatchObject({
      state: 'submitting',
      reason: 'ECONNREFUSED',
    });
    isAway = false;
    await standing(call, manifest, 'submitted');
    expect([...erp.sends().values()]).toEqual([1]);
  }, 40_000);

  it('SVC-69 says how the way to the ERP is doing, tests it, and a good test ends the waiting', async () => {
    const none = await start(engine, await tempFolder(), null);
    expect((await none.call('GET', '/v1/erp')).json).toMatchObject({ connector: null, underWay: 0 });
    expect((await none.call('POST', '/v1/erp/test')).json).toEqual({ outcome: 'no-erp', detail: '' });
    let isOpen = false;
    const erp: ScriptedErp = {
      ...scriptedErp(() =>
        isOpen ? accepted : { type: 'try-later', reason: 'signed out', afterMs: 900_000 },
      ),
      probe: async () => (isOpen ? { type: 'ready' } : { type: 'refused', detail: 'signed out' }),
    };
    const { call } = await start(engine, await tempFolder(), erp, { unannounced });
    const manifest = await prepared(call, { number: 'ER-7', pages: ['a'] });
    await putManifest(call, manifest);
    await expect
      .poll(async () => (await call('GET', '/v1/erp')).json, { timeout: 8000 })
      .toEqual({
        connector: 'scripted',
        unannounced,
        waiting: 0,
        underWay: 1,
        failed: 0,
        reason: 'signed out',
      });
    expect((await call('POST', '/v1/erp/test')).json).toEqual({ outcome: 'refused', detail: 'signed out' });
    isOpen = true;
    expect((await call('POST', '/v1/erp/test')).json).toEqual({ outcome: 'ready', detail: '' });
    await standing(call, manifest, 'submitted');
    expect((await call('GET', '/v1/erp')).json).toMatchObject({ underWay: 0, reason: null });
  });
});
