import { randomInt, scrypt } from 'node:crypto';
import { promisify } from 'node:util';
import type { z } from 'zod';
import type { codeReply, codeRequest } from '../../contract/enrolment.ts';
import { makeEnrolmentCode, readEnrolmentCode } from '../../domain/rules/enrolment-code.ts';
import { writing } from '../store/writing.ts';
import { codeMs, type EnrolmentParts } from './enrolment-parts.ts';
import { recordEvent } from './record-event.ts';

const derive = promisify<string, string, number, Buffer>(scrypt);
/** Expired codes are kept this much longer. */
const keptMs = 24 * 3_600_000;

/** Makes a code by which one station gets its token. */
export async function makeCode(
  { db, clock, serviceId }: EnrolmentParts,
  { station, by }: z.output<typeof codeRequest>,
): Promise<z.infer<typeof codeReply>> {
  const code = makeEnrolmentCode((signs) => randomInt(signs));
  const code_hash = await hashCode(serviceId, readEnrolmentCode(code) ?? '');
  return writing(db, async (tx) => {
    const now = await clock(tx);
    await tx
      .deleteFrom('enrolment_code')
      .where('expires_at', '<', now - keptMs)
      .execute();
    const expires_at = now + codeMs;
    await tx
      .insertInto('enrolment_code')
      .values({ code_hash, name: station, expires_at, enrolment_id: null })
      .execute();
    await recordEvent(tx, { at: now, act: 'code-made', name: station, station_id: null, asked_by: by });
    return { station, code, expiresAt: expires_at };
  });
}

/** Slow by intent: a code is short, and whoever reads the table must not try them all before they expire. */
export async function hashCode(serviceId: string, code: string): Promise<string> {
  return (await derive(code, serviceId, 32)).toString('hex');
}
