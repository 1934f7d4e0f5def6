import { sql } from 'kysely';
import type { DatabaseAddress } from './engine.ts';
import type { Db, Tx } from './tables.ts';

/** The one clock of all instances on a store, epoch milliseconds: leases end by it, whatever the machines think. */
export type StoreClock = (db: Db | Tx) => Promise<number>;

export function clockOf({ engine }: DatabaseAddress): StoreClock {
  if (engine === 'sqlite') return async () => Date.now();
  return async (db) => {
    const { rows } = await sql<{ now: number }>`
      select (extract(epoch from clock_timestamp()) * 1000)::bigint as now`.execute(db);
    return Number(rows[0]?.now);
  };
}
