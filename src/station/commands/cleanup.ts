import type { CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { ok, type Result } from '../../domain/result.ts';

export function rerunCleanup(
  _ports: unknown,
  _input: CommandParsed<'cleanup.rerun'>,
): Result<{ queued: number }, StationError> {
  return ok({ queued: 0 });
}

export function cancelCleanup(
  _ports: unknown,
  _input: CommandParsed<'cleanup.cancel'>,
): Result<{ cancelled: number }, StationError> {
  return ok({ cancelled: 0 });
}
