import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { startService, token } from '../match-service/service-caller.ts';
import { newFolder, openAt } from '../station/at-desk.ts';
import { importBill } from '../station/keeping-rig.ts';
import { platen } from './run-platen.ts';

const minutesMs = 240_000;

/** A closed station with one bill that failed often, and whose next try is minutes away. */
async function waitingLong(): Promise<string> {
  const path = newFolder();
  const station = await openAt(path, { service: null });
  const { batchId, billId } = await importBill(station);
  await station.run('bill.submit', { batchId, billIds: [billId] });
  await station.close();
  const db = new Database(join(path, 'station.sqlite'));
  db.prepare('UPDATE outbox SET next_try_at = ?, attempts = 9').run(Date.now() + minutesMs);
  db.close();
  return path;
}

it.each(['given', 'embedded'])(
  'SYNC-54 what waits for its next try goes now, to a service that is %s',
  async (by) => {
    const path = await waitingLong();
    const env: Record<string, string> =
      by === 'given'
        ? { PLATEN_SERVICE_URL: (await startService(newFolder())).url, PLATEN_SERVICE_TOKEN: token }
        : {};
    const sent = await platen(['sync', '--data', path, '--json'], env);
    expect(sent).toMatchObject({ status: 0, lines: [{ attempts: 1, error: null }] });
    expect(sent.lines[0]?.stage).toMatch(/^(accepted|matched|unmatched)$/);
  },
  240_000,
);
