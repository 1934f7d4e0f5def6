import { z } from 'zod';
import type { SecretStore } from '../ports/secrets.ts';
import { parseJson } from './service-failure.ts';

const secretName = 'service';

/** What the station has of its enrolment. Kept whole, so that no kill leaves half of it. */
const enrolmentRecord = z.object({
  held: z
    .object({
      /** The service the tokens are of. */
      address: z.string(),
      /** The name IT gave this station. */
      station: z.string(),
      accessToken: z.string(),
      refreshToken: z.string(),
      /** The request that is rotating `refreshToken`: it may have been answered already. */
      rotation: z.uuid().nullable(),
      /** `ended`: the service said so. */
      state: z.enum(['enrolled', 'ended']),
    })
    .nullable(),
  /** A code that was sent: it may have been taken already. */
  attempt: z.object({ address: z.string(), code: z.string(), requestId: z.uuid() }).nullable(),
});
export type EnrolmentRecord = z.infer<typeof enrolmentRecord>;
export type HeldTokens = NonNullable<EnrolmentRecord['held']>;

export interface EnrolmentKeeper {
  readonly record: EnrolmentRecord;
  /** `other-account`: there is a record that this account cannot read. */
  readonly readability: 'readable' | 'other-account';
}

export async function readRecord(secrets: SecretStore): Promise<EnrolmentKeeper> {
  const nothing: EnrolmentRecord = { held: null, attempt: null };
  const found = await secrets.read(secretName);
  if (found.type === 'none') return { record: nothing, readability: 'readable' };
  if (found.type === 'sealed-by-other') return { record: nothing, readability: 'other-account' };
  const parsed = parseJson(enrolmentRecord, found.secret);
  return { record: parsed.success ? parsed.data : nothing, readability: 'readable' };
}

export function writeRecord(secrets: SecretStore, record: EnrolmentRecord): Promise<void> {
  return secrets.write(secretName, JSON.stringify(record));
}
