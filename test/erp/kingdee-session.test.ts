import { describe, expect, it } from 'vitest';
import { memoryLines, sampleHandOver } from './hand-overs.ts';
import { credentials } from './kingdee-double.ts';
import { kingdeeRig, never, onCall } from './kingdee-rig.ts';

const hour = 3_600_000;
const bill = (number: string) => sampleHandOver(memoryLines(), { number });

describe('signing in at Kingdee', () => {
  it.each([0, -9 * hour, 9 * hour])(
    'KING-40 renews 60 s before the end by the clock of the server (station off by %i ms)',
    async (driftMs) => {
      const rig = kingdeeRig({ driftMs });
      await rig.erp.handOver(bill('A-1'), never);
      expect(rig.arrivalsOf('login')).toHaveLength(1);
      rig.pass(2 * hour - 62_000);
      await rig.erp.handOver(bill('A-2'), never);
      expect(rig.arrivalsOf('login')).toHaveLength(1);
      rig.pass(2000);
      expect(await rig.erp.handOver(bill('A-3'), never)).toMatchObject({ type: 'accepted' });
      expect(rig.arrivalsOf('login')).toHaveLength(2);
    },
  );

  it('KING-41 renews once however many ask', async () => {
    const rig = kingdeeRig({ config: { billsAtOnce: 8 } });
    const numbers = ['A-1', 'A-2', 'A-3', 'A-4', 'A-5', 'A-6'];
    await Promise.all(numbers.map((number) => rig.erp.handOver(bill(number), never)));
    expect(rig.arrivalsOf('token')).toHaveLength(1);
    expect(rig.arrivalsOf('login')).toHaveLength(1);
    expect(numbers.map((number) => rig.server.listed(number).length)).toEqual([3, 3, 3, 3, 3, 3]);
  });

  it('KING-42 a clock set back keeps no token young, and a machine that slept has grown older', async () => {
    const rig = kingdeeRig();
    await rig.erp.handOver(bill('A-1'), never);
    rig.pass(2 * hour - 30_000);
    rig.clock.wall -= 20 * hour;
    await rig.erp.handOver(bill('A-2'), never);
    expect(rig.arrivalsOf('login')).toHaveLength(2);
    rig.clock.wall += 3 * hour;
    await rig.erp.handOver(bill('A-3'), never);
    expect(rig.arrivalsOf('login')).toHaveLength(3);
  });

  it.each(['status-401', 'code'] as const)(
    'KING-43 a question whose token is refused (%s) is put again with a new one, once',
    async (tokenRefusal) => {
      const rig = kingdeeRig({ server: { tokenRefusal }, config: { tokenRefusedCodes: ['40101'] } });
      const handOver = bill('A-1');
      await rig.erp.handOver(handOver, never);
      rig.server.revokeTokens();
      expect(await rig.erp.ask(handOver, never)).toMatchObject({ type: 'accepted' });
      expect(rig.arrivalsOf('query').slice(1)).toHaveLength(2);
      expect(rig.arrivalsOf('login')).toHaveLength(2);
    },
  );

  it('KING-44 a write whose token is refused is not sent again by itself: it is unknown, and the token is renewed', async () => {
    const rig = kingdeeRig();
    const handOver = bill('A-1');
    rig.road.choose = (call) => {
      if (call.path.endsWith('fileCollect') && rig.arrivalsOf('collect').length === 1)
        rig.server.revokeTokens();
      return null;
    };
    expect(await rig.erp.handOver(handOver, never)).toEqual({
      type: 'unknown',
      reason: 'upload of document 2: the token was refused',
    });
    expect(rig.arrivalsOf('collect')).toHaveLength(2);
    rig.road.choose = () => null;
    await rig.erp.ask(handOver, never);
    expect(await rig.erp.handOver(handOver, never)).toMatchObject({ type: 'accepted' });
    expect(rig.arrivalsOf('login')).toHaveLength(2);
  });

  it('KING-45 stops where new tokens are refused too, and tries again after a quarter of an hour', async () => {
    const rig = kingdeeRig();
    rig.road.choose = (call) => {
      if (!call.path.endsWith('.do')) rig.server.revokeTokens();
      return null;
    };
    expect(await rig.erp.handOver(bill('A-1'), never)).toMatchObject({ type: 'unknown' });
    const logins = rig.arrivalsOf('login').length;
    for (const number of ['A-2', 'A-3', 'A-4']) {
      expect(await rig.erp.handOver(bill(number), never)).toMatchObject({
        type: 'try-later',
        afterMs: 900_000,
      });
    }
    expect(rig.arrivalsOf('login')).toHaveLength(logins);
    rig.road.choose = () => null;
    rig.pass(900_000);
    expect(await rig.erp.handOver(bill('A-5'), never)).toMatchObject({ type: 'accepted' });
  });

  it('KING-46 a wrong secret is told in the words of the server, without the secret, and not tried over and over', async () => {
    const rig = kingdeeRig({ appSecret: 'wrong+secret/of="mine"' });
    const outcome = await rig.erp.handOver(bill('A-1'), never);
    expect(outcome).toEqual({
      type: 'try-later',
      reason: '/api/getAppToken.do refused: 1001 no such application or secret: ***',
      afterMs: 900_000,
    });
    await rig.erp.handOver(bill('A-2'), never);
    expect(rig.arrivalsOf('token')).toHaveLength(1);
    const without = kingdeeRig({ appSecret: null });
    expect(await without.erp.handOver(bill('A-1'), never)).toMatchObject({
      type: 'try-later',
      reason: 'the key store holds no app secret',
    });
  });

  it.each(['reset', 'fail-after', 'portal', 'cut-reply'] as const)(
    'KING-47 a sign-in that is not answered (%s) is tried again: nothing was written',
    async (fault) => {
      const rig = kingdeeRig();
      rig.road.choose = onCall('login.do', 1, fault);
      expect(await rig.erp.handOver(bill('A-1'), never)).toMatchObject({ type: 'try-later', afterMs: null });
      expect(await rig.erp.handOver(bill('A-1'), never)).toMatchObject({ type: 'accepted' });
    },
  );

  it('KING-48 shows the token in the query and in a header, and the secret only to getAppToken', async () => {
    const rig = kingdeeRig();
    const shown: string[] = [];
    rig.road.choose = (call) => {
      const token = call.query.get('access_token');
      if (!call.path.endsWith('.do'))
        shown.push(token !== null && call.headers.get('access_token') === token ? 'both' : 'no');
      if (call.body.includes(JSON.stringify(credentials.appSecret))) shown.push(call.path);
      return null;
    };
    await rig.erp.handOver(bill('A-1'), never);
    expect(shown).toEqual(['/tenant-7/api/getAppToken.do', 'both', 'both', 'both', 'both', 'both']);
  });

  it('KING-70 tells a person whether Kingdee takes us, without writing', async () => {
    for (const unknownBill of ['refused', 'empty'] as const) {
      const rig = kingdeeRig({ server: { unknownBill } });
      expect(await rig.erp.probe(never)).toEqual({ type: 'ready' });
      expect(rig.server.arrivals.map(({ kind }) => kind)).toEqual(['token', 'login', 'query']);
    }
    expect(await kingdeeRig({ appSecret: null }).erp.probe(never)).toEqual({ type: 'no-secret' });
    const wrong = kingdeeRig({ appSecret: 'wrong+secret/of="mine"' });
    expect(await wrong.erp.probe(never)).toEqual({
      type: 'refused',
      detail: '/api/getAppToken.do refused: 1001 no such application or secret: ***',
    });
    for (const [path, fault] of [
      ['login.do', 'refuse'],
      ['operate', 'portal'],
      ['operate', 'reset'],
    ] as const) {
      const rig = kingdeeRig();
      rig.road.choose = onCall(path, 1, fault);
      expect(await rig.erp.probe(never), `${path} ${fault}`).toMatchObject({ type: 'unreachable' });
    }
  });

  it('KING-71 a test by a person signs in at once where a refused sign-in rests, and ends the rest', async () => {
    const rig = kingdeeRig();
    rig.road.choose = (call) => {
      if (!call.path.endsWith('.do')) rig.server.revokeTokens();
      return null;
    };
    await rig.erp.handOver(bill('A-1'), never);
    rig.road.choose = () => null;
    expect(await rig.erp.handOver(bill('A-2'), never)).toMatchObject({ type: 'try-later' });
    expect(await rig.erp.probe(never)).toEqual({ type: 'ready' });
    expect(await rig.erp.handOver(bill('A-2'), never)).toMatchObject({ type: 'accepted' });
  });

  it('KING-72 signs out when it is put away, and does not mind where that is not heard', async () => {
    const rig = kingdeeRig();
    await rig.erp.signOut();
    expect(rig.arrivalsOf('logout')).toHaveLength(0);
    await rig.erp.handOver(bill('A-1'), never);
    expect(rig.server.signedIn()).toBe(1);
    await rig.erp.signOut();
    expect(rig.server.signedIn()).toBe(0);
    // Whoever comes after signs in anew.
    expect(await rig.erp.handOver(bill('A-2'), never)).toMatchObject({ type: 'accepted' });
    rig.road.choose = onCall('logout.do', 1, 'reset');
    await rig.erp.signOut();
    expect(rig.server.signedIn()).toBe(1);
  });
});
