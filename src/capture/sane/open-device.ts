import { err, ok, type Result } from '../../domain/result.ts';
import { openSaneDevice, type SaneDevice } from './device.ts';
import type { SaneLimits } from './limits.ts';
import { sourceOptions } from './options.ts';
import type { SaneSession } from './session.ts';
import { openFault, type SaneFault } from './status.ts';
import { watched } from './watch.ts';

/** A device of a session of its own; `close` ends both. */
export interface OpenDevice {
  readonly device: SaneDevice;
  /** Known only where the device has no source to choose. */
  readonly deviceType: string | null;
  readonly configPath: string;
  close(): Promise<void>;
}

/** Opens the session and the device behind an id; `Offline` where nobody answers to it. */
export async function openDevice(
  openSession: () => Promise<Result<SaneSession, SaneFault>>,
  deviceId: string,
  limits: SaneLimits,
): Promise<Result<OpenDevice, SaneFault>> {
  const session = await openSession();
  if (!session.ok) return session;
  const { lib, config } = session.value;
  const name = deviceId.replace(/^sane:/, '');
  let device = await openSaneDevice(lib, name, limits);
  let deviceType: string | null = null;
  if (device.ok && !sourceOptions.some((source) => device.ok && device.value.option(source))) {
    // Only the list says what kind of device it is, and some backends look through it by opening.
    await device.value.close();
    const found = await watched(lib.devices(config.isLocal), 'sane_get_devices', limits.listMs);
    deviceType = found.devices.find((one) => one.name === name)?.type ?? null;
    device = await openSaneDevice(lib, name, limits);
  }
  if (!device.ok) {
    await session.value.close();
    return err(openFault(device.error));
  }
  const opened = device.value;
  return ok({
    device: opened,
    deviceType,
    configPath: config.path,
    async close() {
      try {
        await opened.cancel();
        await opened.close();
      } finally {
        await session.value.close();
      }
    },
  });
}
