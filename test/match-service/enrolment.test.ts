import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { createTryLimit } from '../../src/match-service/enrolment/try-limit.ts';
import { onBothEngines, startFresh } from './engines.ts';
import { enrolmentCalls } from './enrolment-calls.ts';
import { callerOf, tempFolder, token } from './service-caller.ts';

const desk = 'desk-3';
const changes = `/v1/stations/${desk}/changes`;

onBothEngines('enrolment', (engine) => {
  async function service(more: Parameters<typeof startFresh>[1] = {}) {
    const call = callerOf(await startFresh(engine, more));
    return { call, ...enrolmentCalls(call) };
  }

  it('ENROL-1 a code gives a station its tokens once, however it is typed; what is not a code in force gives none', async () => {
    const { code, enrol, as } = await service();
    const made = await code('Desk 3');
    expect(made).toMatch(/^[34679ACDEFGHJKMNPQRTVWXY]{4}-[34679ACDEFGHJKMNPQRTVWXY]{4}$/);
    const typed = ` ${made.toLowerCase().replace('-', ' ')}`;
    const { status, json, headers } = await enrol(typed, desk);
    expect([status, json.station, headers.get('cache-control')]).toEqual([200, 'Desk 3', 'no-store']);
    expect((await as(json.accessToken, 'GET', changes)).status).toBe(200);
    expect(await enrol(made, desk)).toMatchObject({ status: 403, json: { error: 'code-refused' } });
    expect((await enrol('3333-3333', desk)).status).toBe(403);
    expect((await enrol(await code('Desk 4'), 'no/station')).status).toBe(422);
  });

  it('ENROL-1 a code is good for a quarter of an hour', async () => {
    const folder = await tempFolder();
    const { code, enrol } = enrolmentCalls(callerOf(await engine.start(folder)));
    const made = await code('Desk 3');
    const db = await engine.open(folder);
    const [left] = await db.selectFrom('enrolment_code').select('expires_at').execute();
    expect(Math.abs(Number(left?.expires_at) - Date.now() - 15 * 60_000)).toBeLessThan(60_000);
    await db
      .updateTable('enrolment_code')
      .set({ expires_at: Date.now() - 1 })
      .execute();
    await db.destroy();
    expect((await enrol(made, desk)).status).toBe(403);
  });

  it('ENROL-2 neither the store nor the log holds a code or a token, whatever happens to them', async () => {
    const folder = await tempFolder();
    const lines: string[] = [];
    const log = (...line: unknown[]) => void lines.push(JSON.stringify(line));
    const call = callerOf(await engine.start(folder, { log }));
    const { code, enrol, refresh, as } = enrolmentCalls(call);
    const made = await code('Desk 3');
    const first = (await enrol(made, desk)).json;
    const second = (await refresh(first.refreshToken)).json;
    await as(second.accessToken, 'GET', changes);
    await enrol(made, desk);
    await refresh(first.refreshToken);
    const db = await engine.open(folder);
    const rows = [
      await db.selectFrom('enrolment_code').selectAll().execute(),
      await db.selectFrom('enrolment').selectAll().execute(),
      await db.selectFrom('enrolment_event').selectAll().execute(),
    ];
    await db.destroy();
    const kept = JSON.stringify(rows) + lines.join('\n');
    expect(lines.length).toBeGreaterThan(5);
    const secrets = [first, second].flatMap(({ accessToken, refreshToken }) => [
      ...accessToken.split('.').slice(2),
      ...refreshToken.split('.').slice(3),
    ]);
    for (const secret of [made, made.replace('-', ''), ...secrets, token]) expect(kept).not.toContain(secret);
  });

  it('ENROL-3 codes are tried a few times a minute from one address; good ones do not count', async () => {
    const { enrol, code } = await service();
    for (let tries = 0; tries < 10; tries += 1) expect((await enrol('3333-3333', desk)).status).toBe(403);
    const over = await enrol(await code('Desk 3'), desk);
    expect(over).toMatchObject({ status: 429, json: { error: 'too-many-tries' } });
    expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('ENROL-4 a station has no access under the id of another, nor where only the service is let in', async () => {
    const { call, enrolled, as } = await service();
    const { accessToken } = await enrolled('Desk 3', desk);
    await enrolled('Desk 4', 'desk-4');
    const document = (await call('GET', '/openapi.json')).json as {
      paths: Record<string, Record<string, { security: Record<string, unknown>[] }>>;
    };
    const seen = { own: 0, other: 0, service: 0 };
    for (const [path, methods] of Object.entries(document.paths)) {
      for (const [method, { security }] of Object.entries(methods)) {
        const url = path
          .replace('{stationId}', 'desk-4')
          .replace('{billUuid}', randomUUID())
          .replace(/\{[^}]+\}/g, '1');
        const body = ['post', 'put'].includes(method) ? {} : undefined;
        const isForStations = security.some((scheme) => 'station' in scheme);
        const { status } = await as(accessToken, method.toUpperCase(), url, body);
        if (security.length === 0) continue;
        // Whoever checks, checks the bills of all stations.
        const isCheck = /\/(check|decisions\/.*|return|pictures\/.*)$/.test(path);
        const isOfAnother = path.includes('{stationId}') && !isCheck;
        expect(status === 403, `${method} ${path}: ${status}`).toBe(!isForStations || isOfAnother);
        seen[isOfAnother ? 'other' : isForStations ? 'own' : 'service'] += 1;
      }
    }
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(2);
    expect((await as(accessToken, 'GET', changes)).status).toBe(200);
    expect((await as('access.nobody.secret', 'GET', changes)).status).toBe(401);
    expect((await as('', 'GET', changes)).status).toBe(401);
  });

  it('ENROL-5 a refresh rotates: the new token works, the access token before is void', async () => {
    const { enrolled, refresh, as } = await service();
    const first = await enrolled('Desk 3', desk);
    const { status, json: second } = await refresh(first.refreshToken);
    expect([status, second.station]).toEqual([200, 'Desk 3']);
    expect((await as(first.accessToken, 'GET', changes)).status).toBe(401);
    expect((await as(second.accessToken, 'GET', changes)).status).toBe(200);
    const { json: third } = await refresh(second.refreshToken);
    expect((await as(third.accessToken, 'GET', changes)).status).toBe(200);
  });

  it('ENROL-5 an access token ends by itself, and the refresh token gives the next', async () => {
    const folder = await tempFolder();
    const { enrolled, refresh, as } = enrolmentCalls(callerOf(await engine.start(folder)));
    const first = await enrolled('Desk 3', desk);
    expect(first.expiresInSeconds).toBe(900);
    const db = await engine.open(folder);
    await db
      .updateTable('enrolment')
      .set({ access_until: Date.now() - 1 })
      .execute();
    await db.destroy();
    expect((await as(first.accessToken, 'GET', changes)).status).toBe(401);
    const { json } = await refresh(first.refreshToken);
    expect((await as(json.accessToken, 'GET', changes)).status).toBe(200);
  });

  it('ENROL-6 a request whose answer was lost has the same answer, until that answer is used', async () => {
    const { code, enrol, refresh, as } = await service();
    const made = await code('Desk 3');
    const asked = randomUUID();
    const first = (await enrol(made, desk, asked)).json;
    expect((await enrol(made, desk, asked)).json).toMatchObject({ refreshToken: first.refreshToken });
    await as(first.accessToken, 'GET', changes);
    expect((await enrol(made, desk, asked)).status).toBe(403);

    const again = randomUUID();
    const both = await Promise.all([refresh(first.refreshToken, again), refresh(first.refreshToken, again)]);
    const second = both[0]?.json;
    expect(both.map(({ json }) => json.accessToken)).toEqual([second.accessToken, second.accessToken]);
    await as(second.accessToken, 'GET', changes);
    // Repeated later by something in between: nothing is given, and nothing ended.
    expect((await refresh(first.refreshToken, again)).status).toBe(401);
    expect((await as(second.accessToken, 'GET', changes)).status).toBe(200);
    expect((await refresh(second.refreshToken)).status).toBe(200);
  });

  it('ENROL-6 also days later, and also by another instance', async () => {
    const folder = await tempFolder();
    const before = await engine.start(folder);
    const first = await enrolmentCalls(callerOf(before)).enrolled('Desk 3', desk);
    const asked = randomUUID();
    const lost = (await enrolmentCalls(callerOf(before)).refresh(first.refreshToken, asked)).json;
    await before.close();
    const db = await engine.open(folder);
    await db.updateTable('enrolment').set({ access_until: 1, seen_at: 1 }).execute();
    await db.destroy();
    const after = enrolmentCalls(callerOf(await engine.start(folder)));
    const { json } = await after.refresh(first.refreshToken, asked);
    expect(json).toMatchObject({ refreshToken: lost.refreshToken, accessToken: lost.accessToken });
    expect((await after.as(json.accessToken, 'GET', changes)).status).toBe(200);
    expect((await after.refresh(json.refreshToken)).status).toBe(200);
  });

  it.each(['the one before', 'one long before'])(
    'ENROL-7 a spent refresh token, %s, shown by another request ends the enrolment, and is logged and on record',
    async (which) => {
      const logged: string[] = [];
      const { call, enrolled, refresh, as } = await service({
        log: (level, event) => void logged.push(`${level} ${event}`),
      });
      const first = await enrolled('Desk 3', desk);
      let last = (await refresh(first.refreshToken)).json;
      if (which === 'one long before') last = (await refresh(last.refreshToken)).json;
      const reused = await refresh(first.refreshToken);
      expect(reused).toMatchObject({ status: 401, json: { error: 'enrolment-ended' } });
      expect((await as(last.accessToken, 'GET', changes)).status).toBe(401);
      expect((await refresh(last.refreshToken)).json).toMatchObject({ error: 'enrolment-ended' });
      expect(logged).toContain('error refresh-token-reused');
      const events = (await call('GET', '/v1/enrolment-events')).json;
      expect(events.map(({ act }: { act: string }) => act)).toEqual(['reuse', 'enrolled', 'code-made']);
    },
  );

  it('ENROL-7 a made-up token of a known enrolment ends nothing', async () => {
    const { enrolled, refresh } = await service();
    const { refreshToken } = await enrolled('Desk 3', desk);
    const next = (await refresh(refreshToken)).json;
    const [kind, id, , secret, tag] = refreshToken.split('.');
    for (const forged of [
      `${kind}.${id}.0.${secret}x.${tag}`,
      `${kind}.${id}.0..`,
      `${kind}.${id}.7.${secret}.${tag}`,
      '',
    ])
      expect(await refresh(forged)).toMatchObject({ status: 401, json: { error: 'unauthorized' } });
    expect((await refresh(next.refreshToken)).status).toBe(200);
  });

  it('ENROL-8 IT ends an enrolment by name or id; the station is out at once, its open code too, and both are on record', async () => {
    const { call, code, enrol, enrolled, refresh, as } = await service();
    const tokens = await enrolled('Desk 3', desk);
    const open = await code('Desk 3');
    const revoked = await call('POST', '/v1/enrolments:revoke', { station: 'Desk 3', by: 'wang' });
    expect(revoked).toMatchObject({ status: 200, json: { revoked: 1, codes: 1 } });
    expect((await as(tokens.accessToken, 'GET', changes)).status).toBe(401);
    expect((await refresh(tokens.refreshToken)).json).toMatchObject({ error: 'enrolment-ended' });
    expect((await enrol(open, desk)).status).toBe(403);
    await enrolled('Desk 3', desk);
    await code('Desk 3');
    const byId = await call('POST', '/v1/enrolments:revoke', { station: desk, by: 'wang' });
    expect(byId.json).toEqual({ revoked: 1, codes: 1 });
    expect((await call('POST', '/v1/enrolments:revoke', { station: desk, by: 'wang' })).status).toBe(404);
    const list = (await call('GET', '/v1/enrolments')).json;
    expect(list).toMatchObject([
      { station: 'Desk 3', stationId: desk, end: { why: 'revoked' } },
      { station: 'Desk 3', stationId: desk, end: { why: 'revoked' } },
    ]);
    expect((await call('GET', '/v1/enrolment-events')).json[0]).toMatchObject({
      act: 'revoked',
      station: 'Desk 3',
      stationId: desk,
      by: 'wang',
    });
  });

  it('ENROL-9 a name is one station at a time, and a station has one name until IT says otherwise', async () => {
    const { call, code, enrol, enrolled, as } = await service();
    const old = await enrolled('Desk 3', desk);
    const next = await enrolled('Desk 3', 'new-pc');
    expect((await as(old.accessToken, 'GET', changes)).status).toBe(401);
    expect((await as(next.accessToken, 'GET', '/v1/stations/new-pc/changes')).status).toBe(200);
    const made = await code('Desk 9');
    expect(await enrol(made, 'new-pc')).toMatchObject({
      status: 409,
      json: { error: 'enrolled-otherwise', detail: 'Desk 3' },
    });
    await call('POST', '/v1/enrolments:revoke', { station: 'Desk 3', by: 'it' });
    expect((await enrol(made, 'new-pc')).status).toBe(200);
  });

  it('ENROL-10 stations may share the token of the service, until IT switches that off', async () => {
    const folder = await tempFolder();
    const shared = await engine.start(folder);
    const { accessToken } = await enrolmentCalls(callerOf(shared)).enrolled('Desk 3', desk);
    expect((await callerOf(shared)('GET', changes)).status).toBe(200);
    await shared.close();
    const call = callerOf(await engine.start(folder, { stations: 'enrolled' }));
    expect(await call('GET', changes)).toMatchObject({ status: 401, json: { error: 'unauthorized' } });
    expect((await call('POST', '/v1/blobs:missing', { hashes: [] })).status).toBe(401);
    expect((await call('GET', '/v1/bills')).status).toBe(200);
    expect((await call('POST', '/v1/expected', [])).status).toBe(200);
    expect((await enrolmentCalls(call).as(accessToken, 'GET', changes)).status).toBe(200);
  });

  it('ENROL-11 one code used by many at the same moment enrols one of them', async () => {
    const { code, enrol } = await service();
    const made = await code('Desk 3');
    const answers = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((id) => enrol(made, id)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403, 403]);
  });

  it('ENROL-12 a store of the version before takes codes, also where the step was cut in half', async () => {
    const folder = await tempFolder();
    await (await engine.start(folder)).close();
    const db = await engine.open(folder);
    await sql`drop table enrolment_event`.execute(db);
    await sql`delete from kysely_migration where name >= '0080'`.execute(db);
    await sql`delete from service_fact where name = 'token-key'`.execute(db);
    await db.destroy();
    const { enrolled } = enrolmentCalls(callerOf(await engine.start(folder)));
    expect((await enrolled('Desk 3', desk)).station).toBe('Desk 3');
  });
});

describe('the limit of tries', () => {
  it('ENROL-3 counts by address and over all, and forgets after a minute', () => {
    const clock = vi.fn(() => 0);
    const limit = createTryLimit(clock);
    for (let tries = 0; tries < 10; tries += 1) expect(limit.take('10.0.0.1')).toBeNull();
    expect(limit.take('10.0.0.1')).toBe(60_000);
    expect(limit.take('10.0.0.2')).toBeNull();
    for (let tries = 0; tries < 109; tries += 1) limit.take(`10.0.1.${tries}`);
    expect(limit.take('10.0.0.3')).not.toBeNull();
    clock.mockReturnValue(60_000);
    expect(limit.take('10.0.0.1')).toBeNull();
    limit.giveBack('10.0.0.1');
    for (let tries = 0; tries < 10; tries += 1) expect(limit.take('10.0.0.1')).toBeNull();
    expect(limit.take('10.0.0.1')).not.toBeNull();
  });
});
