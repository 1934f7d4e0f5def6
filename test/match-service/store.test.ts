import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase, readServiceId } from '../../src/match-service/store/open-database.ts';
import { writing } from '../../src/match-service/store/writing.ts';
import { expectedOf } from '../domain/expected-invoice.ts';
import { callerOf, startService, tempFolder } from './service-caller.ts';

describe('the service store', () => {
  it('SVC-30 commits through the log to the disk (WAL, synchronous FULL) and keeps its name', async () => {
    const path = join(await tempFolder(), 'match-service.db');
    const first = await openDatabase({ engine: 'sqlite', path });
    const serviceId = await readServiceId(first);
    await first.destroy();
    const again = await openDatabase({ engine: 'sqlite', path });
    expect(await readServiceId(again)).toBe(serviceId);
    const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(again);
    expect(rows).toEqual([{ synchronous: 2 }]);
    await again.destroy();
    const file = new Database(path);
    expect(file.pragma('journal_mode', { simple: true })).toBe('wal');
    file.close();
  });

  it('SVC-31 serves its questions from an index', async () => {
    const path = join(await tempFolder(), 'match-service.db');
    await (await openDatabase({ engine: 'sqlite', path })).destroy();
    const db = new Database(path);
    const plan = (sql: string) =>
      (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all() as { detail: string }[])
        .map(({ detail }) => detail)
        .join('; ');
    const plans = [
      plan(
        `select seq, content from "change" where station_id in ('', 's') and seq > 5 order by seq limit 100`,
      ),
      plan(`select station_id, bill_uuid from bill where bill_number = 'x'`),
      plan(`select * from revision where station_id = 's' and bill_uuid = 'b' order by n desc limit 1`),
      plan(`select own.invoice_key from scanned_invoice own join scanned_invoice other
        on other.invoice_key = own.invoice_key and other.claim < own.claim where own.station_id = 's' and own.bill_uuid = 'b'`),
    ];
    db.close();
    for (const text of plans) {
      expect(text).toContain('INDEX');
      expect(text).not.toMatch(/SCAN (?!.*INDEX)/);
    }
  });

  it('SVC-32 refuses a store of a newer version', async () => {
    const folder = await tempFolder();
    await (await startService(folder)).close();
    const db = new Database(join(folder, 'match-service.db'));
    db.prepare(`insert into kysely_migration (name, timestamp) values ('9990-later', '2030-01-01')`).run();
    db.close();
    await expect(startService(folder)).rejects.toThrow('9990-later');
  });

  it('SVC-33 loads the file of expected invoices into an empty service only, and refuses a bad one', async () => {
    const folder = await tempFolder();
    const file = join(folder, 'expected.json');
    await writeFile(file, JSON.stringify([expectedOf('CL-2026-000001', '26312000000000000101', 1)]));
    const service = await startService(join(folder, 'a'), { expectedFile: file });
    expect((await callerOf(service)('GET', '/v1/stations/s/changes')).json.changes).toHaveLength(1);
    await service.close();
    await writeFile(file, JSON.stringify([expectedOf('CL-2026-000002', '26312000000000000102', 1)]));
    const again = await startService(join(folder, 'a'), { expectedFile: file });
    const { changes } = (await callerOf(again)('GET', '/v1/stations/s/changes')).json;
    expect(changes.map((change: { billNumber: string }) => change.billNumber)).toEqual(['CL-2026-000001']);
    await writeFile(file, '[{"id":"expected:x"}]');
    await expect(startService(join(folder, 'b'), { expectedFile: file })).rejects.toThrow();
  });

  it('FAULT-15 a commit the disk has no room for fails by its own code, and the next one is made', async () => {
    const db = await openDatabase({ engine: 'sqlite', path: join(await tempFolder(), 'match-service.db') });
    const { rows } = await sql<{ page_count: number }>`pragma page_count`.execute(db);
    const limit = (pages: number) => sql.raw(`pragma max_page_count = ${pages}`).execute(db);
    await limit(Number(rows[0]?.page_count));
    const write = (name: string) =>
      writing(db, async (tx) => {
        await tx
          .insertInto('service_fact')
          .values({ name, value: 'x'.repeat(9_000) })
          .execute();
      });
    await expect(write('too much')).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    await limit(1_000);
    await write('room again');
    const names = await db.selectFrom('service_fact').select('name').where('name', 'like', '% %').execute();
    expect(names).toEqual([{ name: 'room again' }]);
    await db.destroy();
  });
});
