import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Manifest } from '../../src/contract/wire.ts';
import type { MatchServiceOptions } from '../../src/match-service/server.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { sha256Of } from '../sync/test-station.ts';
import { automatic } from './automatic.ts';
import { type Engine, onBothEngines, onPostgres, startFresh } from './engines.ts';
import { next, prepared } from './prepared.ts';
import { accepted, type ScriptedErp, scriptedErp, workingOnIt } from './scripted-erp.ts';
import { type Caller, callerOf, putManifest, tempFolder } from './service-caller.ts';

const queueTimes = {
  baseMs: 20,
  capMs: 100,
  askMs: 30,
  maxAsks: 4,
  leaseMs: 2000,
  pollMs: 30,
  graceMs: 2000,
};
let numbers = 0;

function numberOfInvoice(): string {
  numbers += 1;
  return `2631200000000${String(numbers).padStart(7, '0')}`;
}

/** Expected and scanned alike: matched as soon as it is put. */
async function matchedBill(call: Caller, billNumber: string, billType: string | null = 'er_daily') {
  const number = numberOfInvoice();
  await call('PUT', `/v1/expected-bills/${billNumber}`, {
    billNumber,
    billType,
    erpBillId: `id-${billNumber}`,
    invoices: [expectedOf(billNumber, number, 100)],
  });
  return prepared(call, { number: billNumber, pages: ['a', 'b'], invoices: [invoice(number, 100)] });
}

async function handOverOf(call: Caller, { billUuid }: Manifest) {
  return (await call('GET', `/v1/stations/station-1/bills/${billUuid}`)).json.handOver;
}

async function untilState(call: Caller, manifest: Manifest, state: string) {
  await expect.poll(async () => (await handOverOf(call, manifest))?.state, { timeout: 60_000 }).toBe(state);
  return handOverOf(call, manifest);
}

function submit(call: Caller, manifest: Manifest, revision = manifest.revision) {
  return call('POST', `/v1/stations/station-1/bills/${manifest.billUuid}/submit`, { revision });
}

async function withErp(engine: Engine, erp: ScriptedErp, more: Partial<MatchServiceOptions> = {}) {
  const call = callerOf(await startFresh(engine, { erp, queueTimes, ...more }));
  await call('PUT', '/v1/schemes', automatic('ER-'));
  return call;
}

onBothEngines('the way to the ERP', (engine) => {
  it('SVC-50 hands a matched bill of an automatic scheme over once, with all it has, and tells the station', async () => {
    const erp = scriptedErp(async ({ handOver }) => {
      await handOver.journal.note('sent', 'once');
      await handOver.journal.note('sent', 'twice');
      expect(await handOver.journal.recall('sent')).toBe('twice');
      expect(await handOver.journal.recall('else')).toBeNull();
      for (const page of handOver.manifest.documents.flatMap(({ pages }) => pages))
        expect(sha256Of(await handOver.readBlob(page.sha256))).toBe(page.sha256);
      return accepted;
    });
    const call = await withErp(engine, erp);
    const manifest = await matchedBill(call, 'CL-2026-000001');
    const { cursor } = (await call('GET', '/v1/stations/station-1/changes')).json;
    await putManifest(call, manifest);
    const state = await untilState(call, manifest, 'submitted');
    expect(state).toMatchObject({ fate: 'accepted', reference: 'ERP-1', reason: null });
    expect(state.changedAt).toBeGreaterThan(1_700_000_000_000);
    const { changes } = (await call('GET', `/v1/stations/station-1/changes?after=${cursor}`)).json;
    expect(changes.at(-1).state.handOver.state).toBe('submitted');
    await sleep(150);
    await putManifest(call, manifest);
    await sleep(150);
    expect(erp.calls.map(({ work }) => work)).toEqual(['send']);
    expect(erp.calls[0]?.handOver).toMatchObject({
      attempt: 1,
      stationId: 'station-1',
      revision: 1,
      manifest: { billNumber: 'CL-2026-000001' },
      results: [{ verdict: 'matched' }],
      announced: { billNumber: 'CL-2026-000001', billType: 'er_daily', erpBillId: 'id-CL-2026-000001' },
    });
  });

  it('SVC-51 lets a matched bill of a manual scheme wait for a person, whose word counts once', async () => {
    const erp = scriptedErp(() => accepted);
    const call = await withErp(engine, erp);
    const manifest = await matchedBill(call, 'CL-2026-000002', 'ap_invoice');
    await putManifest(call, manifest);
    expect(await handOverOf(call, manifest)).toMatchObject({ state: 'waiting', fate: 'open' });
    await sleep(100);
    expect(erp.calls).toEqual([]);
    expect((await submit(call, manifest, 2)).json).toMatchObject({ error: 'revision-conflict', latest: 1 });
    const answers = await Promise.all([submit(call, manifest), submit(call, manifest)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.json.handOver.state).toMatch(/^submit/);
    await untilState(call, manifest, 'submitted');
    expect((await submit(call, manifest)).json.handOver.state).toBe('submitted');
    await sleep(100);
    expect(erp.calls.length).toBe(1);
    const unmatched = await prepared(call, { number: 'CL-2026-000003', pages: ['a'] });
    expect((await submit(call, unmatched)).json.error).toBe('not-found');
    await putManifest(call, unmatched);
    expect((await submit(call, unmatched)).json).toMatchObject({ error: 'not-matched' });
    expect(await handOverOf(call, unmatched)).toBeNull();
  });

  it('SVC-51 lets waiting bills go when their scheme becomes automatic, and owes nothing without an ERP', async () => {
    const erp = scriptedErp(() => accepted);
    const call = await withErp(engine, erp);
    const manifest = await matchedBill(call, 'CL-2026-000004', null);
    await putManifest(call, manifest);
    expect((await handOverOf(call, manifest)).state).toBe('waiting');
    const schemes = automatic('');
    expect((await call('PUT', '/v1/schemes', schemes)).json).toMatchObject({ isChanged: true, rematched: 1 });
    expect((await call('GET', '/v1/schemes')).json).toEqual(schemes);
    await untilState(call, manifest, 'submitted');
    const alone = callerOf(await startFresh(engine));
    const lonely = await matchedBill(alone, 'CL-2026-000005');
    await putManifest(alone, lonely);
    expect((await alone('GET', `/v1/stations/station-1/bills/${lonely.billUuid}`)).json).toMatchObject({
      outcome: 'matched',
      handOver: null,
    });
    expect((await submit(alone, lonely)).json.error).toBe('not-matched');
  });

  it('SVC-52 shows a refusal with its reason, leaves it, and tries again when a person says so', async () => {
    const erp = scriptedErp((_call, before) =>
      before === 0 ? { type: 'refused', reason: '单据已关闭' } : accepted,
    );
    const call = await withErp(engine, erp);
    const manifest = await matchedBill(call, 'CL-2026-000006');
    await putManifest(call, manifest);
    expect(await untilState(call, manifest, 'submit-failed')).toMatchObject({
      fate: 'refused',
      reason: '单据已关闭',
    });
    await sleep(150);
    expect(erp.calls.length).toBe(1);
    await submit(call, manifest);
    expect(await untilState(call, manifest, 'submitted')).toMatchObject({ reason: null });
    expect(erp.calls.map(({ handOver }) => handOver.attempt)).toEqual([1, 2]);
    expect(new Set(erp.calls.map(({ handOver }) => handOver.id)).size).toBe(1);
  });

  it('SVC-53 sends again what surely did not arrive, not before the ERP wants it', async () => {
    let first = 0;
    const erp = scriptedErp((_call, before) => {
      if (before === 0) {
        first = Date.now();
        return { type: 'try-later', reason: 'the ERP is closed', afterMs: 400 };
      }
      return before < 3 ? { type: 'try-later', reason: 'the ERP is closed', afterMs: null } : accepted;
    });
    const call = await withErp(engine, erp);
    const manifest = await matchedBill(call, 'CL-2026-000007');
    await putManifest(call, manifest);
    await expect.poll(async () => (await handOverOf(call, manifest)).reason).toBe('the ERP is closed');
    expect((await handOverOf(call, manifest)).state).toBe('submitting');
    await expect.poll(() => erp.calls.length, { timeout: 60_000 }).toBeGreaterThan(1);
    expect(Date.now() - first).toBeGreaterThanOrEqual(400);
    await untilState(call, manifest, 'submitted');
    expect(erp.calls.map(({ work }) => work)).toEqual(['send', 'send', 'send', 'send']);
  });

  it('SVC-54 asks before it sends again when a write may have arrived, also when the connector breaks down', async () => {
    const erp = scriptedErp(({ handOver, work }, before) => {
      if (before === 0) {
        if (handOver.manifest.billNumber.endsWith('8')) return { type: 'unknown', reason: 'no answer' };
        throw new Error('a bug');
      }
      if (work === 'send') return accepted;
      if (handOver.manifest.billNumber.endsWith('8')) return accepted;
      return before === 1 ? { type: 'unknown', reason: 'still no answer' } : { type: 'absent' };
    });
    const call = await withErp(engine, erp);
    const arrived = await matchedBill(call, 'CL-2026-000008');
    const absent = await matchedBill(call, 'CL-2026-000009');
    await putManifest(call, arrived);
    await putManifest(call, absent);
    await untilState(call, arrived, 'submitted');
    await untilState(call, absent, 'submitted');
    const works = ({ billUuid }: Manifest) =>
      erp.calls.filter(({ handOver }) => handOver.billUuid === billUuid).map(({ work }) => work);
    expect(works(arrived)).toEqual(['send', 'ask']);
    expect(works(absent)).toEqual(['send', 'ask', 'ask', 'send']);
  });

  it('SVC-54 tells a person when nobody can say whether the ERP has it', async () => {
    const erp = scriptedErp(({ work }, before) =>
      work === 'send' && before > 0 ? accepted : { type: 'unknown', reason: 'no answer' },
    );
    const call = await withErp(engine, erp);
    const manifest = await matchedBill(call, 'CL-2026-000010');
    await putManifest(call, manifest);
    expect(await untilState(call, manifest, 'submit-failed')).toMatchObject({
      fate: 'unknown',
      reason: 'no answer',
    });
    expect(erp.sends().size).toBe(1);
    await submit(call, manifest);
    await untilState(call, manifest, 'submitted');
  });

  it('SVC-55 asks on while the ERP works on a bill it accepted', async () => {
    const erp = scriptedErp((_call, before) =>
      before < 3
        ? { ...accepted, reference: 'F-9', ...workingOnIt }
        : { type: 'refused', reason: 'review failed' },
    );
    const call = await withErp(engine, erp);
    const manifest = await matchedBill(call, 'CL-2026-000011');
    await putManifest(call, manifest);
    expect(await untilState(call, manifest, 'submit-failed')).toMatchObject({
      reference: 'F-9',
      reason: 'review failed',
      fate: 'refused',
    });
    expect(erp.calls.map(({ work }) => work)).toEqual(['send', 'ask', 'ask', 'ask']);
    expect(erp.calls.at(-1)?.handOver.reference).toBe('F-9');
  });

  it('SVC-56 sends revisions of a bill in their order, each once', async () => {
    const erp = scriptedErp((_call, before) =>
      before < 2 ? { type: 'try-later', reason: 'busy', afterMs: null } : accepted,
    );
    const call = await withErp(engine, erp);
    const first = await matchedBill(call, 'CL-2026-000012');
    await putManifest(call, first);
    await putManifest(call, next(first));
    await untilState(call, next(first), 'submitted');
    expect(erp.calls.map(({ handOver }) => handOver.revision)).toEqual([1, 1, 1, 2, 2, 2]);
  });

  it('QUEUE-40 lets a later revision go while the ERP still works on the earlier, but not while nobody knows of it', async () => {
    const erp = scriptedErp(({ handOver, work }, before) => {
      if (handOver.revision === 2) return accepted;
      if (handOver.manifest.billNumber.endsWith('17')) return { ...accepted, ...workingOnIt };
      if (work === 'send') return { type: 'unknown', reason: 'no answer' };
      return before < 3 ? { type: 'unknown', reason: 'still no answer' } : { type: 'refused', reason: 'no' };
    });
    const call = await withErp(engine, erp);
    const working = await matchedBill(call, 'CL-2026-000017');
    const unknown = await matchedBill(call, 'CL-2026-000018');
    for (const first of [working, unknown]) {
      await putManifest(call, first);
      await expect
        .poll(() => erp.calls.some(({ handOver }) => handOver.billUuid === first.billUuid))
        .toBe(true);
      await putManifest(call, next(first));
      await untilState(call, next(first), 'submitted');
    }
    const worksOf = ({ billUuid }: Manifest) =>
      erp.calls
        .filter(({ handOver }) => handOver.billUuid === billUuid)
        .map(({ work, handOver }) => `${work} ${handOver.revision}`);
    expect(worksOf(working)).toContain('send 2');
    expect(worksOf(unknown)).toEqual(['send 1', 'ask 1', 'ask 1', 'ask 1', 'send 2']);
    // The earlier one is asked about all the same: its end is written down.
    const asked = worksOf(working).filter((one) => one === 'ask 1').length;
    await expect.poll(() => worksOf(working).filter((one) => one === 'ask 1').length).toBeGreaterThan(asked);
  });

  it('QUEUE-41 never sends an earlier revision again once a later one went out', async () => {
    let isLost = false;
    const erp = scriptedErp(({ handOver }) => {
      if (handOver.revision === 2) return accepted;
      return isLost ? { type: 'absent' } : { ...accepted, ...workingOnIt };
    });
    const call = await withErp(engine, erp);
    const first = await matchedBill(call, 'CL-2026-000019');
    await putManifest(call, first);
    await expect.poll(() => erp.calls.length).toBeGreaterThan(0);
    await putManifest(call, next(first));
    await untilState(call, next(first), 'submitted');
    isLost = true;
    const before = erp.calls.length;
    await expect.poll(() => erp.calls.length).toBeGreaterThan(before);
    await sleep(300);
    expect([...erp.sends().values()]).toEqual([1, 1]);
    expect(await handOverOf(call, first)).toMatchObject({ state: 'submitted' });
  });

  it("QUEUE-42 counts a person's word for the attempt he saw, and starts nothing when it comes late or twice", async () => {
    const erp = scriptedErp((_call, before) =>
      before < 2 ? { type: 'refused', reason: `no ${before}` } : accepted,
    );
    const call = await withErp(engine, erp);
    const manifest = await matchedBill(call, 'CL-2026-000020', 'ap_invoice');
    await putManifest(call, manifest);
    const say = (seen: object) =>
      call('POST', `/v1/stations/station-1/bills/${manifest.billUuid}/submit`, { revision: 1, seen });
    const waiting = await handOverOf(call, manifest);
    expect(waiting).toMatchObject({ state: 'waiting', attempt: 0, fate: 'open' });
    expect((await say({ ...waiting, id: 'another' })).json.handOver.state).toBe('waiting');
    await say(waiting);
    const refused = await untilState(call, manifest, 'submit-failed');
    expect(refused).toMatchObject({ id: waiting.id, attempt: 1, fate: 'refused' });
    // The first word once more, as a proxy would repeat it.
    expect((await say(waiting)).json.handOver).toEqual(refused);
    expect((await say({ ...refused, fate: 'unknown' })).json.handOver).toEqual(refused);
    expect(erp.calls.length).toBe(1);
    await say(refused);
    await expect.poll(async () => (await handOverOf(call, manifest)).reason).toBe('no 1');
    expect((await say(refused)).json.handOver).toMatchObject({ state: 'submit-failed', attempt: 2 });
    await sleep(150);
    expect(erp.calls.length).toBe(2);
  });

  it('SVC-56 withdraws a waiting bill that no longer matches', async () => {
    const call = await withErp(
      engine,
      scriptedErp(() => accepted),
    );
    const manifest = await matchedBill(call, 'CL-2026-000013', 'ap_invoice');
    await putManifest(call, manifest);
    expect((await handOverOf(call, manifest)).state).toBe('waiting');
    await call('POST', '/v1/expected', [expectedOf('CL-2026-000013', numberOfInvoice(), 7)]);
    expect(await handOverOf(call, manifest)).toBeNull();
    expect((await submit(call, manifest)).json.error).toBe('not-matched');
  });

  it('SVC-57 asks about a bill whose worker died in the middle, and never just sends it again', async () => {
    const folder = await tempFolder();
    const hung = scriptedErp(() => new Promise(() => undefined));
    const times = { ...queueTimes, leaseMs: 500, graceMs: 0 };
    const dying = await engine.start(folder, { erp: hung, queueTimes: times });
    const call = callerOf(dying);
    await call('PUT', '/v1/schemes', automatic(''));
    const manifest = await matchedBill(call, 'CL-2026-000014');
    await putManifest(call, manifest);
    await expect.poll(() => hung.calls.length).toBe(1);
    // Alive, its claim is renewed: nobody else takes it.
    await sleep(1200);
    expect(hung.calls.length).toBe(1);
    await dying.close();
    const erp = scriptedErp(() => accepted);
    const after = callerOf(await engine.start(folder, { erp, queueTimes: times }));
    await untilState(after, manifest, 'submitted');
    expect(erp.calls.map(({ work }) => work)).toEqual(['ask']);
  });

  it('SVC-58 stops gracefully: what is under way ends and is written down, nothing more is begun', async () => {
    const folder = await tempFolder();
    const erp = scriptedErp(async () => {
      await sleep(400);
      return accepted;
    });
    const service = await engine.start(folder, { erp, queueTimes: { ...queueTimes, parallel: 1 } });
    const call = callerOf(service);
    await call('PUT', '/v1/schemes', automatic(''));
    const one = await matchedBill(call, 'CL-2026-000015');
    const two = await matchedBill(call, 'CL-2026-000016');
    await putManifest(call, one);
    await putManifest(call, two);
    await expect.poll(() => erp.calls.length).toBe(1);
    await service.close();
    expect(erp.calls.length).toBe(1);
    const again = callerOf(await engine.start(folder));
    const states = [await handOverOf(again, one), await handOverOf(again, two)].map(({ state }) => state);
    expect(states.sort()).toEqual(['submitted', 'submitting']);
  });
});

onPostgres('the way to the ERP from several instances', (engine) => {
  it('SVC-59 hands each of many bills over exactly once', async () => {
    const folder = await tempFolder();
    const erps = [0, 1, 2].map(() =>
      scriptedErp(async () => {
        await sleep(Math.random() * 30);
        return accepted;
      }),
    );
    const callers: Caller[] = [];
    for (const erp of erps)
      callers.push(callerOf(await engine.start(folder, { erp, queueTimes: { ...queueTimes, parallel: 3 } })));
    const [first] = callers as [Caller];
    await first('PUT', '/v1/schemes', automatic(''));
    const manifests: Manifest[] = [];
    for (let index = 0; index < 40; index += 1)
      manifests.push(await matchedBill(first, `CL-2026-7${String(index).padStart(5, '0')}`));
    await Promise.all(
      manifests.map((manifest, index) => putManifest(callers[index % 3] as Caller, manifest)),
    );
    for (const manifest of manifests) await untilState(first, manifest, 'submitted');
    const sent = erps.flatMap(({ calls }) =>
      calls.map(({ handOver, work }) => `${work} ${handOver.billUuid}`),
    );
    expect(sent.length).toBe(40);
    expect(new Set(sent).size).toBe(40);
    expect(erps.filter(({ calls }) => calls.length > 0).length).toBeGreaterThan(1);
  });
});
