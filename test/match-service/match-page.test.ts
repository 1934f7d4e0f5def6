import { expect, it } from 'vitest';
import type { MatchPageOutcome } from '../../src/match-service/erp/erp-port.ts';
import { automatic } from './automatic.ts';
import { onBothEngines } from './engines.ts';
import { enrolmentCalls } from './enrolment-calls.ts';
import { prepared } from './prepared.ts';
import { accepted, type ScriptedErp, scriptedErp } from './scripted-erp.ts';
import { callerOf, putManifest, tempFolder } from './service-caller.ts';

const queueTimes = {
  baseMs: 20,
  capMs: 100,
  askMs: 40,
  maxAsks: 4,
  leaseMs: 2000,
  pollMs: 10,
  graceMs: 2000,
};
const unannounced = 'hand-over' as const;
const address = 'https://erp.example/t/index.html?formId=bds_match_list&eventCode=key-of-the-page';

function erpWithPage(answer: () => MatchPageOutcome) {
  const asked: string[] = [];
  const erp: ScriptedErp = {
    ...scriptedErp(() => accepted),
    async matchPage(billNumber) {
      asked.push(billNumber);
      return answer();
    },
  };
  return { erp, asked };
}

onBothEngines("the ERP's own page of a bill", (engine) => {
  it('SVC-75 is given to a station of a bill that went out, anew each time, kept by nobody and logged nowhere', async () => {
    const { erp, asked } = erpWithPage(() => ({ type: 'page', address }));
    const lines: string[] = [];
    const folder = await tempFolder();
    const service = await engine.start(folder, {
      erp,
      queueTimes,
      unannounced,
      stations: 'enrolled',
      log: (...line) => lines.push(JSON.stringify(line)),
    });
    const call = callerOf(service);
    const { enrolled, as } = enrolmentCalls(call);
    const { accessToken } = await enrolled('Desk 1', 'station-1');
    const other = (await enrolled('Desk 2', 'station-2')).accessToken;
    await call('PUT', '/v1/schemes', automatic('ER-'));
    const station = ((method, path, body, headers = {}) =>
      call(method, path, body, {
        authorization: `Bearer ${accessToken}`,
        ...headers,
      })) as typeof call;
    const manifest = await prepared(station, { number: 'ER-7', pages: ['a'] });
    await putManifest(station, manifest);
    const page = `/v1/stations/station-1/bills/${manifest.billUuid}/match-page`;
    const bill = async () => (await as(accessToken, 'GET', page.replace('/match-page', ''))).json;
    await expect.poll(async () => (await bill()).handOver?.state, { timeout: 60_000 }).toBe('submitted');
    expect((await bill()).handOver.connector).toBe('scripted');
    const { lines: listed } = (await call('GET', '/v1/bills')).json;
    expect(listed).toMatchObject([{ billNumber: 'ER-7', connector: 'scripted', reference: 'ERP-1' }]);

    const first = await as(accessToken, 'POST', page, {});
    expect(first).toMatchObject({ status: 200, json: { outcome: 'page', address } });
    expect(first.headers.get('cache-control')).toBe('no-store');
    // Another station checks it: it looks too.
    expect((await as(other, 'POST', page, {})).json).toEqual({ outcome: 'page', address });
    expect(asked).toEqual(['ER-7', 'ER-7']);
    expect((await as('stolen', 'POST', page, {})).status).toBe(401);
    // The service's own token is no station's where each has its own.
    expect((await call('POST', page, {})).status).toBe(401);
    expect(asked).toHaveLength(2);

    expect(lines.some((line) => line.includes('match-page'))).toBe(true);
    expect(lines.join('\n')).not.toContain('key-of-the-page');
    const db = await engine.open(folder);
    const kept = [
      await db.selectFrom('bill').selectAll().execute(),
      await db.selectFrom('hand_over').selectAll().execute(),
      await db.selectFrom('hand_over_note').selectAll().execute(),
      await db.selectFrom('change').selectAll().execute(),
      await db.selectFrom('service_fact').selectAll().execute(),
    ];
    await db.destroy();
    expect(JSON.stringify(kept)).toContain('ER-7');
    expect(JSON.stringify(kept)).not.toContain('key-of-the-page');
  });

  it('SVC-75 without a page says why: no bill, not at the ERP yet, no ERP, and what the ERP says', async () => {
    const none = callerOf(await engine.start(await tempFolder(), { erp: null }));
    const alone = await prepared(none, { number: 'ER-7', pages: ['a'] });
    await putManifest(none, alone);
    const path = (billUuid: string) => `/v1/stations/station-1/bills/${billUuid}/match-page`;
    expect((await none('POST', path(alone.billUuid), {})).json).toEqual({ outcome: 'no-page', detail: '' });
    const unknown = await none('POST', path('00000000-0000-4000-8000-000000000000'), {});
    expect(unknown).toMatchObject({ status: 404, json: { error: 'not-found' } });
    expect((await none('POST', path('no-uuid'), {})).status).toBe(422);

    let answer: MatchPageOutcome = { type: 'not-given', detail: '0005 no such bill' };
    const { erp, asked } = erpWithPage(() => answer);
    const call = callerOf(await engine.start(await tempFolder(), { erp, queueTimes, unannounced: 'wait' }));
    const waiting = await prepared(call, { number: 'ER-8', pages: ['b'] });
    await putManifest(call, waiting);
    expect((await call('POST', path(waiting.billUuid), {})).json).toEqual({
      outcome: 'not-there',
      detail: '',
    });
    expect(asked).toEqual([]);

    await call('PUT', '/v1/schemes', automatic('ER-'));
    await call('PUT', '/v1/expected-bills/ER-9', { billNumber: 'ER-9', invoices: [] });
    const out = await prepared(call, { number: 'ER-9', pages: ['c'] });
    await putManifest(call, out);
    await expect.poll(() => erp.calls.length, { timeout: 60_000 }).toBe(1);
    for (const type of ['not-given', 'refused', 'unreachable'] as const) {
      answer = { type, detail: 'in its words' };
      expect((await call('POST', path(out.billUuid), {})).json).toEqual({
        outcome: type,
        detail: 'in its words',
      });
    }
    for (const type of ['no-secret', 'no-page'] as const) {
      answer = { type };
      expect((await call('POST', path(out.billUuid), {})).json).toEqual({ outcome: type, detail: '' });
    }
  });
});
