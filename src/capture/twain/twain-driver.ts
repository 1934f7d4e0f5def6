import type { Fault } from '../../contract/errors.ts';
import type { Reach, ScanEvent } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ScannerDriver } from '../driver.ts';
import { capabilitiesOf, configureSource, listSources } from './asking.ts';
import type { TwainFault } from './faults.ts';
import { defaultTwainLimits, type TwainLimits } from './limits.ts';
import { openSession } from './session.ts';
import { settingsOf } from './settings.ts';
import { mergeSources, sourceOf } from './sources.ts';
import { takeStack } from './stack.ts';

type Twain = Reach['twain'];

/**
 * TWAIN sources, each loaded by a host process of its width (native/twain-host), one process a request. Device ids are
 * `twain:<bits>:<ProductName>`. The hosts get the environment of this process.
 */
export function openTwainDriver(twain: Twain, limits: TwainLimits = defaultTwainLimits): ScannerDriver {
  return {
    async list(signal) {
      const asked = await Promise.all(twain.hosts.map((host) => listSources(host, limits, signal)));
      const sources = asked.flatMap((one) => one.sources);
      const failures = asked.flatMap(({ fault }) => (fault ? [fault] : []));
      const [first] = failures;
      if (signal.aborted) return err({ type: 'Cancelled', afterSide: 0, raw: null });
      // A driver that takes its host down must not hide the sources of the other, nor those told before it.
      if (first && failures.length === asked.length && sources.length === 0) return err(atStart(first));
      return ok(mergeSources(sources));
    },
    async capabilities(deviceId, signal) {
      const found = find(twain, deviceId, signal);
      return found.ok ? fromStart(await capabilitiesOf(found.value, limits, signal)) : found;
    },
    async configure(deviceId, vendorSettings, signal) {
      const found = find(twain, deviceId, signal);
      return found.ok ? fromStart(await configureSource(found.value, vendorSettings, limits, signal)) : found;
    },
    async *scan(request, signal): AsyncGenerator<ScanEvent> {
      const found = find(twain, request.deviceId, signal);
      if (!found.ok) {
        yield { type: 'fault', fault: found.error };
        return;
      }
      const { lines, notes } = settingsOf(request.profile);
      const session = openSession({ ...found.value, verb: 'scan', settings: lines }, limits, signal);
      yield* takeStack({ session, request, notes }, signal);
    },
  };
}

/** The host that loads the source, and the source's name. */
function find(
  { hosts }: Twain,
  deviceId: string,
  signal: AbortSignal,
): Result<{ readonly command: readonly string[]; readonly source: string }, Fault> {
  if (signal.aborted) return err({ type: 'Cancelled', afterSide: 0, raw: null });
  if (hosts.length === 0)
    return err({ type: 'Unsupported', afterSide: 0, raw: 'no TWAIN host on this system' });
  const source = sourceOf(deviceId);
  if (!source) return err({ type: 'Unsupported', afterSide: 0, raw: `no TWAIN source: ${deviceId}` });
  const host = hosts.find(({ bits }) => bits === source.bits);
  if (!host) return err({ type: 'Offline', afterSide: 0, raw: `no TWAIN host of ${source.bits} bit` });
  return ok({ command: host.command, source: source.name });
}

function fromStart<T>(result: Result<T, TwainFault>): Result<T, Fault> {
  return result.ok ? result : err(atStart(result.error));
}

function atStart(fault: TwainFault): Fault {
  return { ...fault, afterSide: 0 };
}
