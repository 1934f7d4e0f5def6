import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { ServiceBusy } from '../busy.ts';
import type { Db, Tx } from './tables.ts';

const attempts = 5;

/**
 * Runs `work` in a transaction that no other writer of this store overlaps, in this process or another: it begins by
 * taking the one row everybody who writes takes. So what `work` reads stays true until it commits, and numbers of the
 * order appear in commit order, on both engines and without their isolation levels.
 *
 * `work` may run more than once, when the engine gave up a transaction of which it kept nothing.
 */
export async function writing<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.transaction().execute(async (tx) => {
        // A write, not `for update`: SQLite then takes its write lock before anything was read.
        await tx
          .updateTable('counter')
          .set({ value: sql<number>`value` })
          .where('name', '=', 'order')
          .execute();
        return work(tx);
      });
    } catch (error) {
      if (!isNothingKept(error)) throw error;
      if (attempt === attempts) throw new ServiceBusy('the store is busy', { cause: error });
      await sleep(Math.random() * 50 * 2 ** attempt);
    }
  }
}

/** Serialization failure, deadlock, lock not available, or a SQLite file another process writes: rolled back whole. */
const passing = new Set(['40001', '40P01', '55P03', 'SQLITE_BUSY', 'SQLITE_BUSY_SNAPSHOT']);

function isNothingKept(error: unknown): boolean {
  return error instanceof Error && 'code' in error && passing.has(String(error.code));
}
