import type { CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { LiveCaptures } from './live-captures.ts';

export function cancelCapture(
  ports: { readonly captures: LiveCaptures },
  input: CommandParsed<'capture.cancel'>,
): Result<Record<string, never>, StationError> {
  if (!ports.captures.cancel(input.captureJobId)) {
    return err({ type: 'CaptureNotFound', captureJobId: input.captureJobId });
  }
  return ok({});
}
