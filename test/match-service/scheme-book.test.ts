import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Scheme, SchemeBook } from '../../src/domain/rules/scheme.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { automatic } from './automatic.ts';
import { onBothEngines, startFresh } from './engines.ts';
import { prepared } from './prepared.ts';
import { accepted, scriptedErp } from './scripted-erp.ts';
import { type Caller, callerOf, putManifest, tempFolder } from './service-caller.ts';

const names = { zh: '差旅', en: 'Travel' };
const near: Scheme = {
  code: 'near',
  names,
  submit: 'manual',
  cover: 'needed',
  toleranceMinor: 5,
  compare: {},
  isActive: true,
};
const travel = { code: 'travel', names, numberPrefix: 'CL-', schemeCode: 'near', isActive: true };
const book: SchemeBook = { schemes: [near], billTypes: [travel] };
const none: SchemeBook = { schemes: [], billTypes: [] };

/** As an admin saves the book, made from that revision. */
function save(call: Caller, revision: number, changed: SchemeBook, operator = '管理员甲') {
  const body = { operator, book: changed };
  return call('PUT', '/v1/stations/station-1/scheme-book', body, { 'If-Match': `"${revision}"` });
}

/** A bill three fen off what is expected: only a tolerance matches it. */
async function billOff(call: Caller, number: string, digits: string) {
  await call('POST', '/v1/expected', [expectedOf(number, digits, 100)]);
  const manifest = await prepared(call, { number, pages: ['a'], invoices: [invoice(digits, 103)] });
  expect((await putManifest(call, manifest)).status).toBe(201);
  return async () =>
    (await call('GET', `/v1/stations/station-1/bills/${manifest.billUuid}`)).json as { outcome: string };
}

onBothEngines('the schemes persons keep', (engine) => {
  it('MATCH-45 of two changes from one revision the second is refused and changes nothing; each revision says who and what', async () => {
    const call = callerOf(await startFresh(engine));
    const empty = await call('GET', '/v1/scheme-book');
    expect(empty.json).toEqual({ revision: 0, by: 'service', kept: null, book: none });
    expect(empty.headers.get('etag')).toBe('"0"');

    const first = await save(call, 0, book);
    expect(first.json).toMatchObject({ revision: 1, by: 'service', book });
    expect(first.json.kept).toMatchObject({ operator: '管理员甲', stationId: 'station-1' });
    expect((await call('GET', '/v1/schemes')).json).toEqual(book);

    const stricter = { ...book, schemes: [{ ...near, toleranceMinor: 1 }] };
    const late = await save(call, 0, stricter, '管理员乙');
    expect([late.status, late.json.error, late.json.latest]).toEqual([412, 'changed-meanwhile', 1]);
    expect((await call('GET', '/v1/scheme-book')).json).toMatchObject({ revision: 1, book });

    // At the same moment: one of them, never both.
    const both = await Promise.all([
      save(call, 1, stricter, '管理员甲'),
      save(call, 1, { ...book, schemes: [{ ...near, toleranceMinor: 2 }] }, '管理员乙'),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    // The same again is no change.
    const now = (await call('GET', '/v1/scheme-book')).json;
    expect((await save(call, 2, now.book)).json.revision).toBe(2);

    const history = (await call('GET', '/v1/scheme-book/history')).json;
    expect(history).toMatchObject({
      revisions: [
        { revision: 2, changed: [{ what: 'scheme', code: 'near', how: 'changed' }] },
        {
          revision: 1,
          kept: { operator: '管理员甲' },
          changed: [
            { what: 'scheme', code: 'near', how: 'added' },
            { what: 'billType', code: 'travel', how: 'added' },
          ],
        },
      ],
      next: null,
    });
    expect((await call('GET', '/v1/scheme-book/history?limit=1')).json.next).toBe(2);
    expect((await call('GET', '/v1/scheme-book/history?before=2')).json.revisions).toHaveLength(1);

    const { cursor: _, ...told } = (await call('GET', '/v1/stations/station-9/changes')).json;
    expect(told.changes).toMatchObject([{ type: 'schemes', book: now.book }]);
    const withoutRevision = await call('PUT', '/v1/stations/station-1/scheme-book', { operator: '甲', book });
    expect(withoutRevision.status).toBe(422);
    const wrong = await save(call, 2, { ...book, billTypes: [{ ...travel, schemeCode: 'none' }] });
    expect([wrong.status, wrong.json.detail]).toEqual([422, 'billType 1: SchemeUnknown']);
  });

  it('MATCH-46 bills keep a type that was retired; new ones do not get it, and what a bill has is not left out', async () => {
    const call = callerOf(await startFresh(engine));
    const strict: Scheme = { ...near, code: 'strict', toleranceMinor: 0 };
    const unused = { ...travel, code: 'unused', numberPrefix: 'UN-', schemeCode: 'strict' };
    await save(call, 0, { schemes: [near, strict], billTypes: [travel, unused] });
    const former = await billOff(call, 'CL-2026-900001', '26312000000000900001');
    expect(await former()).toMatchObject({ outcome: 'matched' });

    const stillActive = await save(call, 1, {
      schemes: [{ ...near, isActive: false }, strict],
      billTypes: [travel, unused],
    });
    expect([stillActive.status, stillActive.json.detail]).toEqual([422, 'billType 1: SchemeRetired']);
    const retired = {
      schemes: [{ ...near, isActive: false }, strict],
      billTypes: [
        { ...travel, isActive: false },
        { ...unused, numberPrefix: '' },
      ],
    };
    expect((await save(call, 1, retired)).json).toMatchObject({ revision: 2 });
    const later = await billOff(call, 'CL-2026-900002', '26312000000000900002');
    expect(await later()).toMatchObject({ outcome: 'unmatched' });
    // Judged anew, the former bill still goes by its own type.
    await call('POST', '/v1/expected', [expectedOf('CL-2026-900001', '26312000000000900001', 101)]);
    expect(await former()).toMatchObject({ outcome: 'matched' });

    const dropped = await save(call, 2, { schemes: [strict], billTypes: retired.billTypes.slice(1) });
    expect([dropped.status, dropped.json.error]).toEqual([409, 'in-use']);
    expect(dropped.json.detail).toContain('near, travel');
    expect((await call('GET', '/v1/scheme-book')).json).toMatchObject({ revision: 2, book: retired });
    // What no bill ever had may go.
    const spare = { ...near, code: 'spare' };
    await save(call, 2, { ...retired, schemes: [...retired.schemes, spare] });
    expect((await save(call, 3, retired)).json).toMatchObject({ revision: 4, book: retired });
  });

  it("MATCH-47 the ERP's book goes before the service's own while it names anything, and is not changed here", async () => {
    const call = callerOf(await startFresh(engine));
    await save(call, 0, book);
    const erps = automatic('CL-');
    expect((await call('PUT', '/v1/schemes', erps)).json).toMatchObject({ isChanged: true });
    expect((await call('GET', '/v1/scheme-book')).json).toEqual({
      revision: 2,
      by: 'erp',
      kept: null,
      book: erps,
    });
    const refused = await save(call, 2, book);
    expect([refused.status, refused.json.error]).toEqual([409, 'erp-keeps']);
    // An open window made its change before the ERP spoke: it is not written over the book that came back since.
    expect((await call('PUT', '/v1/schemes', none)).json).toMatchObject({ isChanged: true });
    expect((await call('GET', '/v1/scheme-book')).json).toMatchObject({ revision: 3, by: 'service', book });
    expect((await call('GET', '/v1/schemes')).json).toEqual(book);
    expect((await save(call, 1, none)).status).toBe(412);
    expect((await save(call, 3, none)).status).toBe(200);
  });

  it('MATCH-45 a book is saved only by a station that says which', async () => {
    const call = callerOf(await startFresh(engine));
    const path = '/v1/stations/..%2fstation-1/scheme-book';
    expect((await call('PUT', path, { operator: '甲', book }, { 'If-Match': '"0"' })).status).toBe(422);
    expect((await call('GET', '/v1/scheme-book')).json.revision).toBe(0);
  });

  it('MATCH-43 a bill that waits for a person goes by itself once a person makes its scheme automatic', async () => {
    const erp = scriptedErp(() => accepted);
    const call = callerOf(await startFresh(engine, { erp, queueTimes: { pollMs: 30 } }));
    await save(call, 0, book);
    const waits = await billOff(call, 'CL-2026-900003', '26312000000000900003');
    expect(await waits()).toMatchObject({ outcome: 'matched', handOver: { state: 'waiting' } });
    await save(call, 1, { ...book, schemes: [{ ...near, submit: 'automatic' }] });
    await expect.poll(() => erp.calls.length, { timeout: 10_000 }).toBe(1);
  });

  it("MATCH-48 a book from before persons kept any is the ERP's, and the bills have its types", async () => {
    const folder = await tempFolder();
    const before = await engine.start(folder);
    const old = callerOf(before);
    await old('PUT', '/v1/schemes', book);
    await billOff(old, 'CL-2026-900004', '26312000000000900004');
    await before.close();
    const db = await engine.open(folder);
    // As the version before wrote it.
    const { content } = await db
      .selectFrom('change')
      .select('content')
      .where('subject', '=', 'schemes')
      .executeTakeFirstOrThrow();
    await db
      .updateTable('change')
      .set({ content: content.replaceAll(',"isActive":true', '') })
      .where('subject', '=', 'schemes')
      .execute();
    await sql`drop table scheme_edition`.execute(db);
    await sql`drop table typed_bill`.execute(db);
    await sql`delete from kysely_migration where name >= '0090'`.execute(db);
    await db.destroy();
    const call = callerOf(await engine.start(folder));
    expect((await call('GET', '/v1/scheme-book')).json).toEqual({
      revision: 1,
      by: 'erp',
      kept: null,
      book,
    });
    // Taken over by hand: the ERP's is emptied, and what its bills have cannot be left out afterwards.
    await call('PUT', '/v1/schemes', none);
    expect((await save(call, 2, book)).status).toBe(200);
    expect((await save(call, 3, none)).json).toMatchObject({ error: 'in-use' });
    const after = await engine.open(folder);
    expect(await after.selectFrom('typed_bill').select('bill_type').execute()).toEqual([
      { bill_type: 'travel' },
    ]);
    await after.destroy();
  });
});
