import type { ExpressionBuilder } from 'kysely';
import type { StoreClock } from '../store/store-clock.ts';
import type { Db, Tables, Tx } from '../store/tables.ts';
import { writing } from '../store/writing.ts';

export interface Claim {
  readonly row: Tables['hand_over'];
  /** A hand-over that may have reached the ERP is asked about, never just sent again. */
  readonly work: 'send' | 'ask';
}

/** It may not be there, or not whole: a later revision must not overtake it. */
const unsettled = ['queued', 'sending', 'asking'] as const;
const open = [...unsettled, 'accepted'] as const;

/** Longer than any lease, any wait between two tries and any `Retry-After` that is obeyed. */
const longestWaitMs = 2 * 3_600_000;

/**
 * Takes the hand-over that is due longest, for `leaseMs`; null when none is. One whose worker died comes back when its
 * lease ends, to be asked about. Revisions of a bill go in their order: a later one waits until the ERP has accepted the
 * earlier or refused it, not until it is through with it.
 */
export async function claimHandOver(
  db: Db,
  clock: StoreClock,
  lease: string,
  leaseMs: number,
): Promise<Claim | null> {
  // Looked at first without taking the one writing row: most of the time nothing is due.
  const before = await clock(db);
  const isClockBack = await isAnyBeyond(db, before);
  if (!isClockBack && (await due(db, before)) === undefined) return null;
  return writing(db, async (tx) => {
    const now = await clock(tx);
    if (isClockBack) await bringBack(tx, now, leaseMs);
    const row = await due(tx, now);
    if (row === undefined) return null;
    const isFresh = row.state === 'queued';
    const change = {
      state: isFresh ? ('sending' as const) : row.state === 'accepted' ? row.state : ('asking' as const),
      attempt: Number(row.attempt) + (isFresh ? 1 : 0),
      next_at: now + leaseMs,
      lease,
    };
    await tx.updateTable('hand_over').set(change).where('id', '=', row.id).execute();
    return { row: { ...row, ...change }, work: isFresh ? 'send' : 'ask' };
  });
}

function due(db: Db | Tx, now: number) {
  const isEarlierOpen = (eb: ExpressionBuilder<Tables, 'hand_over'>) =>
    eb.exists(
      eb
        .selectFrom('hand_over as earlier')
        .select('earlier.id')
        .whereRef('earlier.station_id', '=', 'hand_over.station_id')
        .whereRef('earlier.bill_uuid', '=', 'hand_over.bill_uuid')
        .whereRef('earlier.n', '<', 'hand_over.n')
        .where('earlier.state', 'in', unsettled),
    );
  return db
    .selectFrom('hand_over')
    .selectAll()
    .where('state', 'in', open)
    .where('next_at', '<=', now)
    .where((eb) => eb.not(isEarlierOpen(eb)))
    .orderBy('next_at')
    .orderBy('changed_at')
    .limit(1)
    .executeTakeFirst();
}

async function isAnyBeyond(db: Db, now: number): Promise<boolean> {
  const beyond = await db
    .selectFrom('hand_over')
    .select('id')
    .where('state', 'in', open)
    .where('next_at', '>', now + longestWaitMs)
    .limit(1)
    .executeTakeFirst();
  return beyond !== undefined;
}

/**
 * No wait is that long: the clock was put back. Another lease is left to whoever may be working; one that lives has renewed
 * his by then.
 */
async function bringBack(tx: Tx, now: number, leaseMs: number): Promise<void> {
  await tx
    .updateTable('hand_over')
    .set({ next_at: now + leaseMs })
    .where('state', 'in', open)
    .where('next_at', '>', now + longestWaitMs)
    .execute();
}

/** Keeps a claim for another `leaseMs`. False: it is no longer ours, and whoever works on it must stop. */
export async function renewClaim(db: Db, clock: StoreClock, claim: Claim, leaseMs: number): Promise<boolean> {
  const renewed = await db
    .updateTable('hand_over')
    .set({ next_at: (await clock(db)) + leaseMs })
    .where('id', '=', claim.row.id)
    .where('lease', '=', claim.row.lease)
    .executeTakeFirst();
  return renewed.numUpdatedRows > 0n;
}
