import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Manifest } from '../../src/contract/wire.ts';
import type { MatchService } from '../../src/match-service/server.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { type Engine, onPostgres } from './engines.ts';
import { prepared } from './prepared.ts';
import { type Caller, callerOf, putManifest, tempFolder } from './service-caller.ts';

const shared = '26312000000000000777';

/** Instances that share database and blobs; all but the first have their port from the system too. */
async function instances(engine: Engine, folder: string, count: number): Promise<readonly MatchService[]> {
  return Promise.all(Array.from({ length: count }, () => engine.start(folder)));
}

onPostgres('several instances', (engine, server) => {
  it('SVC-35 migrates an empty database once when they start at the same moment, and is one service', async () => {
    const callers = (await instances(engine, await tempFolder(), 4)).map(callerOf);
    const healths = await Promise.all(callers.map((call) => call('GET', '/v1/health')));
    expect(new Set(healths.map(({ json }) => json.serviceId)).size).toBe(1);
  });

  it('SVC-35 takes a revision put to all of them at once exactly once', async () => {
    const callers = (await instances(engine, await tempFolder(), 3)).map(callerOf);
    const [first] = callers as [Caller];
    for (let round = 0; round < 5; round += 1) {
      const manifest = await prepared(first, { number: `CL-2026-10000${round}`, pages: ['a'] });
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) => putManifest(callers[index % 3] as Caller, manifest)),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
      expect(new Set(answers.map(({ json }) => json.receiptId)).size).toBe(1);
    }
  });

  it('SVC-36 gives an invoice that bills claim at the same moment to exactly one of them', async () => {
    const folder = await tempFolder();
    const callers = (await instances(engine, folder, 3)).map(callerOf);
    const [first] = callers as [Caller];
    const numbers = Array.from({ length: 9 }, (_, index) => `CL-2026-20000${index}`);
    await first(
      'POST',
      '/v1/expected',
      numbers.map((number) => expectedOf(number, shared, 100)),
    );
    const manifests: Manifest[] = [];
    for (const number of numbers)
      manifests.push(await prepared(first, { number, pages: ['a'], invoices: [invoice(shared, 100)] }));
    await Promise.all(
      manifests.map((manifest, index) => putManifest(callers[index % 3] as Caller, manifest)),
    );
    const outcomes: string[] = [];
    for (const { billUuid } of manifests)
      outcomes.push((await first('GET', `/v1/stations/station-1/bills/${billUuid}`)).json.outcome);
    expect(outcomes.sort()).toEqual(['matched', ...Array.from({ length: 8 }, () => 'unmatched')]);
    const db = await engine.open(folder);
    const { rows } = await sql<{ claim: number }>`select claim from scanned_invoice`.execute(db);
    await db.destroy();
    expect(new Set(rows.map(({ claim }) => claim)).size).toBe(9);
  });

  it('SVC-37 shows a reader no change later than a change with a higher number', async () => {
    const folder = await tempFolder();
    const callers = (await instances(engine, folder, 3)).map(callerOf);
    const [first] = callers as [Caller];
    let isWriting = true;
    const seen: string[] = [];
    const reading = (async () => {
      let cursor = 0;
      for (;;) {
        const wasWriting = isWriting;
        const page = (await first('GET', `/v1/stations/s/changes?after=${cursor}&limit=500`)).json;
        seen.push(...page.changes.map((change: { billNumber: string }) => change.billNumber));
        cursor = page.cursor;
        if (!wasWriting && page.changes.length === 0) return;
      }
    })();
    await Promise.all(
      callers.map(async (call, instance) => {
        for (let index = 0; index < 20; index += 1)
          await call('POST', '/v1/expected', [expectedOf(`CL-${instance}-${index}`, shared, 1)]);
      }),
    );
    isWriting = false;
    await reading;
    expect(seen.length).toBe(60);
    expect(new Set(seen).size).toBe(60);
  });

  it('SVC-38 keeps every acknowledged revision when PostgreSQL is killed in the middle, and goes on after it', async () => {
    const folder = await tempFolder();
    const [one, two] = (await instances(engine, folder, 2)).map(callerOf) as [Caller, Caller];
    const acknowledged = new Map<string, string>();
    let index = 0;
    const until = Date.now() + 1500;
    const writers = [one, two].map(async (call) => {
      while (Date.now() < until) {
        index += 1;
        const manifest = await prepared(call, { number: `CL-2026-3${index}`, pages: ['a'] });
        const answer = await putManifest(call, manifest);
        if (answer.status === 201) acknowledged.set(manifest.billUuid, answer.json.receiptId);
        else expect(answer.status).toBeGreaterThanOrEqual(500);
      }
    });
    await sleep(500);
    await server().crash();
    await Promise.all(writers);
    const late = await prepared(one, { number: 'CL-2026-399999', pages: ['a'] });
    expect((await putManifest(one, late)).status).toBe(201);
    expect(acknowledged.size).toBeGreaterThan(10);
    for (const [billUuid, receiptId] of acknowledged) {
      const state = await two('GET', `/v1/stations/station-1/bills/${billUuid}`);
      expect(state.json.receipt?.receiptId).toBe(receiptId);
    }
  });

  it('SVC-31 answers its questions from an index', async () => {
    const db = await engine.open(await tempFolder());
    const plans = await db.transaction().execute(async (tx) => {
      await sql`set local enable_seqscan = off`.execute(tx);
      const texts: string[] = [];
      for (const question of [
        `select seq, content from change where station_id in ('', 's') and seq > 5 order by seq limit 100`,
        `select station_id, bill_uuid from bill where bill_number = 'x'`,
        `select * from revision where station_id = 's' and bill_uuid = 'b' order by n desc limit 1`,
        `select own.invoice_key from scanned_invoice own join scanned_invoice other
          on other.invoice_key = own.invoice_key and other.claim < own.claim where own.station_id = 's' and own.bill_uuid = 'b'`,
      ]) {
        const { rows } = await sql.raw<{ 'QUERY PLAN': string }>(`explain ${question}`).execute(tx);
        texts.push(rows.map((row) => row['QUERY PLAN']).join('; '));
      }
      return texts;
    });
    await db.destroy();
    for (const plan of plans) {
      expect(plan).toMatch(/Index|Bitmap/);
      expect(plan).not.toContain('Seq Scan');
    }
  });

  it('SVC-32 refuses a database of a newer version, another encoding, or an address it does not know', async () => {
    const folder = await tempFolder();
    const db = await engine.open(folder);
    await sql`insert into kysely_migration (name, timestamp) values ('9990-later', '2030-01-01')`.execute(db);
    await db.destroy();
    await expect(engine.start(folder)).rejects.toThrow('9990-later');
    await expect(engine.start(folder, { database: 'mysql://localhost/x' })).rejects.toThrow('postgres://');
    await expect(engine.start(folder, { database: 'postgres://platen@127.0.0.1:1/nowhere' })).rejects.toThrow(
      'ECONNREFUSED',
    );
  });
});
