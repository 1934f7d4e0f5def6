import { settleBill } from '../matching/settle-bill.ts';
import type { StoreClock } from '../store/store-clock.ts';
import type { Db, Tables, Tx } from '../store/tables.ts';
import { writing } from '../store/writing.ts';
import type { Claim } from './claim-hand-over.ts';
import type { AskOutcome, HandOverOutcome } from './erp-port.ts';

export interface RetryTimes {
  readonly baseMs: number;
  readonly capMs: number;
  /**
   * Between two questions about a bill the ERP is working on: never less than the first, never more than the second,
   * and ever longer the longer it takes.
   */
  readonly askMs: number;
  readonly askCapMs: number;
  /** Questions without an answer before a person is told that nobody knows. */
  readonly maxAsks: number;
}

type Change = Partial<Omit<Tables['hand_over'], 'next_at'>> & { readonly afterMs: number };

/** Writes down what came of a claim and tells the station. False: the claim was no longer ours and nothing was written. */
export async function endClaim(
  db: Db,
  clock: StoreClock,
  claim: Claim,
  outcome: HandOverOutcome | AskOutcome,
  times: RetryTimes,
): Promise<boolean> {
  return writing(db, async (tx) => {
    const now = await clock(tx);
    const wanted = changeBy(claim, outcome, times, now);
    const { afterMs, ...change } =
      wanted.state === 'queued' && (await isOvertaken(tx, claim)) ? overtaken : wanted;
    // An ERP that is still at it is no news: how long it is shows by when it began.
    const changed_at = isStillAtIt(claim.row, change) ? Number(claim.row.changed_at) : now;
    const ended = await tx
      .updateTable('hand_over')
      .set({ ...change, lease: '', next_at: now + afterMs, changed_at })
      .where('id', '=', claim.row.id)
      .where('lease', '=', claim.row.lease)
      .executeTakeFirst();
    if (ended.numUpdatedRows === 0n) return false;
    await settleBill(tx, { stationId: claim.row.station_id, billUuid: claim.row.bill_uuid });
    return true;
  });
}

const overtaken: Change = {
  state: 'failed',
  reason: 'a later revision of the bill went to the ERP meanwhile',
  asks: 0,
  afterMs: 0,
};

/** Whether a later revision was sent: an ERP that lost what it had accepted must not get the old state over the new. */
async function isOvertaken(tx: Tx, { row }: Claim): Promise<boolean> {
  const later = await tx
    .selectFrom('hand_over')
    .select('id')
    .where('station_id', '=', row.station_id)
    .where('bill_uuid', '=', row.bill_uuid)
    .where('n', '>', row.n)
    .where('attempt', '>', 0)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

function isStillAtIt(row: Claim['row'], { state, reason, reference }: Omit<Change, 'afterMs'>): boolean {
  return state === 'accepted' && row.state === state && row.reason === reason && row.reference === reference;
}

function changeBy(
  { row }: Claim,
  outcome: HandOverOutcome | AskOutcome,
  times: RetryTimes,
  now: number,
): Change {
  const asks = Number(row.asks);
  switch (outcome.type) {
    case 'accepted': {
      const reference = outcome.reference ?? row.reference;
      return outcome.then === 'final'
        ? { state: 'submitted', reference, reason: null, asks: 0, afterMs: 0 }
        : {
            state: 'accepted',
            reference,
            reason: null,
            asks: 0,
            afterMs: untilNextQuestion(row, times, now),
          };
    }
    case 'refused':
      return { state: 'failed', reason: outcome.reason, asks: 0, afterMs: 0 };
    case 'try-later':
      return {
        state: 'queued',
        reason: outcome.reason,
        afterMs: Math.max(outcome.afterMs ?? 0, jitter(Number(row.attempt), times)),
      };
    case 'absent':
      return { state: 'queued', reason: null, asks: 0, afterMs: jitter(Number(row.attempt), times) };
    case 'out-of-reach':
      // Does not count as a question: nobody heard it.
      return {
        state: row.state === 'accepted' ? 'accepted' : 'asking',
        reason: outcome.reason,
        asks,
        afterMs: Math.max(outcome.afterMs ?? 0, Math.floor(Math.random() * times.capMs)),
      };
    case 'unknown':
      return {
        state: asks + 1 >= times.maxAsks ? 'failed' : row.state === 'accepted' ? 'accepted' : 'asking',
        reason: outcome.reason,
        asks: asks + 1,
        afterMs: jitter(asks + 1, times),
      };
  }
}

/** Full jitter: anything between nothing and a limit that doubles with each try. */
function jitter(tries: number, { baseMs, capMs }: RetryTimes): number {
  return Math.floor(Math.random() * Math.min(capMs, baseMs * 2 ** Math.min(tries, 30)));
}

/** Full jitter over a range that grows with the time the ERP has been at it, so that it doubles from question to question. */
function untilNextQuestion(
  { state, changed_at }: Claim['row'],
  { askMs, askCapMs }: RetryTimes,
  now: number,
): number {
  const takenMs = state === 'accepted' ? now - Number(changed_at) : 0;
  const limitMs = Math.max(askMs, Math.min(askCapMs, Math.max(2 * askMs, takenMs)));
  return Math.floor(askMs + Math.random() * (limitMs - askMs));
}
