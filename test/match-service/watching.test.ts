import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { automatic } from './automatic.ts';
import { onBothEngines, onPostgres } from './engines.ts';
import { prepared } from './prepared.ts';
import { accepted, scriptedErp } from './scripted-erp.ts';
import { callerOf, putManifest, tempFolder, token } from './service-caller.ts';

const one = '26312000000000000901';

onBothEngines('a watched service', (engine) => {
  it('SVC-60 tells an OpenAPI document made of the schemas its routes parse by, of every route', async () => {
    const anybody = callerOf(await engine.start(await tempFolder()));
    const { json: document } = await anybody('GET', '/openapi.json', undefined, { authorization: '' });
    expect(document.openapi).toBe('3.1.0');
    const routes = Object.entries(document.paths).flatMap(([path, verbs]) =>
      Object.keys(verbs as object).map((verb) => `${verb.toUpperCase()} ${path}`),
    );
    expect(routes.sort()).toEqual(
      [
        'GET /healthz',
        'GET /metrics',
        'GET /openapi.json',
        'GET /readyz',
        'GET /v1/audit-breaks',
        'GET /v1/bills',
        'GET /v1/blobs/sha256/{hex}',
        'GET /v1/enrolment-events',
        'GET /v1/enrolments',
        'GET /v1/erp',
        'GET /v1/health',
        'GET /v1/scheme-book',
        'GET /v1/scheme-book/history',
        'GET /v1/schemes',
        'GET /v1/stations/{stationId}/bills/{billUuid}',
        'GET /v1/stations/{stationId}/bills/{billUuid}/check',
        'GET /v1/stations/{stationId}/bills/{billUuid}/pictures/{hex}',
        'GET /v1/stations/{stationId}/bills/{billUuid}/revisions/{n}',
        'GET /v1/stations/{stationId}/changes',
        'HEAD /v1/blobs/sha256/{hex}',
        'POST /v1/blobs:missing',
        'POST /v1/enrolment-codes',
        'POST /v1/enrolments',
        'POST /v1/enrolments:refresh',
        'POST /v1/enrolments:revoke',
        'POST /v1/erp/test',
        'POST /v1/expected',
        'POST /v1/expected-bills',
        'POST /v1/stations/{stationId}/bills/{billUuid}/decisions/{decisionId}/undo',
        'POST /v1/stations/{stationId}/bills/{billUuid}/match-page',
        'POST /v1/stations/{stationId}/bills/{billUuid}/return',
        'POST /v1/stations/{stationId}/bills/{billUuid}/submit',
        'PUT /v1/blobs/sha256/{hex}',
        'PUT /v1/categories',
        'PUT /v1/expected-bills/{billNumber}',
        'PUT /v1/schemes',
        'PUT /v1/stations/{stationId}/bills/{billUuid}/decisions/{decisionId}',
        'PUT /v1/stations/{stationId}/bills/{billUuid}/revisions/{n}',
        'PUT /v1/stations/{stationId}/scheme-book',
      ].sort(),
    );
    const put = document.paths['/v1/stations/{stationId}/bills/{billUuid}/revisions/{n}'].put;
    const { schema } = put.requestBody.content['application/json'];
    expect(schema.required).toContain('stationSeq');
    expect(schema.properties.documents.items.properties.pages.items.required).toContain('sha256');
    expect(Object.keys(put.responses).sort()).toEqual([
      '200',
      '201',
      '401',
      '403',
      '409',
      '413',
      '422',
      '424',
      '503',
      '507',
    ]);
    expect(put.security).toEqual([{ station: [] }, { token: [] }]);
    expect(JSON.stringify(document)).not.toContain('$schema');
  });

  it('SVC-61 is alive and ready, counts by route and outcome, and tells counts only with the token', async () => {
    const erp = scriptedErp(() => accepted);
    const service = await engine.start(await tempFolder(), { erp, queueTimes: { pollMs: 30 } });
    const call = callerOf(service);
    await call('PUT', '/v1/schemes', automatic(''));
    await call('POST', '/v1/expected', [expectedOf('CL-2026-000901', one, 100)]);
    const manifest = await prepared(call, {
      number: 'CL-2026-000901',
      pages: ['a'],
      invoices: [invoice(one, 100)],
    });
    await putManifest(call, manifest);
    await expect.poll(() => erp.calls.length).toBe(1);
    await sleep(100);
    expect(await (await fetch(`${service.url}/healthz`)).json()).toEqual({ status: 'ok' });
    const ready = await fetch(`${service.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([
      200,
      { status: 'ready', database: 'ok', blobs: 'ok', isStopping: false },
    ]);
    expect((await fetch(`${service.url}/metrics`)).status).toBe(401);
    const metrics = await fetch(`${service.url}/metrics`, { headers: { authorization: `Bearer ${token}` } });
    const text = await metrics.text();
    expect(metrics.headers.get('content-type')).toContain('text/plain');
    expect(text).toContain('platen_revisions 1');
    expect(text).toContain('platen_hand_overs{state="submitted"} 1');
    expect(text).toContain('platen_hand_over_attempts_total{outcome="accepted"} 1');
    expect(text).toMatch(
      /platen_http_request_seconds_count\{method="PUT",route="\/v1\/stations\/:stationId\/bills\/:billUuid\/revisions\/:n",status="201"\} 1/,
    );
    expect(text).toContain('process_resident_memory_bytes');
    expect(text).not.toContain('station-1');
  });

  it('SVC-62 logs every request by its route, with an id both sides can name, and no token, number or name', async () => {
    const lines: string[] = [];
    const service = await engine.start(await tempFolder(), {
      log: (level, event, detail) => lines.push(JSON.stringify({ level, event, ...detail })),
    });
    const call = callerOf(service);
    await call('PUT', '/v1/expected-bills/CL-2026-000902', {
      billNumber: 'CL-2026-000902',
      invoices: [expectedOf('CL-2026-000902', one, 123_456)],
    });
    const manifest = await prepared(call, {
      number: 'CL-2026-000902',
      pages: ['a'],
      invoices: [invoice(one, 123_456)],
    });
    const put = await putManifest(call, manifest);
    await call('POST', '/v1/expected', [], { authorization: 'Bearer stolen-token' });
    await call('POST', '/v1/expected', '{"secret":', { 'content-type': 'application/json' });
    await expect
      .poll(() => lines.filter((line) => line.includes('"request"')).length)
      .toBeGreaterThanOrEqual(5);
    const all = lines.join('\n');
    expect(all).toContain(put.headers.get('x-request-id'));
    expect(all).toContain('"status":401');
    for (const secret of [
      token,
      'stolen-token',
      'CL-2026-000902',
      one,
      '123456',
      '操作员',
      '示例办公',
      'secret',
    ])
      expect(all).not.toContain(secret);
  });

  it('SVC-63 takes expected bills one by one and in batches, whole or not at all, also with no invoice', async () => {
    const call = callerOf(await engine.start(await tempFolder()));
    const bill = (billNumber: string, total: number) => ({
      billNumber,
      billType: 'er_daily',
      erpBillId: null,
      invoices: [expectedOf(billNumber, one, total)],
    });
    const batch = Array.from({ length: 300 }, (_, index) => bill(`CL-${index}`, index));
    expect((await call('POST', '/v1/expected-bills', batch)).json).toEqual({
      billNumbers: 300,
      changed: 300,
      rematched: 0,
    });
    expect((await call('POST', '/v1/expected-bills', batch)).json).toEqual({
      billNumbers: 300,
      changed: 0,
      rematched: 0,
    });
    const push = await call('PUT', '/v1/expected-bills/CL-7', { ...bill('CL-7', 7), billType: 'ap_invoice' });
    expect(push.json).toMatchObject({ changed: 1 });
    const refused = [
      await call('PUT', '/v1/expected-bills/CL-8', bill('CL-9', 1)),
      await call('POST', '/v1/expected-bills', [bill('CL-900', 1), bill('CL-900', 2)]),
      await call('POST', '/v1/expected-bills', [
        bill('CL-901', 1),
        { ...bill('CL-902', 1), billNumber: 'CL-903' },
      ]),
      await call('POST', '/v1/expected-bills', [bill('CL-904', 1), bill('CL-\u0000', 1)]),
      await call('POST', '/v1/expected-bills', [bill('CL-905', 1), bill('9'.repeat(201), 1)]),
    ];
    expect(refused.map(({ status }) => status)).toEqual(refused.map(() => 422));
    const known = (await call('GET', '/v1/stations/s/changes?limit=500')).json.changes;
    expect(known.length).toBe(300);
    await call('PUT', '/v1/expected-bills/CL-bare', { billNumber: 'CL-bare', invoices: [] });
    const bare = await prepared(call, { number: 'CL-bare', pages: ['a'] });
    await putManifest(call, bare);
    expect((await call('GET', `/v1/stations/station-1/bills/${bare.billUuid}`)).json.outcome).toBe('matched');
  });

  it('SVC-14 refuses a bill number that a store could not keep, as a fault of the bill', async () => {
    const call = callerOf(await engine.start(await tempFolder()));
    for (const number of ['CL-\u0000', 'CL-\n1', '9'.repeat(201)]) {
      const manifest = await prepared(call, { number, pages: ['a'] });
      expect((await putManifest(call, manifest)).status).toBe(422);
    }
  });
});

onPostgres('a watched service', (engine, server) => {
  it('SVC-61 is not ready while the database is away, and ready again after it', async () => {
    const service = await engine.start(await tempFolder());
    const ready = async () => (await fetch(`${service.url}/readyz`)).json();
    expect(await ready()).toMatchObject({ status: 'ready' });
    const crash = server().crash();
    await expect.poll(ready, { interval: 20 }).toMatchObject({ status: 'not-ready', database: 'failing' });
    await crash;
    await expect.poll(ready).toMatchObject({ status: 'ready' });
  });
});
