import { expect, it } from 'vitest';
import type { BillLine, ListPage } from '../../src/contract/bill-list.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { onBothEngines, startFresh } from './engines.ts';
import { prepared } from './prepared.ts';
import { type Caller, callerOf, putManifest, tempFolder } from './service-caller.ts';

const digits = (n: number) => `2631200000001${String(n).padStart(7, '0')}`;

async function put(
  call: Caller,
  at: number,
  more: { operator?: string; batch?: string; station?: string } = {},
) {
  const number = `CL-2026-2000${String(at).padStart(2, '0')}`;
  const manifest = await prepared(call, {
    number,
    pages: [`page ${at}`],
    invoices: [invoice(digits(at), 100 * at)],
    change: (plain) => ({
      ...plain,
      operator: more.operator ?? plain.operator,
      ...(more.batch ? { batch: more.batch } : {}),
    }),
  });
  await putManifest(call, manifest, more.station);
  return number;
}

async function list(call: Caller, query = ''): Promise<ListPage> {
  const { status, json } = await call('GET', `/v1/bills${query}`);
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(json)}`);
  return json;
}
const numbersOf = ({ lines }: { lines: readonly BillLine[] }) => lines.map(({ billNumber }) => billNumber);

onBothEngines('the lists over all bills', (engine) => {
  it('LIST-1 tells each bill once by its latest revision, with state, counts and amounts', async () => {
    const call = callerOf(await startFresh(engine));
    await call('POST', '/v1/expected', [
      expectedOf('CL-2026-200001', digits(1), 100),
      expectedOf('CL-2026-200001', digits(77), 5000),
    ]);
    await put(call, 1, { operator: '王丽', batch: '2026-11-23/07' });
    expect((await list(call)).lines).toMatchObject([
      {
        billNumber: 'CL-2026-200001',
        stationId: 'station-1',
        batch: '2026-11-23/07',
        operator: '王丽',
        revision: 1,
        state: 'unmatched',
        counts: { matched: 1, missing: 1, extra: 0, ambiguous: 0, duplicate: 0, mismatch: 0 },
        expected: 2,
        signed: 1,
        byHand: 0,
        amounts: [{ currency: 'CNY', expectedMinor: 5100, signedMinor: 100 }],
        reason: null,
        reference: null,
      },
    ]);
  });

  it('LIST-2 pages by keyset in every order, none twice and none left out, while others come', async () => {
    const call = callerOf(await startFresh(engine));
    for (let at = 1; at <= 7; at += 1)
      await put(call, at, { operator: at % 2 === 0 ? '乙' : '甲', station: `station-${at % 3}` });
    for (const sort of ['receivedAt', 'billNumber', 'operator', 'state'])
      for (const order of ['asc', 'desc']) {
        const whole = numbersOf(await list(call, `?sort=${sort}&order=${order}`));
        expect(whole.length).toBe(7);
        const seen: string[] = [];
        let after: string | null = '';
        while (after !== null) {
          const from: string = after === '' ? '' : `&after=${after}`;
          const page: ListPage = await list(call, `?sort=${sort}&order=${order}&limit=3${from}`);
          expect(page.total).toBe(7);
          seen.push(...numbersOf(page));
          after = page.next;
        }
        expect(seen).toEqual(whole);
      }
    const first = await list(call, '?sort=billNumber&order=desc&limit=2');
    await put(call, 9);
    const second = await list(call, `?sort=billNumber&order=desc&limit=2&after=${first.next}`);
    expect([...numbersOf(first), ...numbersOf(second)]).toEqual(
      [7, 6, 5, 4].map((at) => `CL-2026-20000${at}`),
    );
    const other = await call('GET', `/v1/bills?sort=operator&after=${first.next}`);
    expect([other.status, other.json.error]).toEqual([422, 'invalid']);
  });

  it('LIST-3 filters by state, number, batch, operator, station and time, and takes no text for a pattern', async () => {
    const call = callerOf(await startFresh(engine));
    await call('POST', '/v1/expected', [expectedOf('CL-2026-200002', digits(2), 200)]);
    await put(call, 1, { operator: 'Wang_Li', batch: 'A%1' });
    await put(call, 2, { operator: 'WangXLi', batch: 'AB1', station: 'station-2' });
    expect(numbersOf(await list(call, '?state=matched'))).toEqual(['CL-2026-200002']);
    expect((await list(call, '?state=matched,accepted')).total).toBe(2);
    expect(numbersOf(await list(call, '?number=00001'))).toEqual(['CL-2026-200001']);
    expect(numbersOf(await list(call, '?operator=wang_l'))).toEqual(['CL-2026-200001']);
    expect(numbersOf(await list(call, '?batch=a%25'))).toEqual(['CL-2026-200001']);
    expect(numbersOf(await list(call, '?station=station-2'))).toEqual(['CL-2026-200002']);
    const [line] = (await list(call, '?number=200002')).lines;
    expect((await list(call, `?from=${line?.receivedAt}&number=200002`)).total).toBe(1);
    expect((await list(call, `?to=${line?.receivedAt}&number=200002`)).total).toBe(0);
    for (const wrong of ['?state=unknown', '?limit=0', '?sort=amount', '?from=x', '?after=zzz'])
      expect((await call('GET', `/v1/bills${wrong}`)).status, wrong).toBe(422);
  });

  it('LIST-4 holds the bills of before it had lists', async () => {
    const folder = await tempFolder();
    const service = await engine.start(folder);
    const number = await put(callerOf(service), 5);
    await service.close();
    const db = await engine.open(folder);
    await db.schema.dropTable('bill_line').execute();
    await db.schema.dropTable('bill_return').execute();
    await db.schema.dropTable('manual_check').execute();
    await db
      .deleteFrom('kysely_migration' as never)
      .where('name' as never, '>=', '0060' as never)
      .execute();
    await db.destroy();
    expect(numbersOf(await list(callerOf(await engine.start(folder))))).toEqual([number]);
  });
});
