import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { automatic } from './automatic.ts';
import { onBothEngines } from './engines.ts';
import { prepared } from './prepared.ts';
import { accepted, scriptedErp } from './scripted-erp.ts';
import { callerOf, putManifest, tempFolder } from './service-caller.ts';

const one = '26312000000000000801';

onBothEngines('a store of the version before', (engine) => {
  it.each(['whole', 'cut in half'])('SVC-39 is carried over with its bills: %s', async (way) => {
    const folder = await tempFolder();
    const before = await engine.start(folder);
    const call = callerOf(before);
    await call('POST', '/v1/expected', [expectedOf('CL-2026-000801', one, 100)]);
    const manifest = await prepared(call, {
      number: 'CL-2026-000801',
      pages: ['a'],
      invoices: [invoice(one, 100)],
    });
    const { json: receipt } = await putManifest(call, manifest);
    await before.close();
    const db = await engine.open(folder);
    const left =
      way === 'whole'
        ? ['hand_over_note', 'hand_over', 'announced_bill', 'expected_key']
        : ['hand_over_note', 'expected_key'];
    for (const table of [...left, 'scheme_edition', 'typed_bill'])
      await sql`drop table ${sql.table(table)}`.execute(db);
    await sql`delete from kysely_migration where name > '0010-bills'`.execute(db);
    await db.destroy();

    const erp = scriptedErp(() => accepted);
    const after = callerOf(await engine.start(folder, { erp, queueTimes: { pollMs: 30 } }));
    expect((await putManifest(after, manifest)).json).toEqual(receipt);
    await after('PUT', '/v1/schemes', automatic(''));
    await after('PUT', '/v1/expected-bills/CL-2026-000801', {
      billNumber: 'CL-2026-000801',
      billType: 'er_daily',
      invoices: [expectedOf('CL-2026-000801', one, 100)],
    });
    await expect.poll(() => erp.calls.length, { timeout: 60_000 }).toBe(1);
  });
});
