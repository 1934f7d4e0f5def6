import type { StationTokens } from '../../contract/enrolment.ts';
import type { Tx } from '../store/tables.ts';
import { accessMs } from './enrolment-parts.ts';
import type { TokenPair } from './tokens.ts';

/** What a station is told, new or again. */
export function tokensFor(station: string, { access, refresh }: TokenPair): StationTokens {
  return {
    station,
    accessToken: access,
    expiresInSeconds: accessMs / 1000,
    refreshToken: refresh,
  };
}

/** The time of an access token that is given again begins anew: nobody has used it, and it may be days later. */
export async function giveTime(tx: Tx, enrolmentId: string, now: number): Promise<void> {
  await tx
    .updateTable('enrolment')
    .set({ access_until: now + accessMs })
    .where('id', '=', enrolmentId)
    .execute();
}
