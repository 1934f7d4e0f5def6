import { beforeAll, describe, expect, it } from 'vitest';
import type { BillStatus } from '../../src/contract/queue-shapes.ts';
import type { ErpPort } from '../../src/match-service/erp/erp-port.ts';
import { accepted, type ScriptedErp, scriptedErp } from '../match-service/scripted-erp.ts';
import { startService, token } from '../match-service/service-caller.ts';
import { put } from '../sync/helpers.ts';
import { newFolder, openAt } from './at-desk.ts';
import { pageWith } from './page-with.ts';

const numbers = ['CL-2026-000201', 'CL-2026-000202'] as const;
let covers: readonly Buffer[];
beforeAll(async () => {
  covers = await Promise.all(numbers.map(pageWith));
});

const queueTimes = { baseMs: 10, capMs: 30, askMs: 20, maxAsks: 2, pollMs: 20 };

/** A service with an ERP that expects both bills, without invoices: matched as soon as they come, left to a person. */
async function startErpService(erp: ErpPort, path = newFolder(), port = 0) {
  const { url, close } = await startService(path, { port, erp, queueTimes });
  for (const billNumber of numbers)
    await put(url, `/v1/expected-bills/${billNumber}`, { billNumber, invoices: [] });
  return { url, path, close };
}

/** Both bills, submitted and matched. */
async function matchedBills(address: string) {
  const station = await openAt(newFolder(), { service: { address, token } });
  const batchId = await station.openBatch();
  const { bills } = await station.importFiles(
    batchId,
    covers.map((bytes, at) => ({ name: `${at}.png`, bytes })),
  );
  const billIds = bills.map((bill) => bill.id);
  const submitted = await station.run('bill.submit', { batchId, billIds });
  expect(submitted).toMatchObject({ ok: true, value: { submitted: billIds, problems: [] } });
  await station.station.synced();
  const statuses = async (): Promise<readonly BillStatus[]> => (await station.snapshot(batchId)).statuses;
  const states = async () => (await statuses()).map(({ handOver }) => handOver?.state);
  const until = async (state: string) => {
    await expect
      .poll(
        async () => {
          await station.station.synced();
          return states();
        },
        { timeout: 8000, interval: 50 },
      )
      .toEqual([state, state]);
  };
  const toErp = (lookedUp: typeof billIds = []) => station.run('bill.submitToErp', { billIds, lookedUp });
  return { station, batchId, billIds, statuses, states, until, toErp };
}

const sendsOf = (erp: ScriptedErp) => [...erp.sends().values()];

describe('submitting to the ERP', () => {
  it('QUEUE-20 hands several matched bills over by one word, once, and keeps who said it', async () => {
    const erp = scriptedErp(() => accepted);
    const { url } = await startErpService(erp);
    const desk = await matchedBills(url);
    expect(await desk.states()).toEqual(['waiting', 'waiting']);
    expect(erp.calls).toEqual([]);
    expect(await desk.toErp()).toEqual({ ok: true, value: { submitted: desk.billIds, failed: [] } });
    await desk.until('submitted');
    const page = await desk.station.ask('queue.page', { standings: ['submitted'], before: null, limit: 10 });
    expect(page.lines.map(({ number, handOver }) => [number, handOver?.reference])).toEqual([
      [numbers[1], 'ERP-1'],
      [numbers[0], 'ERP-1'],
    ]);
    const again = await desk.toErp();
    expect(again).toMatchObject({
      value: { submitted: [], failed: [{ error: { type: 'ErpNotDue', number: numbers[0] } }, {}] },
    });
    expect(sendsOf(erp)).toEqual([1, 1]);
    const pages = (await desk.station.snapshot(desk.batchId)).pages;
    const history = await desk.station.ask('page.history', { pageId: pages[0]?.id ?? 'page:none' });
    expect(history.filter(({ act }) => act === 'erp.submit')).toMatchObject([
      { operator: 'tester', about: 'bill' },
    ]);
  });

  it('QUEUE-21 shows a refusal in the words of the ERP, and tries it again under the same hand-over', async () => {
    const erp = scriptedErp((_call, before) =>
      before === 0 ? { type: 'refused', reason: '期间已关闭' } : accepted,
    );
    const { url } = await startErpService(erp);
    const desk = await matchedBills(url);
    await desk.toErp();
    await desk.until('submit-failed');
    expect((await desk.statuses()).map(({ handOver }) => handOver)).toMatchObject([
      { reason: '期间已关闭', fate: 'refused', attempt: 1 },
      { reason: '期间已关闭' },
    ]);
    expect((await desk.station.ask('station.status', {})).queue.submitFailed).toBe(2);
    expect(await desk.toErp()).toMatchObject({ value: { submitted: desk.billIds } });
    await desk.until('submitted');
    expect(sendsOf(erp)).toEqual([2, 2]);
  });

  it('QUEUE-22 sends what the ERP may have only after a person looked it up there', async () => {
    const erp = scriptedErp(({ work }, before) =>
      work === 'send' && before > 0 ? accepted : { type: 'unknown', reason: 'no answer' },
    );
    const { url } = await startErpService(erp);
    const desk = await matchedBills(url);
    await desk.toErp();
    await desk.until('submit-failed');
    expect(await desk.toErp()).toMatchObject({
      value: { submitted: [], failed: [{ error: { type: 'ErpFateUnknown', number: numbers[0] } }, {}] },
    });
    expect(sendsOf(erp)).toEqual([1, 1]);
    const [first] = desk.billIds;
    if (!first) throw new Error('no bill');
    expect(await desk.toErp([first])).toMatchObject({
      value: { submitted: [first], failed: [{ error: { type: 'ErpFateUnknown', number: numbers[1] } }] },
    });
    await expect.poll(() => sendsOf(erp), { timeout: 60_000 }).toEqual([2, 1]);
  });

  it('QUEUE-23 says so where the service is out of reach, and submits when it is back', async () => {
    const erp = scriptedErp(() => accepted);
    const first = await startErpService(erp);
    const desk = await matchedBills(first.url);
    await first.close();
    expect(await desk.toErp()).toMatchObject({
      ok: true,
      value: {
        submitted: [],
        failed: [{ error: { type: 'ErpOutOfReach' } }, { error: { type: 'ErpOutOfReach' } }],
      },
    });
    expect(await desk.states()).toEqual(['waiting', 'waiting']);
    await startErpService(erp, first.path, Number(new URL(first.url).port));
    expect(await desk.toErp()).toMatchObject({ value: { submitted: desk.billIds } });
    await desk.until('submitted');
    expect(sendsOf(erp)).toEqual([1, 1]);
  });

  it('QUEUE-13 keeps the pace over a restart, and tells it', async () => {
    const path = newFolder();
    const first = await openAt(path);
    expect(await first.run('queue.setState', { state: 'paused' })).toEqual({ ok: true, value: {} });
    expect(await first.run('queue.setLimit', { kilobytesPerSecond: 200 })).toEqual({ ok: true, value: {} });
    expect(first.events).toContainEqual({ type: 'queue.changed' });
    await first.close();
    const second = await openAt(path);
    expect((await second.ask('station.status', {})).queue.pace).toEqual({
      state: 'paused',
      kilobytesPerSecond: 200,
    });
  });
});
