import type { StationError } from '../../contract/errors.ts';
import type { HandOverState } from '../../contract/wire.ts';
import type { BillId } from '../../domain/ids.ts';
import { uuidOf } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ErpAnswers } from '../ports/service.ts';
import type { OutboxEntry } from '../ports/store.ts';
import type { ServiceClient } from './service-client.ts';

const questionsAtOnce = 4;

/**
 * Tells the service that a person wants these revisions in the ERP as they were seen. Where it does not answer, the rest
 * is not asked: they would wait just as long for the same.
 */
export async function submitToErp(
  client: Pick<ServiceClient, 'submit'>,
  entries: readonly OutboxEntry[],
  signal: AbortSignal,
): Promise<ErpAnswers> {
  const answers = new Map<BillId, Result<HandOverState | null, StationError>>();
  let silence: StationError | null = null;
  const waiting = entries.values();
  async function work(): Promise<void> {
    for (const entry of waiting) {
      if (silence !== null) answers.set(entry.billId, err(silence));
      else answers.set(entry.billId, await submitOne(entry));
    }
  }
  async function submitOne({
    billId,
    revision,
    handOver,
  }: OutboxEntry): Promise<Result<HandOverState | null, StationError>> {
    const { id, attempt, fate } = handOver ?? { id: '', attempt: 0, fate: 'open' as const };
    // A service of before names no hand-over, and knows nothing of what was seen.
    const seen = id === '' ? {} : { seen: { id, attempt, fate } };
    const answer = await client.submit(uuidOf(billId), { revision, ...seen }, signal);
    if (answer.ok) return ok(answer.value.handOver);
    if (answer.error.next !== 'park') silence ??= answer.error.error;
    return err(answer.error.error);
  }
  await Promise.all(Array.from({ length: questionsAtOnce }, work));
  return answers;
}
