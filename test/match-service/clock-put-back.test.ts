import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, it, vi } from 'vitest';
import { expectedOf, invoice } from '../domain/expected-invoice.ts';
import { automatic } from './automatic.ts';
import { prepared } from './prepared.ts';
import { accepted, scriptedErp } from './scripted-erp.ts';
import { callerOf, putManifest, startService, tempFolder } from './service-caller.ts';

const queueTimes = { baseMs: 20, capMs: 100, askMs: 30, leaseMs: 200, pollMs: 20 };
const hour = 3_600_000;

afterEach(() => {
  vi.useRealTimers();
});

it('FAULT-17 a clock put back by days holds no hand-over up: not one that waits, not one whose worker died', async () => {
  const realNow = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: realNow });
  const folder = await tempFolder();
  let isBusy = true;
  const erp = scriptedErp(() => (isBusy ? { type: 'try-later', reason: 'busy', afterMs: hour } : accepted));
  const first = await startService(folder, { erp, queueTimes });
  const call = callerOf(first);
  await call('PUT', '/v1/schemes', automatic('CL-'));
  for (const [index, billNumber] of ['CL-2026-000001', 'CL-2026-000002'].entries()) {
    const number = `2631200000000000000${index}`;
    await call('POST', '/v1/expected', [expectedOf(billNumber, number, 100)]);
    await putManifest(
      call,
      await prepared(call, { number: billNumber, pages: ['a'], invoices: [invoice(number, 100)] }),
    );
    await vi.waitFor(() => expect(erp.calls).toHaveLength(index + 1), { timeout: 60_000 });
  }
  await first.close();
  const db = new Database(join(folder, 'match-service.db'));
  const died = { at: realNow + 120_000, id: erp.calls[1]?.handOver.id };
  db.prepare(`UPDATE hand_over SET state = 'sending', lease = 'dead', next_at = @at WHERE id = @id`).run(
    died,
  );

  vi.setSystemTime(realNow - 72 * hour);
  isBusy = false;
  await startService(folder, { erp, queueTimes });
  const states = db.prepare('SELECT DISTINCT state FROM hand_over').pluck();
  await vi.waitFor(() => expect(states.all()).toEqual(['submitted']), { timeout: 60_000 });
  // The one that may have arrived was asked about.
  expect(
    erp.calls
      .slice(2)
      .map(({ work, handOver }) => [work, handOver.id])
      .toSorted(),
  ).toEqual([
    ['ask', erp.calls[1]?.handOver.id],
    ['send', erp.calls[0]?.handOver.id],
  ]);
  db.close();
});
