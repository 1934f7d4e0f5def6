import type { HostWork } from './host-process.ts';
import type { TwainLimits } from './limits.ts';
import type { HeartbeatFrame } from './messages.ts';

/** From here on a source makes pages (TWAIN states: 4 open, 5 enabled, 6 image ready, 7 transferring). */
const enabled = 5;
const opened = 4;

/**
 * Why a host that still beats has to be ended, in words; null: let it go on. A source may hang in a call, or let us
 * wait for ever between two. People may take their time in its dialog.
 */
export function overdue(
  { state, busyMs }: HeartbeatFrame,
  verb: HostWork['verb'],
  /** Since the host was started, and since the present step was asked for. */
  waited: { readonly totalMs: number; readonly stepMs: number },
  limits: TwainLimits,
): string | null {
  if (verb === 'list') return exceeds('looking for sources', waited.totalMs, limits.listMs, state);
  if (verb === 'configure' && state >= opened) return null;
  const limitMs = state >= enabled ? limits.pageMs : limits.openingMs;
  return exceeds('in one call', busyMs, limitMs, state) ?? exceeds('waited', waited.stepMs, limitMs, state);
}

function exceeds(what: string, ms: number, limitMs: number, state: number): string | null {
  return ms > limitMs ? `${what} for ${Math.round(ms)} ms, state ${state}` : null;
}
