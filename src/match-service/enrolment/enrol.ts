import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { enrolRequest, StationTokens } from '../../contract/enrolment.ts';
import { readEnrolmentCode } from '../../domain/rules/enrolment-code.ts';
import type { Tables, Tx } from '../store/tables.ts';
import { writing } from '../store/writing.ts';
import { hashCode } from './codes.ts';
import { endEnrolment } from './end-enrolment.ts';
import { accessMs, type EnrolmentParts } from './enrolment-parts.ts';
import { giveTime, tokensFor } from './given-tokens.ts';
import { recordEvent } from './record-event.ts';
import { firstTokens, hashOf } from './tokens.ts';

export type EnrolAnswer =
  | { readonly type: 'enrolled'; readonly tokens: StationTokens }
  /** Unknown, expired or used. */
  | { readonly type: 'code-refused' }
  /** The station has another name here, which stands until IT revokes it. */
  | { readonly type: 'enrolled-otherwise'; readonly name: string };

/**
 * Gives a station its tokens for a code, once. The same request again has the same answer until its access token was used:
 * before, the answer may have been lost, or the station killed with it in hand.
 */
export async function enrol(
  parts: EnrolmentParts,
  asked: z.output<typeof enrolRequest>,
): Promise<EnrolAnswer> {
  const code = readEnrolmentCode(asked.code);
  if (code === null) return { type: 'code-refused' };
  const codeHash = await hashCode(parts.serviceId, code);
  return writing(parts.db, async (tx) => {
    const row = await tx
      .selectFrom('enrolment_code')
      .selectAll()
      .where('code_hash', '=', codeHash)
      .executeTakeFirst();
    const now = await parts.clock(tx);
    if (row === undefined || row.expires_at <= now) return { type: 'code-refused' };
    if (row.enrolment_id !== null) return againFor(tx, parts, { ...asked, code }, row.enrolment_id, now);
    return newFor(tx, parts, { ...asked, code }, row, now);
  });
}

async function againFor(
  tx: Tx,
  { tokenKey }: EnrolmentParts,
  asked: z.output<typeof enrolRequest>,
  enrolmentId: string,
  now: number,
): Promise<EnrolAnswer> {
  const row = await tx
    .selectFrom('enrolment')
    .selectAll()
    .where('id', '=', enrolmentId)
    .executeTakeFirstOrThrow();
  const tokens = firstTokens(tokenKey, { ...asked, enrolmentId });
  const isSameRequest = hashOf(tokens.refresh) === row.refresh_hash;
  if (!isSameRequest || row.used_at !== null || row.ended_at !== null) return { type: 'code-refused' };
  await giveTime(tx, row.id, now);
  return { type: 'enrolled', tokens: tokensFor(row.name, tokens) };
}

async function newFor(
  tx: Tx,
  { tokenKey }: EnrolmentParts,
  asked: z.output<typeof enrolRequest>,
  { code_hash, name }: Tables['enrolment_code'],
  now: number,
): Promise<EnrolAnswer> {
  const before = await tx
    .selectFrom('enrolment')
    .selectAll()
    .where('ended_at', 'is', null)
    .where((row) => row.or([row('name', '=', name), row('station_id', '=', asked.stationId)]))
    .execute();
  // Else whoever was given a code for one desk could speak as another.
  const other = before.find((one) => one.name !== name);
  if (other !== undefined) return { type: 'enrolled-otherwise', name: other.name };
  for (const one of before) await endEnrolment(tx, one, { why: 'replaced', at: now, by: null });
  const id = randomUUID();
  const tokens = firstTokens(tokenKey, { ...asked, enrolmentId: id });
  await tx
    .insertInto('enrolment')
    .values({
      id,
      station_id: asked.stationId,
      name,
      enrolled_at: now,
      seen_at: now,
      generation: 0,
      refresh_hash: hashOf(tokens.refresh),
      access_hash: hashOf(tokens.access),
      access_until: now + accessMs,
      used_at: null,
      ended_at: null,
      ended_why: null,
    })
    .execute();
  await tx
    .updateTable('enrolment_code')
    .set({ enrolment_id: id })
    .where('code_hash', '=', code_hash)
    .execute();
  await recordEvent(tx, { at: now, act: 'enrolled', name, station_id: asked.stationId, asked_by: null });
  return { type: 'enrolled', tokens: tokensFor(name, tokens) };
}
