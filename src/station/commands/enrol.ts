import type { CommandOutput, CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { readEnrolmentCode } from '../../domain/rules/enrolment-code.ts';
import { parseServiceAddress } from '../../domain/rules/service-address.ts';
import type { Clock } from '../ports/clock.ts';
import type { EnrolPort } from '../ports/service.ts';
import type { Store } from '../ports/store.ts';

export interface EnrolPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly operator: string;
  readonly enrolment: EnrolPort;
}

/** Gets this station a token of its own; what it had before stays where that fails. */
export async function enrolStation(
  { store, clock, operator, enrolment }: EnrolPorts,
  input: CommandParsed<'service.enrol'>,
): Promise<Result<CommandOutput<'service.enrol'>, StationError>> {
  const address = parseServiceAddress(input.address);
  if (!address.ok) return err({ type: 'ServiceAddressInvalid', address: input.address.trim() });
  const given = enrolment.givenAddress();
  if (given !== null && given !== address.value) return err({ type: 'SettingGiven' });
  const code = readEnrolmentCode(input.code);
  if (code === null) return err({ type: 'EnrolmentRefused', reason: 'Code', name: '' });
  const enrolled = await enrolment.enrol(address.value, code);
  if (!enrolled.ok) return enrolled;
  const station = enrolled.value;
  store.appendAudit({
    at: clock.now(),
    operator,
    batchId: null,
    subjects: [],
    act: 'service.enrol',
    detail: JSON.stringify({ address: address.value, station }),
  });
  return ok({ station });
}
