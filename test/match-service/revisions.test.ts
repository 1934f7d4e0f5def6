import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { canonicalJson } from '../../src/contract/canonical-json.ts';
import type { Manifest } from '../../src/contract/wire.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { outboxEntry, sha256Of } from '../sync/test-station.ts';
import { onBothEngines, startFresh } from './engines.ts';
import { next, prepared } from './prepared.ts';
import type { Caller } from './service-caller.ts';
import { callerOf, putManifest, tempFolder } from './service-caller.ts';

const one = '26312000000000000101';
const two = '26312000000000000102';
async function stateOf(call: Caller, manifest: Manifest, station = 'station-1') {
  return (await call('GET', `/v1/stations/${station}/bills/${manifest.billUuid}`)).json;
}

onBothEngines('revisions', (engine) => {
  it('SVC-10 gives one receipt for one revision, however often it is put', async () => {
    const folder = await tempFolder();
    const service = await engine.start(folder);
    const call = callerOf(service);
    const manifest = await prepared(call, { number: 'CL-2026-000001', pages: ['a', 'b'] });
    const first = await putManifest(call, manifest);
    expect(first.status).toBe(201);
    expect(first.json).toMatchObject({
      stationId: 'station-1',
      revision: 1,
      digest: sha256Of(canonicalJson(manifest)),
    });
    const again = await putManifest(call, manifest);
    expect([again.status, again.json]).toEqual([200, first.json]);
    await service.close();
    const reopened = callerOf(await engine.start(folder));
    expect((await putManifest(reopened, manifest)).json).toEqual(first.json);
    const text = await reopened('GET', `/v1/stations/station-1/bills/${manifest.billUuid}/revisions/1`);
    expect(canonicalJson(text.json)).toBe(canonicalJson(manifest));
  });

  it('SVC-10 answers equal puts at the same moment with one 201 and else 200, all with one receipt', async () => {
    const call = callerOf(await startFresh(engine));
    const manifest = await prepared(call, { number: 'CL-2026-000002', pages: ['a'] });
    const answers = await Promise.all(Array.from({ length: 8 }, () => putManifest(call, manifest)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
    expect(new Set(answers.map(({ json }) => json.receiptId)).size).toBe(1);
  });

  it('SVC-11 never overwrites: other content under a taken number is a conflict, also from a stale base', async () => {
    const call = callerOf(await startFresh(engine));
    const manifest = await prepared(call, { number: 'CL-2026-000003', pages: ['a'] });
    await putManifest(call, manifest);
    const other = await putManifest(call, { ...manifest, operator: 'someone else' });
    expect([other.status, other.json.error]).toEqual([409, 'revision-conflict']);
    const staleBase = await putManifest(call, next(manifest, { previousDigest: sha256Of('another') }));
    expect([staleBase.status, staleBase.json.error]).toEqual([409, 'revision-conflict']);
    expect(await stateOf(call, manifest)).toMatchObject({
      latestRevision: 1,
      digest: sha256Of(canonicalJson(manifest)),
    });
    expect((await putManifest(call, next(manifest))).status).toBe(201);
    expect(await stateOf(call, manifest)).toMatchObject({ latestRevision: 2 });
  });

  it('SVC-12 refuses a revision after a gap and says which it has', async () => {
    const call = callerOf(await startFresh(engine));
    const manifest = await prepared(call, { number: 'CL-2026-000004', pages: ['a'] });
    const third = next(next(manifest));
    expect((await putManifest(call, third)).json).toMatchObject({ error: 'revision-gap', latest: 0 });
    await putManifest(call, manifest);
    expect((await putManifest(call, third)).json).toMatchObject({ error: 'revision-gap', latest: 1 });
  });

  it('SVC-13 refuses a revision whose pages are not there, and names them', async () => {
    const call = callerOf(await startFresh(engine));
    const { manifest } = outboxEntry({ number: 'CL-2026-000005', pages: ['not uploaded'] }, 1, sha256Of);
    const answer = await putManifest(call, manifest);
    expect([answer.status, answer.json.error, answer.json.missing]).toEqual([
      424,
      'missing-blobs',
      [sha256Of('not uploaded')],
    ]);
    expect((await call('GET', `/v1/stations/station-1/bills/${manifest.billUuid}`)).status).toBe(404);
  });

  it('SVC-14 takes only the canonical text of a manifest that speaks of its path', async () => {
    const call = callerOf(await startFresh(engine));
    const manifest = await prepared(call, { number: 'CL-2026-000006', pages: ['a'] });
    const path = `/v1/stations/station-1/bills/${manifest.billUuid}/revisions/1`;
    const json = { 'content-type': 'application/json' };
    const refused = [
      await call('PUT', path, '{', json),
      await call('PUT', path, JSON.stringify({ ...manifest, v: 2 }), json),
      await call('PUT', path, JSON.stringify(manifest, null, 1), json),
      await call('PUT', path, canonicalJson({ ...manifest, unknown: 1 }), json),
      await call('PUT', path, canonicalJson({ ...manifest, billUuid: randomUUID() }), json),
      await call('PUT', path, canonicalJson({ ...manifest, revision: 2 }), json),
      await call('PUT', path, canonicalJson({ ...manifest, billNumber: ' ' }), json),
      await call('PUT', path, canonicalJson(manifest), { ...json, 'if-match': `"${sha256Of('x')}"` }),
      await call('PUT', path.replace('station-1', 'a%2Fb'), canonicalJson(manifest), json),
    ];
    expect(refused.map(({ status, json: { error } }) => `${status} ${error}`)).toEqual(
      refused.map(() => '422 invalid'),
    );
    const wrongSize = structuredClone(manifest);
    for (const page of wrongSize.documents.flatMap(({ pages }) => pages)) page.bytes += 1;
    expect((await putManifest(call, wrongSize)).status).toBe(422);
    expect((await call('GET', `/v1/stations/station-1/bills/${manifest.billUuid}`)).status).toBe(404);
  });
});

onBothEngines('matching', (engine) => {
  it('SVC-20 matches a bill with what is expected when it arrives', async () => {
    const call = callerOf(await startFresh(engine));
    await call('POST', '/v1/expected', [
      expectedOf('CL-2026-000010', one, 12_345),
      expectedOf('CL-2026-000011', two, 500),
    ]);
    const good = await prepared(call, {
      number: 'CL-2026-000010',
      pages: ['a'],
      invoices: [invoice(one, 12_345)],
    });
    const bad = await prepared(call, {
      number: 'CL-2026-000011',
      pages: ['b'],
      invoices: [invoice(two, 501)],
    });
    await putManifest(call, good);
    await putManifest(call, bad);
    expect(await stateOf(call, good)).toMatchObject({
      outcome: 'matched',
      results: [{ verdict: 'matched', number: one }],
    });
    expect(await stateOf(call, bad)).toMatchObject({
      outcome: 'unmatched',
      results: [{ verdict: 'mismatch', number: two }],
    });
  });

  it('SVC-21 accepts a bill nobody expects yet, and matches it when the ERP names it', async () => {
    const call = callerOf(await startFresh(engine));
    const manifest = await prepared(call, {
      number: 'CL-2026-000012',
      pages: ['a'],
      invoices: [invoice(one, 100)],
    });
    await putManifest(call, manifest);
    expect(await stateOf(call, manifest)).toMatchObject({
      outcome: 'accepted',
      results: [{ verdict: 'extra' }],
    });
    const before = (await call('GET', '/v1/stations/station-1/changes')).json;
    const reply = await call('POST', '/v1/expected', [expectedOf('CL-2026-000012', one, 100)]);
    expect(reply.json).toEqual({ billNumbers: 1, changed: 1, rematched: 1 });
    expect(await stateOf(call, manifest)).toMatchObject({ outcome: 'matched' });
    const after = (await call('GET', `/v1/stations/station-1/changes?after=${before.cursor}`)).json;
    expect(after.changes.map((change: { type: string }) => change.type)).toEqual(['expected', 'bill']);
    expect(after.changes[1].state.outcome).toBe('matched');
    const same = await call('POST', '/v1/expected', [expectedOf('CL-2026-000012', one, 100)]);
    expect(same.json).toEqual({ billNumbers: 1, changed: 0, rematched: 0 });
    expect((await call('GET', `/v1/stations/station-1/changes?after=${after.cursor}`)).json.changes).toEqual(
      [],
    );
  });

  it('SVC-22 tells an invoice that another bill held before as a duplicate, whichever station sent it', async () => {
    const call = callerOf(await startFresh(engine));
    await call('POST', '/v1/expected', [
      expectedOf('CL-2026-000013', one, 100),
      expectedOf('CL-2026-000014', one, 100),
    ]);
    const first = await prepared(call, {
      number: 'CL-2026-000013',
      pages: ['a'],
      invoices: [invoice(one, 100)],
    });
    const second = await prepared(call, {
      number: 'CL-2026-000014',
      pages: ['b'],
      invoices: [invoice(one, 100)],
    });
    await putManifest(call, first);
    await putManifest(call, second, 'station-2');
    expect(await stateOf(call, first)).toMatchObject({ outcome: 'matched' });
    expect(await stateOf(call, second, 'station-2')).toMatchObject({
      outcome: 'unmatched',
      results: [{ verdict: 'duplicate' }],
    });
    await putManifest(call, next(first), 'station-1');
    expect(await stateOf(call, first)).toMatchObject({ latestRevision: 2, outcome: 'matched' });
  });

  it('SVC-23 gives an invoice to the next bill that holds it when the first lets go of it', async () => {
    const call = callerOf(await startFresh(engine));
    await call('POST', '/v1/expected', [
      expectedOf('CL-2026-000015', two, 7),
      expectedOf('CL-2026-000016', one, 100),
    ]);
    const first = await prepared(call, {
      number: 'CL-2026-000015',
      pages: ['a'],
      invoices: [invoice(one, 100)],
    });
    const second = await prepared(call, {
      number: 'CL-2026-000016',
      pages: ['b'],
      invoices: [invoice(one, 100)],
    });
    await putManifest(call, first);
    await putManifest(call, second);
    expect(await stateOf(call, second)).toMatchObject({ outcome: 'unmatched' });
    const { cursor } = (await call('GET', '/v1/stations/station-1/changes')).json;
    await putManifest(
      call,
      next(first, { documents: first.documents.filter(({ kind }) => kind !== 'invoice') }),
    );
    expect(await stateOf(call, second)).toMatchObject({ outcome: 'matched' });
    const { changes } = (await call('GET', `/v1/stations/station-1/changes?after=${cursor}`)).json;
    expect(changes.map((change: { state: { billUuid: string } }) => change.state.billUuid)).toEqual([
      first.billUuid,
      second.billUuid,
    ]);
  });

  it('SVC-24 lists changes in one order, in pages, each subject once, own bills only', async () => {
    const call = callerOf(await startFresh(engine));
    for (let index = 0; index < 7; index += 1)
      await call('POST', '/v1/expected', [expectedOf(`CL-2026-00010${index}`, one, index)]);
    await call('POST', '/v1/expected', [expectedOf('CL-2026-000100', one, 99)]);
    const foreign = await prepared(call, { number: 'CL-2026-000200', pages: ['a'] });
    await putManifest(call, foreign, 'station-2');
    const numbers: string[] = [];
    let cursor = 0;
    for (let hasMore = true; hasMore; ) {
      const page = (await call('GET', `/v1/stations/station-1/changes?after=${cursor}&limit=3`)).json;
      expect(page.changes.length).toBeLessThanOrEqual(3);
      expect(page.cursor).toBeGreaterThan(cursor);
      ({ cursor, hasMore } = page);
      numbers.push(...page.changes.map((change: { billNumber: string }) => change.billNumber));
    }
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 0].map((index) => `CL-2026-00010${index}`));
    expect((await call('GET', '/v1/stations/station-1/changes?after=-1')).status).toBe(422);
    expect((await call('GET', '/v1/stations/station-1/changes?after=99999')).json.cursor).toBeLessThan(
      99_999,
    );
  });

  it('SVC-25 refuses expected invoices that share an id or miss a field, and takes none of them', async () => {
    const call = callerOf(await startFresh(engine));
    const good = expectedOf('CL-2026-000300', one, 1);
    expect((await call('POST', '/v1/expected', [good, good])).json.error).toBe('invalid');
    expect(
      (await call('POST', '/v1/expected', [good, { ...good, id: 'expected:x', number: 1 }])).status,
    ).toBe(422);
    expect((await call('GET', '/v1/stations/station-1/changes')).json.changes).toEqual([]);
  });
});
