import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type { CheckReply, DecisionContent } from '../../src/contract/check.ts';
import type { Manifest } from '../../src/contract/wire.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { automatic } from './automatic.ts';
import { onBothEngines, startFresh } from './engines.ts';
import { next, prepared } from './prepared.ts';
import { accepted, scriptedErp } from './scripted-erp.ts';
import { type Caller, callerOf, putManifest } from './service-caller.ts';

const digits = (n: number) => `2631200000000${String(n).padStart(7, '0')}`;
const checker = '核签员一';

/** The ERP expects invoices 1 (100.00) and 2 (50.00); scanned are 3, whose number nobody expects, and 2. */
async function unmatchedBill(call: Caller, number: string) {
  const expected = [expectedOf(number, digits(1), 10000), expectedOf(number, digits(2), 5000)];
  await call('POST', '/v1/expected', expected);
  const manifest = await prepared(call, {
    number,
    pages: ['cover', 'other'],
    invoices: [invoice(digits(3), 10000), invoice(digits(2), 5000)],
  });
  await putManifest(call, manifest);
  return manifest;
}

const pathOf = ({ billUuid }: Manifest) => `/v1/stations/station-1/bills/${billUuid}`;
async function checkOf(call: Caller, manifest: Manifest): Promise<CheckReply> {
  return (await call('GET', `${pathOf(manifest)}/check`)).json;
}

function pairOf(manifest: Manifest): DecisionContent {
  const documentUuid = manifest.documents[1]?.documentUuid;
  return {
    type: 'pair',
    expectedId: `expected:${manifest.billNumber}-${digits(1)}`,
    scan: { documentId: `document:${documentUuid}`, code: null, number: digits(3) },
    reason: '号码印刷模糊',
  };
}

function decide(
  call: Caller,
  manifest: Manifest,
  verdict: string,
  decision: unknown,
  id: string = randomUUID(),
) {
  return call('PUT', `${pathOf(manifest)}/decisions/${id}`, { operator: checker, verdict, decision });
}

function notesOf(check: CheckReply) {
  return check.state.results.map(({ verdict, notes }) => [verdict, ...notes.map(({ type }) => type)]);
}

onBothEngines('manual check', (engine) => {
  it('CHECK-20 a pair confirmed by hand makes the bill matched, says by whom and why, and can be taken back', async () => {
    const call = callerOf(await startFresh(engine));
    const manifest = await unmatchedBill(call, 'CL-2026-100001');
    const before = await checkOf(call, manifest);
    expect(notesOf(before)).toEqual([['missing'], ['matched'], ['extra']]);
    expect(before.scans.map(({ name }) => name.number)).toEqual([digits(3), digits(2)]);
    const id = randomUUID();
    const taken = await decide(call, manifest, before.verdict, pairOf(manifest), id);
    expect(taken.status).toBe(200);
    const after: CheckReply = taken.json;
    expect(after.state.outcome).toBe('matched');
    expect(notesOf(after)).toEqual([['matched', 'Confirmed'], ['matched']]);
    expect(after.state.results[0]).toMatchObject({
      evidence: expect.arrayContaining([
        { field: 'number', expected: digits(1), scanned: digits(3), agrees: false },
      ]),
      notes: [{ type: 'Confirmed', by: checker, reason: '号码印刷模糊', decisionId: id }],
    });
    expect(after.decisions).toMatchObject([{ id, state: 'in-force', by: checker, number: digits(1) }]);
    const feed = (await call('GET', '/v1/stations/station-1/changes')).json;
    expect(feed.changes.at(-1).state.results).toEqual(after.state.results);

    const undone = await call('POST', `${pathOf(manifest)}/decisions/${id}/undo`, {
      operator: '核签员二',
      verdict: after.verdict,
    });
    expect(notesOf(undone.json)).toEqual(notesOf(before));
    expect(undone.json.state.outcome).toBe('unmatched');
    expect(undone.json.decisions).toMatchObject([
      { id, state: 'undone', ended: { by: '核签员二', why: null } },
    ]);
  });

  it('CHECK-21 the same decision said again is done once; a verdict that changed meanwhile refuses it', async () => {
    const call = callerOf(await startFresh(engine));
    const manifest = await unmatchedBill(call, 'CL-2026-100002');
    const { verdict } = await checkOf(call, manifest);
    const id = randomUUID();
    const both = await Promise.all([
      decide(call, manifest, verdict, pairOf(manifest), id),
      decide(call, manifest, verdict, pairOf(manifest), id),
    ]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    expect((await checkOf(call, manifest)).decisions.length).toBe(1);
    const late = await decide(call, manifest, verdict, pairOf(manifest));
    expect([late.status, late.json.error]).toEqual([409, 'verdict-changed']);
    const fresh = await checkOf(call, manifest);
    const other = { type: 'no-paper', expectedId: `expected:CL-2026-100002-${digits(1)}`, reason: '电子' };
    expect((await decide(call, manifest, fresh.verdict, other)).json.error).toBe('already-decided');
    expect((await decide(call, manifest, fresh.verdict, other, id)).json.error).toBe('already-decided');
    const paired = { ...other, expectedId: `expected:CL-2026-100002-${digits(2)}` };
    expect((await decide(call, manifest, fresh.verdict, paired)).json.error).toBe('already-decided');
    const unknown = { ...other, expectedId: 'expected:nothing' };
    expect((await decide(call, manifest, fresh.verdict, unknown)).status).toBe(422);
    expect((await decide(call, manifest, fresh.verdict, { ...other, reason: ' ' })).status).toBe(422);
    expect((await call('GET', `/v1/stations/station-1/bills/${randomUUID()}/check`)).status).toBe(404);
  });

  it('CHECK-22 no paper and set aside leave the verdict, give their reason and settle the bill', async () => {
    const call = callerOf(await startFresh(engine));
    const manifest = await unmatchedBill(call, 'CL-2026-100003');
    let { verdict } = await checkOf(call, manifest);
    const noPaper = {
      type: 'no-paper',
      expectedId: `expected:CL-2026-100003-${digits(1)}`,
      reason: '全电发票',
    };
    const first: CheckReply = (await decide(call, manifest, verdict, noPaper)).json;
    expect(first.state.outcome).toBe('unmatched');
    ({ verdict } = first);
    const pair = pairOf(manifest);
    const aside = { type: 'set-aside', scan: pair.type === 'pair' ? pair.scan : null, reason: '参考用' };
    const second: CheckReply = (await decide(call, manifest, verdict, aside)).json;
    expect(second.state.outcome).toBe('matched');
    expect(notesOf(second)).toEqual([['missing', 'NoPaper'], ['matched'], ['extra', 'SetAside']]);
  });

  it('CHECK-23 decisions outlive a new verdict and a new revision, but not another invoice in their place', async () => {
    const call = callerOf(await startFresh(engine));
    const number = 'CL-2026-100004';
    const manifest = await unmatchedBill(call, number);
    const { verdict } = await checkOf(call, manifest);
    await decide(call, manifest, verdict, pairOf(manifest));
    // A third one expected: matched anew, the pair stands.
    await call('POST', '/v1/expected', [
      expectedOf(number, digits(1), 10000),
      expectedOf(number, digits(2), 5000),
      expectedOf(number, digits(4), 700),
    ]);
    expect(notesOf(await checkOf(call, manifest))).toEqual([
      ['matched', 'Confirmed'],
      ['matched'],
      ['missing'],
    ]);
    const second = next(manifest);
    await putManifest(call, second);
    expect(notesOf(await checkOf(call, manifest))).toEqual([
      ['matched', 'Confirmed'],
      ['matched'],
      ['missing'],
    ]);
    const documents = second.documents.map((document) =>
      document.invoices[0]?.number === digits(3)
        ? { ...document, invoices: [invoice(digits(3), 9900)] }
        : document,
    );
    await putManifest(call, next(second, { documents }));
    const third = await checkOf(call, manifest);
    expect(notesOf(third)).toEqual([['missing', 'DecisionDropped'], ['matched'], ['missing'], ['extra']]);
    expect(third.decisions).toMatchObject([{ state: 'dropped', ended: { by: null, why: 'scan-changed' } }]);
    expect(third.state.outcome).toBe('unmatched');
    // Taking back what no longer holds changes nothing.
    const [dropped] = third.decisions;
    const undo = { operator: checker, verdict: third.verdict };
    const again = await call('POST', `${pathOf(manifest)}/decisions/${dropped?.id}/undo`, undo);
    expect(again.json.decisions[0].state).toBe('dropped');
  });

  it('CHECK-24 a "no paper" ends visibly when the paper comes', async () => {
    const call = callerOf(await startFresh(engine));
    const manifest = await unmatchedBill(call, 'CL-2026-100005');
    const { verdict } = await checkOf(call, manifest);
    const expectedId = `expected:CL-2026-100005-${digits(1)}`;
    await decide(call, manifest, verdict, { type: 'no-paper', expectedId, reason: '找不到' });
    const documents = manifest.documents.map((document) =>
      document.invoices[0]?.number === digits(3)
        ? { ...document, invoices: [invoice(digits(1), 10000)] }
        : document,
    );
    await putManifest(call, next(manifest, { documents }));
    const after = await checkOf(call, manifest);
    expect(notesOf(after)).toEqual([['matched', 'DecisionDropped'], ['matched']]);
    expect(after.decisions[0]?.ended?.why).toBe('superseded');
    expect(after.state.outcome).toBe('matched');
  });

  it('CHECK-25 what was decided by hand waits for a person, also under an automatic scheme, and then stays', async () => {
    const erp = scriptedErp(() => accepted);
    const queueTimes = {
      baseMs: 20,
      capMs: 100,
      askMs: 30,
      maxAsks: 4,
      leaseMs: 2000,
      pollMs: 30,
      graceMs: 2000,
    };
    const call = callerOf(await startFresh(engine, { erp, queueTimes }));
    await call('PUT', '/v1/schemes', automatic('CL-'));
    const manifest = await unmatchedBill(call, 'CL-2026-100006');
    const { verdict } = await checkOf(call, manifest);
    const id = randomUUID();
    const decided: CheckReply = (await decide(call, manifest, verdict, pairOf(manifest), id)).json;
    expect(decided.state.handOver?.state).toBe('waiting');
    await call('POST', `${pathOf(manifest)}/submit`, { revision: 1 });
    await expect
      .poll(async () => (await checkOf(call, manifest)).state.handOver?.state, { timeout: 60_000 })
      .toBe('submitted');
    expect(erp.calls[0]?.handOver.results[0]?.notes).toMatchObject([{ type: 'Confirmed', by: checker }]);
    const undo = { operator: checker, verdict: (await checkOf(call, manifest)).verdict };
    const refused = await call('POST', `${pathOf(manifest)}/decisions/${id}/undo`, undo);
    expect([refused.status, refused.json.error]).toEqual([409, 'handed-over']);
  });

  it('CHECK-26 an invoice another bill was submitted with is confirmed by nobody', async () => {
    const call = callerOf(await startFresh(engine));
    const held = await prepared(call, {
      number: 'CL-2026-100008',
      pages: ['x'],
      invoices: [invoice(digits(3), 10000)],
    });
    await putManifest(call, held);
    const manifest = await unmatchedBill(call, 'CL-2026-100007');
    const { verdict } = await checkOf(call, manifest);
    expect((await decide(call, manifest, verdict, pairOf(manifest))).json.error).toBe('held-elsewhere');
  });

  it('CHECK-27 a bill sent back says so with its pages, goes nowhere, and the next revision ends it', async () => {
    const erp = scriptedErp(() => accepted);
    const call = callerOf(await startFresh(engine, { erp }));
    const number = 'CL-2026-100009';
    await call('POST', '/v1/expected', [expectedOf(number, digits(9), 100)]);
    const manifest = await prepared(call, { number, pages: ['a', 'b'], invoices: [invoice(digits(9), 100)] });
    await putManifest(call, manifest);
    const [page] = manifest.documents[0]?.pages ?? [];
    const pages = [{ pageUuid: page?.pageUuid, reason: '封面盖住了' }];
    const word = { revision: 1, by: '核签员一', reason: '封面不清楚', pages };
    const answer = await call('POST', `${pathOf(manifest)}/return`, word);
    expect(answer.json.returned).toMatchObject({ ...word, at: expect.any(Number) });
    expect(answer.json.handOver).toBeNull();
    const again = await call('POST', `${pathOf(manifest)}/return`, { ...word, reason: '另一个原因' });
    expect(again.json.returned).toEqual(answer.json.returned);
    const feed = (await call('GET', '/v1/stations/station-1/changes')).json;
    expect(feed.changes.at(-1).state.returned.reason).toBe('封面不清楚');
    expect((await call('POST', `${pathOf(manifest)}/submit`, { revision: 1 })).json.error).toBe(
      'not-matched',
    );
    expect((await call('POST', `${pathOf(manifest)}/return`, { ...word, revision: 2 })).status).toBe(409);
    expect((await call('POST', `${pathOf(manifest)}/return`, { ...word, reason: '' })).status).toBe(422);
    await putManifest(call, next(manifest));
    expect((await call('GET', pathOf(manifest))).json).toMatchObject({ returned: null, outcome: 'matched' });
  });
});
