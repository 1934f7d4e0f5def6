import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import type { Manifest } from '../../src/contract/wire.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { outboxEntry, sha256Of } from '../sync/test-station.ts';
import { type Caller, callerOf, putManifest, startService, tempFolder } from './service-caller.ts';

const one = '26312000000000000101';
const two = '26312000000000000102';
const names = { zh: '差旅', en: 'Travel' };
let stationSeq = 0;

/** A bill of one page with invoices, put as a station would. */
async function put(
  call: Caller,
  number: string,
  numbers: readonly (readonly [string, number])[],
  change: (manifest: Manifest) => Manifest = (manifest) => manifest,
): Promise<Manifest> {
  stationSeq += 1;
  const pages: Buffer[] = [];
  const invoices = numbers.map(([one_, minor]) => invoice(one_, minor));
  const bill = { number, pages: [`page ${stationSeq}`], invoices, change };
  const { manifest } = outboxEntry(bill, stationSeq, (bytes) => {
    pages.push(bytes);
    return sha256Of(bytes);
  });
  for (const bytes of pages) await call('PUT', `/v1/blobs/sha256/${sha256Of(bytes)}`, bytes);
  expect((await putManifest(call, manifest)).status).toBe(201);
  return manifest;
}

async function stateOf(call: Caller, { billUuid }: Manifest) {
  return (await call('GET', `/v1/stations/station-1/bills/${billUuid}`)).json;
}

function asForm(form: 'paper' | 'electronic') {
  return (manifest: Manifest): Manifest => ({
    ...manifest,
    documents: manifest.documents.map((document) => ({ ...document, form })),
  });
}

it('MATCH-30 a duplicate names the bill that came first and its form, and follows it to a new number', async () => {
  const call = callerOf(await startService(await tempFolder()));
  const first = await put(call, 'CL-2026-000401', [[one, 100]], asForm('electronic'));
  const second = await put(call, 'CL-2026-000402', [[one, 120]], asForm('paper'));
  const held = { type: 'HeldByBill', form: 'paper', otherForm: 'electronic' };
  expect((await stateOf(call, second)).results).toMatchObject([
    {
      verdict: 'duplicate',
      notes: [{ ...held, billNumber: 'CL-2026-000401' }],
      evidence: [
        { field: 'number' },
        { field: 'date' },
        { field: 'amount', expected: '1.00', scanned: '1.20' },
      ],
    },
  ]);
  const renamed = { ...first, billNumber: 'CL-2026-000409', revision: 2 };
  await putManifest(call, { ...renamed, previousDigest: sha256Of(canonicalJson(first)) });
  expect((await stateOf(call, second)).results).toMatchObject([
    { verdict: 'duplicate', notes: [{ ...held, billNumber: 'CL-2026-000409' }] },
  ]);
  expect((await stateOf(call, first)).results).toMatchObject([{ verdict: 'extra', notes: [] }]);
});

it('MATCH-31 either number of a digitalised invoice on paper tells a duplicate', async () => {
  const call = callerOf(await startService(await tempFolder()));
  const withInvoice = (change: object) => (manifest: Manifest) => ({
    ...manifest,
    documents: manifest.documents.map((document) => ({
      ...document,
      invoices: document.invoices.map((each) => ({ ...each, ...change })),
    })),
  });
  const both = { code: '011001605111', paperNumber: '80100798' };
  await put(call, 'CL-2026-000403', [[one, 100]], withInvoice(both));
  const typed = await put(
    call,
    'CL-2026-000404',
    [[one, 100]],
    withInvoice({ code: '011001605111', number: '80100798' }),
  );
  expect((await stateOf(call, typed)).results).toMatchObject([
    { verdict: 'duplicate', notes: [{ type: 'HeldByBill', billNumber: 'CL-2026-000403' }] },
  ]);
});

it('MATCH-32 an extra invoice names the bill that expects it, as soon as it does and as long as it does', async () => {
  const call = callerOf(await startService(await tempFolder()));
  await call('POST', '/v1/expected', [expectedOf('CL-2026-000405', one, 100)]);
  const bill = await put(call, 'CL-2026-000405', [
    [one, 100],
    [two, 7],
  ]);
  const notes = async () => (await stateOf(call, bill)).results[1].notes;
  expect(await notes()).toEqual([]);
  const named = await call('POST', '/v1/expected', [expectedOf('CL-2026-000406', two, 7)]);
  expect(named.json).toEqual({ billNumbers: 1, changed: 1, rematched: 1 });
  expect(await notes()).toEqual([{ type: 'ExpectedByBill', billNumber: 'CL-2026-000406' }]);
  await call('POST', '/v1/expected', [expectedOf('CL-2026-000406', '26312000000000000103', 7)]);
  expect(await notes()).toEqual([]);
});

it('MATCH-33 a store from before there was an index of expected invoices gets one', async () => {
  const folder = await tempFolder();
  const service = await startService(folder);
  await callerOf(service)('POST', '/v1/expected', [expectedOf('CL-2026-000407', two, 7)]);
  await service.close();
  const db = new Database(join(folder, 'match-service.db'));
  // With all that came after it: a step is never put in before one that was taken.
  db.exec(`DROP TABLE expected_key; DROP TABLE bill_line; DROP TABLE bill_return; DROP TABLE manual_check;
    DELETE FROM kysely_migration WHERE name >= '0050'`);
  db.close();
  const call = callerOf(await startService(folder));
  const bill = await put(call, 'CL-2026-000408', [[two, 7]]);
  expect((await stateOf(call, bill)).results).toMatchObject([
    { notes: [{ type: 'ExpectedByBill', billNumber: 'CL-2026-000407' }] },
  ]);
  const plans = new Database(join(folder, 'match-service.db'), { readonly: true });
  for (const where of [`invoice_key in ('a', 'b') and bill_number <> 'x'`, `bill_number = 'x'`]) {
    const plan = plans.prepare(`EXPLAIN QUERY PLAN SELECT * FROM expected_key WHERE ${where}`).all();
    expect(JSON.stringify(plan)).toMatch(/SEARCH .*INDEX/);
  }
  plans.close();
});

it('MATCH-43 a changed scheme is told to the stations, and bills that did not match are matched anew by it', async () => {
  const call = callerOf(await startService(await tempFolder()));
  await call('POST', '/v1/expected', [
    expectedOf('CL-2026-000410', one, 100),
    expectedOf('XX-2026-000411', two, 100),
  ]);
  const near = await put(call, 'CL-2026-000410', [[one, 103]]);
  const other = await put(call, 'XX-2026-000411', [[two, 103]]);
  expect(await stateOf(call, near)).toMatchObject({ outcome: 'unmatched' });
  const { cursor } = (await call('GET', '/v1/stations/station-1/changes')).json;
  const scheme = {
    code: 'near',
    names,
    submit: 'automatic',
    cover: 'needed',
    toleranceMinor: 5,
    compare: {},
  };
  const billType = { code: 'travel', names, numberPrefix: 'CL-', schemeCode: 'near' };
  const book = { schemes: [scheme], billTypes: [billType] };
  expect((await call('PUT', '/v1/schemes', book)).json).toEqual({
    schemes: 1,
    billTypes: 1,
    isChanged: true,
    rematched: 1,
  });
  expect(await stateOf(call, near)).toMatchObject({ outcome: 'matched', results: [{ verdict: 'matched' }] });
  expect(await stateOf(call, other)).toMatchObject({ outcome: 'unmatched' });
  const { changes } = (await call('GET', `/v1/stations/station-1/changes?after=${cursor}`)).json;
  expect(changes).toMatchObject([{ type: 'schemes', book }, { type: 'bill' }]);
  expect((await call('PUT', '/v1/schemes', book)).json).toMatchObject({ isChanged: false, rematched: 0 });
  // What matched stays matched.
  const strict = { ...book, schemes: [{ ...scheme, toleranceMinor: 0 }] };
  expect((await call('PUT', '/v1/schemes', strict)).json).toMatchObject({ isChanged: true, rematched: 0 });
  const unknown = { ...book, billTypes: [{ ...billType, schemeCode: randomUUID() }] };
  const refused = await call('PUT', '/v1/schemes', unknown);
  expect([refused.status, refused.json.detail]).toEqual([422, 'billType 1: SchemeUnknown']);
});
