import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { ok, type Result } from '../../domain/result.ts';
import { erpStepOf } from '../../domain/rules/bill-standing.ts';
import type { Clock } from '../ports/clock.ts';
import type { ErpAnswers } from '../ports/service.ts';
import type { OutboxEntry, Store } from '../ports/store.ts';

export interface ErpPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly operator: string;
  /** Resolves when the service has answered for each, and the station has heard how they stand. */
  readonly submitToErp: (entries: readonly OutboxEntry[]) => Promise<ErpAnswers>;
}

type Failed = CommandOutput<'bill.submitToErp'>['failed'][number];

/**
 * Hands matched bills to the ERP by a person's word. What he wants is in the audit trail before it is asked for, so that it
 * is there also when the answer is lost; asked once more, the service starts nothing twice.
 */
export async function submitBillsToErp(
  { store, clock, operator, submitToErp }: ErpPorts,
  { billIds, lookedUp }: CommandParsed<'bill.submitToErp'>,
): Promise<Result<CommandOutput<'bill.submitToErp'>, StationError>> {
  const failed: Failed[] = [];
  const due: OutboxEntry[] = [];
  for (const billId of new Set(billIds)) {
    const entry = store.latestOutboxOf(billId);
    const error = entry === null ? ({ type: 'BillNotFound', billId } as const) : refusalOf(entry, lookedUp);
    if (error !== null) failed.push({ billId, number: entry?.number ?? '', error });
    else if (entry !== null) due.push(entry);
  }
  const note = (entry: OutboxEntry, act: string, more: object) =>
    store.appendAudit({
      at: clock.now(),
      operator,
      batchId: entry.batchId,
      subjects: [entry.billId],
      act,
      detail: JSON.stringify({ number: entry.number, revision: entry.revision, ...more }),
    });
  for (const entry of due) {
    const { id, attempt, fate } = entry.handOver ?? {};
    note(entry, 'erp.submit', { handOverId: id, attempt, fate });
  }
  const answers = due.length === 0 ? new Map() : await submitToErp(due);
  const submitted = due.flatMap((entry) => {
    const error = errorOf(entry, answers.get(entry.billId));
    if (error === null) return [entry.billId];
    note(entry, 'erp.submit-failed', { error: error.type });
    failed.push({ billId: entry.billId, number: entry.number, error });
    return [];
  });
  return ok({ submitted, failed });
}

function refusalOf(
  { billId, number, handOver, stage }: OutboxEntry,
  lookedUp: readonly string[],
): StationError | null {
  const step = erpStepOf(handOver, stage);
  if (step === 'none') return { type: 'ErpNotDue', number };
  return step === 'submit-looked-up' && !lookedUp.includes(billId)
    ? { type: 'ErpFateUnknown', number }
    : null;
}

/** Null: it is on its way to the ERP, or there. */
function errorOf({ number }: OutboxEntry, answer: ReturnType<ErpAnswers['get']>): StationError | null {
  if (answer === undefined) return { type: 'ErpOutOfReach', detail: '' };
  if (answer.ok) {
    const isTaken = answer.value?.state === 'submitting' || answer.value?.state === 'submitted';
    return isTaken ? null : { type: 'ErpStateChanged', number };
  }
  const { error } = answer;
  if (error.type === 'ServiceRefused' && error.status < 500 && error.status !== 429)
    return { type: 'ErpStateChanged', number };
  if (error.type === 'SignInNeeded') return error;
  return { type: 'ErpOutOfReach', detail: 'detail' in error ? error.detail : error.type };
}
