import type { CheckedBill } from '../../contract/check.ts';
import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { uuidOf } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Desk } from '../ports/service.ts';
import type { Store } from '../ports/store.ts';

export interface CheckPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly operator: string;
  readonly desk: Desk;
}

type Answer<T> = Promise<Result<T, StationError>>;

/** A decision by hand: kept by the service, and in the audit trail here. */
export async function decideCheck(
  ports: CheckPorts,
  { verdict, decision, ...bill }: CommandParsed<'check.decide'>,
): Answer<CommandOutput<'check.decide'>> {
  const { operator, desk } = ports;
  const answer = await desk.decide(bill, { operator, verdict, decision });
  if (!answer.ok) return answer;
  noteOnBill(ports, bill, `check.${decision.type}`, { decisionId: answer.value.decisionId, decision });
  return ok(answer.value.check);
}

export async function undoCheck(
  ports: CheckPorts,
  { verdict, decisionId, ...bill }: CommandParsed<'check.undo'>,
): Answer<CommandOutput<'check.undo'>> {
  const { operator, desk } = ports;
  const answer = await desk.undo(bill, decisionId, { operator, verdict });
  if (answer.ok) noteOnBill(ports, bill, 'check.undo', { decisionId });
  return answer;
}

/** Sends a bill back. It comes back open by the changes of the service, as it does when the ERP sends it back. */
export async function returnBill(
  ports: CheckPorts,
  { revision, reason, pages, ...bill }: CommandParsed<'bill.return'>,
): Answer<CommandOutput<'bill.return'>> {
  const answer = await ports.desk.sendBack(bill, {
    revision,
    by: ports.operator,
    reason,
    pages: pages.map(({ pageId, reason: why }) => ({ pageUuid: uuidOf(pageId), reason: why })),
  });
  if (!answer.ok) return err(answer.error);
  noteOnBill(ports, bill, 'bill.return', { revision, reason });
  return ok({});
}

/** What was done at the service about a bill, of this station or another, as the audit trail has it. */
export function noteOnBill(
  { store, clock, operator }: CheckPorts,
  { billId, stationId }: CheckedBill,
  act: string,
  more: object,
): void {
  const entry = stationId === undefined ? store.latestOutboxOf(billId) : null;
  store.appendAudit({
    at: clock.now(),
    operator,
    batchId: entry?.batchId ?? null,
    subjects: [billId],
    act,
    detail: JSON.stringify({ number: entry?.number, revision: entry?.revision, stationId, ...more }),
  });
}
