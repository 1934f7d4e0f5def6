import type { z } from 'zod';
import type { refreshRequest, StationTokens } from '../../contract/enrolment.ts';
import type { Tx } from '../store/tables.ts';
import { writing } from '../store/writing.ts';
import { type Enrolment, endEnrolment } from './end-enrolment.ts';
import { accessMs, type EnrolmentParts } from './enrolment-parts.ts';
import { giveTime, tokensFor } from './given-tokens.ts';
import { hashOf, isSame, nextTokens, type RefreshToken, readRefreshToken, type TokenPair } from './tokens.ts';

export type RefreshAnswer =
  | { readonly type: 'refreshed'; readonly tokens: StationTokens }
  /** Revoked, replaced, or ended just now since the token was spent before. `name` of the station. */
  | { readonly type: 'ended'; readonly name: string; readonly isReuse: boolean }
  /** Never given out by this store, or a request that was answered and whose answer is in use. */
  | { readonly type: 'unknown' };

/**
 * Rotates a refresh token. A spent one ends the enrolment: two have it, and one of them is no station. Only the very request
 * that spent it may come again and has the same answer, until that answer was used: without a time limit, so that a
 * station killed between answer and store is let in when it is back, be it days later.
 */
export function refresh(
  { db, clock, tokenKey }: EnrolmentParts,
  { refreshToken, requestId }: z.output<typeof refreshRequest>,
): Promise<RefreshAnswer> {
  const shown = readRefreshToken(tokenKey, refreshToken);
  if (shown === null) return Promise.resolve({ type: 'unknown' });
  return writing(db, async (tx) => {
    const row = await tx
      .selectFrom('enrolment')
      .selectAll()
      .where('id', '=', shown.enrolmentId)
      .executeTakeFirst();
    if (row === undefined) return { type: 'unknown' };
    if (row.ended_at !== null) return { type: 'ended', name: row.name, isReuse: false };
    const now = await clock(tx);
    const next = nextTokens(tokenKey, shown, requestId);
    if (isSame(hashOf(shown.text), row.refresh_hash)) return rotate(tx, row, next, now);
    if (isSame(hashOf(next.refresh), row.refresh_hash))
      return row.used_at === null ? answerAgain(tx, row, next, now) : { type: 'unknown' };
    return spentBefore(tx, row, shown, now);
  });
}

async function rotate(tx: Tx, row: Enrolment, next: TokenPair, now: number): Promise<RefreshAnswer> {
  const rotated = {
    generation: row.generation + 1,
    refresh_hash: hashOf(next.refresh),
    access_hash: hashOf(next.access),
    access_until: now + accessMs,
    used_at: null,
    seen_at: now,
  };
  await tx.updateTable('enrolment').set(rotated).where('id', '=', row.id).execute();
  return answer(row, next);
}

async function answerAgain(tx: Tx, row: Enrolment, next: TokenPair, now: number): Promise<RefreshAnswer> {
  await giveTime(tx, row.id, now);
  return answer(row, next);
}

async function spentBefore(tx: Tx, row: Enrolment, shown: RefreshToken, now: number): Promise<RefreshAnswer> {
  // From the future of a store that was put back to an older state: nobody stole anything.
  if (shown.generation >= row.generation) return { type: 'unknown' };
  await endEnrolment(tx, row, { why: 'reuse', at: now, by: null });
  return { type: 'ended', name: row.name, isReuse: true };
}

function answer(row: Enrolment, given: TokenPair): RefreshAnswer {
  return { type: 'refreshed', tokens: tokensFor(row.name, given) };
}
