import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { erpRefusal, submittedBill, submittedBillReceipt } from '../../src/contract/erp.ts';
import { accepted } from '../../src/erp/accepted.ts';
import { createHttp } from '../../src/erp/http.ts';
import { openErpConnector } from '../../src/erp/open-connector.ts';
import type { RoadFault } from './faulty-fetch.ts';
import { memoryLines, sampleHandOver } from './hand-overs.ts';
import { createPlatenDouble } from './platen-double.ts';

const token = 'erp-token-of-the-test';
const never = new AbortController().signal;

function rig(choose: (request: Request) => RoadFault | null = () => null, held: string | null = token) {
  const server = createPlatenDouble(token);
  const said: string[] = [];
  const erp = openErpConnector(
    { kind: 'platen', unannounced: 'wait', address: 'https://erp.example/platen' },
    {
      secret: async () => held,
      http: createHttp({ now: () => 0, fetch: unmounted(server.fetchWith(choose)) }),
      clock: { now: () => 0, monotonic: () => 0 },
      newId: () => 'id',
      log: (level, event, detail) => said.push(`${level} ${event} ${JSON.stringify(detail)}`),
      signal: never,
    },
  );
  return { server, erp, said };
}

/** The ERP has the protocol below a path of its own. */
function unmounted(fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return (input, init) => {
    const request = new Request(input, init);
    return fetch(new Request(request.url.replace('/platen/', '/'), request));
  };
}

const once = (method: string, path: string, fault: RoadFault) => {
  let isDone = false;
  return (request: Request): RoadFault | null => {
    if (isDone || request.method !== method || !request.url.includes(path)) return null;
    isDone = true;
    return fault;
  };
};

describe("Platen's own ERP protocol", () => {
  it('ERP-20 sends the pages that are missing, then the bill, and asks until it is posted', async () => {
    const { server, erp } = rig();
    const handOver = sampleHandOver(memoryLines());
    const reference = `ERP-${handOver.id.length}`;
    expect(await erp.handOver(handOver, never)).toEqual(accepted(reference, 'ask'));
    expect(server.blobs.size).toBe(3);
    expect(await erp.ask(handOver, never)).toEqual(accepted(reference, 'ask'));
    const bill = server.bills.get(handOver.id);
    if (bill !== undefined) bill.state = 'posted';
    expect(await erp.ask(handOver, never)).toEqual(accepted(reference, 'final'));
    if (bill !== undefined) Object.assign(bill, { state: 'rejected', reason: 'closed month' });
    expect(await erp.ask(handOver, never)).toEqual({ type: 'refused', reason: 'closed month' });
    const before = server.arrivals.length;
    await erp.handOver(handOver, never);
    expect(server.arrivals.slice(before).filter((line) => line.startsWith('PUT /v1/blobs'))).toEqual([]);
  });

  it.each([
    ['lose-reply', 1],
    ['reset', 0],
    ['portal', 0],
  ] as const)(
    'ERP-21 a bill whose answer is lost (%s) is unknown, and found or absent when asked',
    async (fault, times) => {
      const { server, erp } = rig(once('PUT', '/v1/submitted-bills/', fault));
      const handOver = sampleHandOver(memoryLines());
      expect(await erp.handOver(handOver, never)).toMatchObject({ type: 'unknown' });
      expect(await erp.ask(handOver, never)).toMatchObject({ type: times === 1 ? 'accepted' : 'absent' });
      if (times === 0) await erp.handOver(handOver, never);
      expect(server.bills.get(handOver.id)?.times).toBe(1);
    },
  );

  it.each(['refuse', 'reset', 'lose-reply', 'portal'] as const)(
    'ERP-22 a page that does not get through (%s) is tried later: nothing is half there',
    async (fault) => {
      const { server, erp } = rig(once('PUT', '/v1/blobs/', fault));
      const handOver = sampleHandOver(memoryLines());
      expect(await erp.handOver(handOver, never)).toMatchObject({ type: 'try-later' });
      expect(server.bills.size).toBe(0);
      expect(await erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
    },
  );

  it('ERP-23 other content under a taken id is refused', async () => {
    const { erp } = rig();
    const handOver = sampleHandOver(memoryLines());
    await erp.handOver(handOver, never);
    const other = { ...handOver, manifest: { ...handOver.manifest, operator: 'operator-2' } };
    expect(await erp.handOver(other, never)).toEqual({ type: 'refused', reason: 'conflict: conflict here' });
    expect(await erp.ask(other, never)).toMatchObject({ type: 'unknown' });
  });

  it('ERP-24 only the ERP itself can say that it has no bill, and no token is ever said', async () => {
    const { erp, said } = rig(once('GET', '/v1/submitted-bills/', 'portal'));
    const handOver = sampleHandOver(memoryLines());
    expect(await erp.ask(handOver, never)).toMatchObject({ type: 'unknown' });
    expect(await erp.ask(handOver, never)).toEqual({ type: 'absent' });
    const cut = rig(() => 'reset');
    const outcomes = [await cut.erp.handOver(handOver, never), await cut.erp.ask(handOver, never)];
    expect(JSON.stringify([outcomes, said, cut.said])).not.toContain(token);
    const unarmed = rig(() => null, null);
    expect(await unarmed.erp.handOver(handOver, never)).toMatchObject({ type: 'try-later' });
    expect(unarmed.server.arrivals).toEqual([]);
  });
});

describe('the shapes of the protocol', () => {
  it('ERP-25 every shape has a JSON schema, so that OpenAPI can be made of it', () => {
    for (const shape of [submittedBill, submittedBillReceipt, erpRefusal]) {
      expect(z.toJSONSchema(shape, { io: 'input' })).toMatchObject({ type: 'object' });
    }
  });

  it('ERP-41 is tested by a question that only the ERP itself answers so', async () => {
    expect(await rig().erp.probe(never)).toEqual({ type: 'ready' });
    expect(await rig(() => null, null).erp.probe(never)).toEqual({ type: 'no-secret' });
    expect(await rig(() => null, 'another').erp.probe(never)).toEqual({
      type: 'refused',
      detail: 'status 401',
    });
    for (const fault of ['refuse', 'portal'] as const)
      expect(await rig(() => fault).erp.probe(never)).toMatchObject({ type: 'unreachable' });
    expect(rig().server.bills.size).toBe(0);
  });
});
