import type { ErpStand } from '../../contract/wire.ts';
import type { StoreClock } from '../store/store-clock.ts';
import type { Db } from '../store/tables.ts';
import { readErpFacts } from './erp-facts.ts';

const underWay = ['queued', 'sending', 'asking', 'accepted'] as const;

/** How the way to the ERP is doing: what is on it, what failed, and why what was tried last is not there yet. */
export async function erpStand(db: Db): Promise<ErpStand> {
  const facts = await readErpFacts(db);
  const counts = await db
    .selectFrom('hand_over')
    .select(['state', (eb) => eb.fn.countAll<number | string>().as('bills')])
    .groupBy('state')
    .execute();
  const count = (states: readonly string[]) =>
    counts.filter(({ state }) => states.includes(state)).reduce((sum, { bills }) => sum + Number(bills), 0);
  const held = await db
    .selectFrom('hand_over')
    .select('reason')
    .where('state', 'in', underWay)
    .where('reason', 'is not', null)
    .orderBy('changed_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    connector: facts?.name ?? null,
    unannounced: facts === null || facts.unannouncedSince === null ? 'wait' : 'hand-over',
    waiting: count(['waiting']),
    underWay: count(underWay),
    failed: count(['failed']),
    reason: held?.reason ?? null,
  };
}

/** What waits for its next try or question has it now: somebody has just seen that the ERP takes us. */
export async function hastenHandOvers(db: Db, clock: StoreClock): Promise<void> {
  const now = await clock(db);
  await db
    .updateTable('hand_over')
    .set({ next_at: now })
    .where('state', 'in', ['queued', 'asking', 'accepted'])
    .where('lease', '=', '')
    .where('next_at', '>', now)
    .execute();
}
