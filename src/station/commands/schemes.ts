import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import type { Result } from '../../domain/result.ts';
import { schemeChanges } from '../../domain/rules/scheme-changes.ts';
import type { Clock } from '../ports/clock.ts';
import type { Desk } from '../ports/service.ts';
import type { Store } from '../ports/store.ts';
import type { Gate } from './gate.ts';

export interface SchemePorts {
  readonly store: Pick<Store, 'appendAudit'>;
  readonly clock: Clock;
  readonly operator: string;
  readonly desk: Desk;
  readonly gate: Pick<Gate, 'schemes'>;
}

/** A changed book of schemes: kept by the service, which tells every station, and in the audit trail here. */
export async function saveSchemes(
  { store, clock, operator, desk, gate }: SchemePorts,
  { revision, book }: CommandParsed<'schemes.save'>,
): Promise<Result<CommandOutput<'schemes.save'>, StationError>> {
  const before = gate.schemes();
  const answer = await desk.saveSchemes({ revision, operator, book });
  if (!answer.ok) return answer;
  const changed = schemeChanges(before, answer.value.book);
  store.appendAudit({
    at: clock.now(),
    operator,
    batchId: null,
    subjects: [],
    act: 'schemes.save',
    detail: JSON.stringify({ revision: answer.value.revision, changed }),
  });
  return answer;
}
