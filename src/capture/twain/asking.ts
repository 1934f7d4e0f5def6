import type { Capabilities } from '../../contract/device-shapes.ts';
import type { Reach } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { toContract } from './capabilities.ts';
import { faultOf, isWithoutManager, type TwainFault } from './faults.ts';
import type { HostWork } from './host-process.ts';
import type { TwainLimits } from './limits.ts';
import type { HostFrame } from './messages.ts';
import { openSession } from './session.ts';
import { vendorSettingsLine } from './settings.ts';
import type { FoundSource } from './sources.ts';

/* The verbs that make no pages: each is one session, heard to its last frame. */

type SourceAt = Pick<HostWork, 'command' | 'source'>;

/** As many characters of base64 as a profile keeps. */
const mostVendorSettings = 1_000_000;

/** The sources of one width; with a fault, those told before it. */
export async function listSources(
  { bits, command }: Reach['twain']['hosts'][number],
  limits: TwainLimits,
  signal: AbortSignal,
): Promise<{ readonly sources: FoundSource[]; readonly fault: TwainFault | null }> {
  const heard = await hear({ command, verb: 'list', source: null, settings: [] }, limits, signal);
  const sources = heard.frames.flatMap(({ message }) =>
    message.type === 'source' ? [{ bits, name: message.name, manufacturer: message.manufacturer }] : [],
  );
  return { sources, fault: heard.fault };
}

export async function capabilitiesOf(
  at: SourceAt,
  limits: TwainLimits,
  signal: AbortSignal,
): Promise<Result<Capabilities, TwainFault>> {
  const heard = await hear({ ...at, verb: 'capabilities', settings: [] }, limits, signal);
  if (heard.fault) return err(heard.fault);
  for (const { message } of heard.frames) {
    if (message.type === 'capabilities') return ok(toContract(message));
  }
  return err({ type: 'Unknown', raw: 'done without capabilities' });
}

/** The vendor's dialog; null: closed without saving. */
export async function configureSource(
  at: SourceAt,
  vendorSettings: string | null,
  limits: TwainLimits,
  signal: AbortSignal,
): Promise<Result<string | null, TwainFault>> {
  const settings = vendorSettings === null ? [] : [vendorSettingsLine(vendorSettings)];
  const heard = await hear({ ...at, verb: 'configure', settings }, limits, signal);
  if (heard.fault) return err(heard.fault);
  for (const { message, bytes } of heard.frames) {
    if (message.type !== 'configured') continue;
    if (!message.saved) return ok(null);
    const saved = bytes.toString('base64');
    if (saved.length <= mostVendorSettings) return ok(saved);
    return err({ type: 'Unsupported', raw: `${bytes.length} bytes of vendor settings` });
  }
  return err({ type: 'Unknown', raw: 'done without an answer' });
}

/** Every frame until the process is gone; after an abort only `Cancelled` counts. */
async function hear(
  work: Parameters<typeof openSession>[0],
  limits: TwainLimits,
  signal: AbortSignal,
): Promise<{ readonly frames: readonly HostFrame[]; readonly fault: TwainFault | null }> {
  const session = openSession(work, limits, signal);
  const frames: HostFrame[] = [];
  let told: TwainFault | null = null;
  while (true) {
    const step = await session.next();
    if (step.type === 'gone') {
      const fault = signal.aborted
        ? { type: 'Cancelled' as const, raw: step.fault?.raw ?? null }
        : (told ?? step.fault);
      return { frames, fault };
    }
    const { message } = step.frame;
    if (message.type === 'fault' && work.verb === 'list' && isWithoutManager(message)) continue;
    if (message.type === 'fault') told ??= faultOf(message, 0);
    else if (message.type === 'cancelled') told ??= { type: 'Cancelled', raw: 'by the source' };
    else frames.push(step.frame);
  }
}
