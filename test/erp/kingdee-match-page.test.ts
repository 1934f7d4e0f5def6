import { describe, expect, it } from 'vitest';
import { kingdeeRig, never, onCall } from './kingdee-rig.ts';

const number = 'CL-2026-000001';

/** With a bill that is there. */
function rigWithBill(options: Parameters<typeof kingdeeRig>[0] = {}) {
  const rig = kingdeeRig(options);
  rig.server.setStatus(number, 3);
  return rig;
}

describe("Kingdee's own page of a bill", () => {
  it('KING-74 is opened by a code of its own each time, and stays below the configured address whatever the code is', async () => {
    const rig = rigWithBill();
    const addresses: URL[] = [];
    for (let time = 0; time < 2; time += 1) {
      const page = await rig.erp.matchPage(number, never);
      if (page.type !== 'page') throw new Error(JSON.stringify(page));
      addresses.push(new URL(page.address));
    }
    expect(rig.arrivalsOf('event').map(({ body }) => JSON.parse(body))).toEqual([
      { scanBillNo: number, resource: 'PLATEN' },
      { scanBillNo: number, resource: 'PLATEN' },
    ]);
    const codes = addresses.map(({ searchParams }) => searchParams.get('eventCode'));
    expect(codes).toEqual(rig.server.eventCodes());
    expect(new Set(codes).size).toBe(2);
    for (const { origin, pathname, hash, searchParams } of addresses) {
      expect([origin, pathname, hash]).toEqual(['https://cloud.example', '/tenant-7/index.html', '']);
      expect([...searchParams.keys()]).toEqual(['formId', 'eventCode']);
      expect(rig.server.matchPage(searchParams)).toBe(`PLATEN/${number}`);
    }
  });

  it('KING-74 asks for one bill only: a number that 1.01 would read as several is not asked after', async () => {
    const rig = rigWithBill();
    expect(await rig.erp.matchPage(`${number},CL-2026-000002`, never)).toMatchObject({ type: 'not-given' });
    expect(rig.arrivalsOf('event')).toEqual([]);
  });

  it('KING-75 tells apart no secret, a refused sign-in, a bill it does not give, and no answer', async () => {
    const none = rigWithBill({ appSecret: null });
    expect(await none.erp.matchPage(number, never)).toEqual({ type: 'no-secret' });
    expect(none.server.arrivals).toEqual([]);

    const wrong = rigWithBill({ appSecret: 'not-the-secret' });
    const detail = '/api/getAppToken.do refused: 1001 no such application or secret: ***';
    expect(await wrong.erp.matchPage(number, never)).toEqual({ type: 'refused', detail });
    // Pressed over and over it does not lock the account.
    expect(await wrong.erp.matchPage(number, never)).toEqual({ type: 'refused', detail });
    expect(wrong.arrivalsOf('token')).toHaveLength(1);

    const rig = rigWithBill();
    expect(await rig.erp.matchPage('CL-2026-000009', never)).toEqual({
      type: 'not-given',
      detail: '0005 no such bill',
    });
    rig.road.choose = onCall('getEventCode', 1, 'refuse');
    expect(await rig.erp.matchPage(number, never)).toMatchObject({ type: 'unreachable' });
  });

  it('KING-75 a token that is refused is renewed once, and where the new one is refused too it is told', async () => {
    const rig = rigWithBill();
    expect(await rig.erp.matchPage(number, never)).toMatchObject({ type: 'page' });
    rig.server.revokeTokens();
    expect(await rig.erp.matchPage(number, never)).toMatchObject({ type: 'page' });
    expect(rig.arrivalsOf('login')).toHaveLength(2);
    rig.server.revokeTokens();
    rig.road.onAnswer = ({ path }) => {
      if (path.endsWith('login.do')) rig.server.revokeTokens();
    };
    expect(await rig.erp.matchPage(number, never)).toEqual({
      type: 'refused',
      detail: 'the token was refused',
    });
  });

  it('KING-76 neither the code nor the address stands in a log line, also when the answer is odd or its road is spoilt', async () => {
    for (const fault of [null, 'refuse', 'lose-reply'] as const) {
      const rig = rigWithBill({ seed: 7 });
      let isFirst = true;
      rig.road.choose = (call) => {
        if (fault === null || !isFirst || !call.path.endsWith('getEventCode')) return null;
        isFirst = false;
        return fault;
      };
      const outcomes = [await rig.erp.matchPage(number, never), await rig.erp.matchPage(number, never)];
      expect(rig.server.eventCodes().length).toBeGreaterThan(0);
      expect(rig.said.some((line) => line.includes('getEventCode'))).toBe(true);
      for (const code of rig.server.eventCodes())
        for (const form of [
          code,
          encodeURIComponent(code),
          new URLSearchParams({ code }).toString().slice(5),
        ]) {
          expect(rig.said.join('\n')).not.toContain(form);
          const told = outcomes.filter(({ type }) => type !== 'page');
          expect(JSON.stringify(told)).not.toContain(form);
        }
      expect(rig.said.join('\n')).not.toContain('eventCode');
    }
  });
});
