import type { Device } from '../../contract/device-shapes.ts';
import type { Fault } from '../../contract/errors.ts';
import type { Reach, ScanEvent, ScanRequest } from '../../contract/workers.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import { noDialog, type ScannerDriver } from '../driver.ts';
import { airscanFault, isAirscan } from './airscan-end.ts';
import { applyProfile } from './apply-profile.ts';
import { readCapabilities } from './capabilities.ts';
import type { SaneDevice } from './device.ts';
import type { LibSane } from './libsane.ts';
import { defaultSaneLimits, type SaneLimits } from './limits.ts';
import { type OpenDevice, openDevice } from './open-device.ts';
import { counterSensors } from './options.ts';
import { openPageBuffers } from './page-buffers.ts';
import { openSaneSession, systemLibrary } from './session.ts';
import { type StackEnd, takeStack } from './stack.ts';
import { type SaneFault, statusFault } from './status.ts';
import { DriverHung, watched } from './watch.ts';

export interface SaneOptions {
  readonly limits: SaneLimits;
  /** Null: libsane is not installed. */
  readonly loadLibrary: () => Promise<LibSane | null>;
  /** Called before side `index` is asked for, so that a test decides what comes. `set` throws for what the device refuses. */
  readonly beforeSide: (
    index: number,
    set: (name: string, value: string) => Promise<void>,
  ) => Promise<void> | void;
}

/**
 * Scanners of SANE backends, through libsane in this process. Device ids are `sane:` and SANE's own name. One request a
 * process: a second one throws.
 */
export function openSaneDriver(sane: Reach['sane'], options: Partial<SaneOptions> = {}): ScannerDriver {
  const limits = options.limits ?? defaultSaneLimits;
  const loadLibrary = options.loadLibrary ?? systemLibrary;
  const openSession = () => openSaneSession(sane, { limits, loadLibrary });

  return {
    async list(signal) {
      return orHung(async () => {
        const session = await openSession();
        // Nothing installed is no fault of a desk without SANE.
        if (!session.ok) return session.error.type === 'Unsupported' ? ok([]) : err(told(session.error));
        const { lib, config, close } = session.value;
        try {
          const found = await watched(lib.devices(config.isLocal), 'sane_get_devices', limits.listMs);
          if (signal.aborted) return err(told({ type: 'Cancelled', raw: null }));
          if (found.status !== 'GOOD') return err(told(statusFault(found.status, 'sane_get_devices')));
          return ok(found.devices.map(deviceOf));
        } finally {
          await closed(close);
        }
      });
    },
    async capabilities(deviceId, signal) {
      return orHung(async () => {
        const opened = await openDevice(openSession, deviceId, limits);
        if (!opened.ok) return err(told(opened.error));
        const { device, deviceType, close } = opened.value;
        try {
          const capabilities = await readCapabilities(device, deviceType);
          return signal.aborted ? err(told({ type: 'Cancelled', raw: null })) : ok(capabilities);
        } finally {
          await closed(close);
        }
      });
    },
    configure: async () => err(noDialog),
    async *scan(request, signal): AsyncGenerator<ScanEvent> {
      let sides = 0;
      try {
        for await (const event of scanning(request, signal)) {
          if (event.type === 'page') sides += 1;
          yield event;
        }
      } catch (cause) {
        if (!(cause instanceof DriverHung)) throw cause;
        const fault: SaneFault = signal.aborted
          ? { type: 'Cancelled', raw: cause.message }
          : { type: 'DriverTimeout', raw: cause.message };
        yield { type: 'fault', fault: { ...fault, afterSide: sides } };
      }
    },
  };

  async function* scanning(request: ScanRequest, signal: AbortSignal): AsyncGenerator<ScanEvent> {
    if (signal.aborted) return yield faultEvent({ type: 'Cancelled', raw: null }, 0);
    const opened = await openDevice(openSession, request.deviceId, limits);
    if (!opened.ok) return yield faultEvent(opened.error, 0);
    const { device, deviceType, close } = opened.value;
    let sides = 0;
    let last: ScanEvent;
    let isClosed = false;
    try {
      const applied = await applyProfile(device, request.profile, deviceType);
      if (applied.ok) {
        for (const note of applied.value.notes) yield { type: 'note', note };
        const sheetsBefore = await countedSheets(device);
        const stack = takeStack({
          device,
          request,
          applied: applied.value,
          limits,
          signal,
          buffers: openPageBuffers(),
          beforeSide: async (index) =>
            options.beforeSide?.(index, (name, value) => force(device, name, value)),
        });
        let step = await stack.next();
        try {
          for (; !step.done; step = await stack.next()) {
            if (step.value.type === 'page') sides += 1;
            yield step.value;
          }
        } finally {
          // Also where nobody asks for more: the device must not go on scanning.
          if (!step.done) await stack.return({ type: 'through', raw: null });
        }
        const fault = await endFault(step.value, opened.value, sides, signal);
        const deviceSheets = fault ? null : fedSince(sheetsBefore, await countedSheets(device));
        last = fault ? faultEvent(fault, sides) : { type: 'end', sides, deviceSheets };
      } else last = faultEvent(signal.aborted ? { type: 'Cancelled', raw: null } : applied.error, 0);
      isClosed = true;
      // Before the last word: whoever hears it may scan again at once.
      await closed(close);
    } finally {
      if (!isClosed) await closed(close);
    }
    yield last;
  }
}

/** What stands against the end that the backend told; null: nothing. */
async function endFault(
  end: StackEnd,
  { device, configPath }: OpenDevice,
  sides: number,
  signal: AbortSignal,
): Promise<SaneFault | null> {
  const isTold = end.type === 'fault' || end.raw !== null;
  if (isTold && isAirscan(device.name)) {
    return airscanFault({ deviceName: device.name, configPath, sides, end }, signal);
  }
  return end.type === 'fault' ? end.fault : null;
}

/** What hangs while it is taken down changes nothing about a stack. */
async function closed(close: () => Promise<void>): Promise<void> {
  try {
    await close();
  } catch (cause) {
    if (!(cause instanceof DriverHung)) throw cause;
  }
}

async function countedSheets(device: SaneDevice): Promise<number | null> {
  for (const name of counterSensors) {
    const option = device.option(name);
    const value = option && !option.isSettable ? await device.get(option) : null;
    if (value !== null) return Number(value);
  }
  return null;
}

/** A counter that was set back in between counts nothing. */
function fedSince(before: number | null, after: number | null): number | null {
  return before !== null && after !== null && after > before ? after - before : null;
}

async function force(device: SaneDevice, name: string, value: string): Promise<void> {
  const option = device.option(name);
  const taken = option && (await device.set(option, value));
  if (taken?.type !== 'taken') throw new Error(`${name} = ${value}: ${taken?.status ?? 'no such option'}`);
}

function deviceOf({ name, vendor, model }: { name: string; vendor: string; model: string }): Device {
  return { id: `sane:${name}`, name: `${vendor} ${model}`.trim(), driver: 'sane', detail: name };
}

async function orHung<T>(work: () => Promise<Result<T, Fault>>): Promise<Result<T, Fault>> {
  try {
    return await work();
  } catch (cause) {
    if (!(cause instanceof DriverHung)) throw cause;
    return err(told({ type: 'DriverTimeout', raw: cause.message }));
  }
}

function told(fault: SaneFault): Fault {
  return { ...fault, afterSide: 0 };
}

function faultEvent(fault: SaneFault, afterSide: number): ScanEvent {
  return { type: 'fault', fault: { ...fault, afterSide } };
}
