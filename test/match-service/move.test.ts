import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import type { Manifest } from '../../src/contract/wire.ts';
import { moveService } from '../../src/match-service/move/move-service.ts';
import { openEngine } from '../../src/match-service/store/engine.ts';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { onBlobPlaces } from './blob-places.ts';
import { onPostgres } from './engines.ts';
import { next, prepared } from './prepared.ts';
import { type Caller, callerOf, putManifest, startService, tempFolder } from './service-caller.ts';

interface Place {
  readonly folder: string;
  readonly database: string | null;
  readonly blobs: string | null;
}

const main = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const codes = '26312000000000000900';

/** Bills of two pages, every fourth in two revisions, one expected by the ERP. */
async function fill(call: Caller, bills: number): Promise<readonly Manifest[]> {
  await call('POST', '/v1/expected', [expectedOf('CL-2026-900000', codes, 100)]);
  const manifests: Manifest[] = [];
  for (let n = 0; n < bills; n += 1) {
    const number = `CL-2026-${900_000 + n}`;
    const audit = { entry: n + 1, hash: 'a'.repeat(64), before: null };
    const bill = {
      number,
      pages: [`cover ${n}`, `page ${n}`],
      invoices: n === 0 ? [invoice(codes, 100)] : [],
    };
    const manifest = { ...(await prepared(call, bill)), audit };
    manifests.push(manifest);
    if (n % 4 === 0) manifests.push(next(manifest, { audit: { ...audit, before: null } }));
  }
  for (const manifest of manifests) expect((await putManifest(call, manifest)).status).toBe(201);
  return manifests;
}

const stateOf = async (call: Caller, { billUuid }: Manifest) =>
  (await call('GET', `/v1/stations/station-1/bills/${billUuid}`)).json;

function runMove(from: string, { folder, database, blobs }: Place) {
  return spawn(
    process.execPath,
    [main, 'match-service', 'move', '--json', '--from', from, '--folder', folder],
    {
      env: { ...process.env, PLATEN_DATABASE_URL: database ?? '', PLATEN_BLOBS_URL: blobs ?? '' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
}

onPostgres('a service that moves', (_engine, server) => {
  onBlobPlaces('its blobs', (place) => {
    const emptyPlace = async (): Promise<Place> => ({
      folder: await tempFolder(),
      database: await server().createDatabase(),
      blobs: await place.empty(),
    });
    const move = (from: string, to: Place) =>
      moveService({ from, to, now: Date.now(), onProgress: () => undefined });

    it('SVC-71 brings every bill, receipt, change and picture over; the old store takes nothing more', async () => {
      const [from, to] = [await tempFolder(), await emptyPlace()];
      const old = await startService(from);
      const before = callerOf(old);
      const manifests = await fill(before, 9);
      const states = await Promise.all(manifests.map((one) => stateOf(before, one)));
      const changes = (await before('GET', '/v1/stations/station-1/changes?after=0')).json;
      const health = (await before('GET', '/v1/health')).json;
      expect(await move(from, to)).toMatchObject({
        ok: true,
        value: { revisions: 12, auditHeads: 9, blobs: 18 },
      });

      // It still runs: its stations are told to wait, and lose nothing.
      const late = await prepared(before, { number: 'CL-2026-909999', pages: ['late'] });
      expect((await putManifest(before, late)).status).toBeGreaterThanOrEqual(500);
      await old.close();
      await expect(startService(from)).rejects.toThrow('was moved to another store');

      const after = callerOf(await startService(to.folder, to));
      expect((await after('GET', '/v1/health')).json.serviceId).toBe(health.serviceId);
      expect(await Promise.all(manifests.map((one) => stateOf(after, one)))).toEqual(states);
      expect((await after('GET', '/v1/stations/station-1/changes?after=0')).json).toEqual(changes);
      for (const manifest of manifests) expect((await putManifest(after, manifest)).status).toBe(200);
      for (const { pages } of manifests.flatMap(({ documents }) => documents))
        for (const { sha256 } of pages)
          expect((await after('HEAD', `/v1/blobs/sha256/${sha256}`)).status).toBe(200);
      const more = await prepared(after, { number: 'CL-2026-909999', pages: ['late'] });
      expect((await putManifest(after, more)).status).toBe(201);
    });

    it('SVC-72 killed on its way it serves from neither half, is run again, and ends whole', async () => {
      const [from, to] = [await tempFolder(), await emptyPlace()];
      const old = await startService(from);
      const manifests = await fill(callerOf(old), 120);
      const states = await Promise.all(manifests.map((one) => stateOf(callerOf(old), one)));
      await old.close();

      const killed = runMove(from, to);
      for await (const line of createInterface({ input: killed.stderr })) {
        if (!line.includes('100 blobs')) continue;
        killed.kill('SIGKILL');
        break;
      }
      if (killed.signalCode === null && killed.exitCode === null) await once(killed, 'exit');
      expect(killed.signalCode).toBe('SIGKILL');
      await expect(startService(to.folder, to)).rejects.toThrow('is being moved to this store');
      // Where it came from all is as it was.
      await (await startService(from)).close();

      const again = runMove(from, to);
      let said = '';
      again.stdout.on('data', (chunk) => {
        said += String(chunk);
      });
      expect((await once(again, 'exit'))[0]).toBe(0);
      expect(JSON.parse(said)).toMatchObject({ type: 'moved', revisions: 150, blobs: 240 });
      const after = callerOf(await startService(to.folder, to));
      expect(await Promise.all(manifests.map((one) => stateOf(after, one)))).toEqual(states);
    });

    it('SVC-73 is refused by a store that is in use, and by its own', async () => {
      const [from, to] = [await tempFolder(), await emptyPlace()];
      const old = await startService(from);
      await fill(callerOf(old), 2);
      await old.close();
      const other = await startService(to.folder, to);
      await fill(callerOf(other), 1);
      await other.close();
      expect(await move(from, to)).toMatchObject({ ok: false, error: { type: 'MoveTargetUsed', blobs: 2 } });
      const own = { folder: from, database: null, blobs: to.blobs };
      expect(await move(from, own)).toMatchObject({ ok: false, error: { type: 'MoveTargetUsed' } });
      await startService(from);
    });

    it('SVC-74 does not end with a revision that is not as it was accepted, and then serves from the old store', async () => {
      const [from, to] = [await tempFolder(), await emptyPlace()];
      const old = await startService(from);
      await fill(callerOf(old), 3);
      await old.close();
      const db = await openEngine({ engine: 'sqlite', path: join(from, 'match-service.db') });
      await sql`update revision set manifest = replace(manifest, 'CL-2026-900002', 'CL-2026-900003')`.execute(
        db,
      );
      await db.destroy();
      const moved = await move(from, to);
      expect(moved).toMatchObject({ ok: false, error: { type: 'MoveDiffers' } });
      expect(JSON.stringify(moved)).toContain('has not its digest');
      await expect(startService(to.folder, to)).rejects.toThrow('is being moved to this store');
      await startService(from);
    });
  });

  it('SVC-72 cut off between the two stores it only closes the old one', async () => {
    const from = await tempFolder();
    const to = { folder: await tempFolder(), database: await server().createDatabase(), blobs: null };
    const old = await startService(from);
    await fill(callerOf(old), 3);
    await old.close();
    const move = () => moveService({ from, to, now: 1, onProgress: () => undefined });
    const first = await move();
    const db = await openEngine({ engine: 'sqlite', path: join(from, 'match-service.db') });
    await sql`drop trigger store_was_moved`.execute(db);
    await sql`delete from service_fact where name = 'moved-at'`.execute(db);
    await db.destroy();
    expect(await move()).toEqual(first);
    await expect(startService(from)).rejects.toThrow('was moved to another store');
  });
});
