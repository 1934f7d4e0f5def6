import type { ScanProfile } from '../../domain/rules/profile.ts';
import type { SaneDevice } from './device.ts';
import { duplexSwitch, sourceKind, sourceOptions } from './options.ts';
import { fittingValue, isTaken, settable } from './settle.ts';

/** One way to feed paper. */
export type Feed = 'platen' | 'simplex' | 'duplex';

export function feedOf(profile: Pick<ScanProfile, 'source' | 'sides'>): Feed {
  return profile.source === 'platen' ? 'platen' : profile.sides;
}

/**
 * Sets the device to feed so; false where it cannot. `deviceType` (a word of the standard) counts only for devices
 * without any source option.
 */
export async function setFeed(device: SaneDevice, feed: Feed, deviceType: string | null): Promise<boolean> {
  const source = settable(device, sourceOptions);
  if (!source) return isOnlySource(feed, deviceType) && (await setDuplexSwitch(device, feed));
  const valueFor = (kind: Feed) => source.choices.find((choice) => sourceKind(choice) === kind);
  const own = valueFor(feed);
  if (own !== undefined) {
    if (!(await isTaken(device, source, own))) return false;
    // A switch beside it may still stand on the other.
    if (feed !== 'platen') await setDuplexSwitch(device, feed);
    return true;
  }
  const feeder = valueFor('simplex');
  if (feed !== 'duplex' || feeder === undefined || !(await isTaken(device, source, feeder))) return false;
  return setDuplexSwitch(device, 'duplex');
}

/** A glass never says that it is through: only what is surely fed by sheets may be asked for a stack. */
function isOnlySource(feed: Feed, deviceType: string | null): boolean {
  if (deviceType === 'virtual device') return true;
  return feed === 'platen' ? deviceType !== 'sheetfed scanner' : deviceType === 'sheetfed scanner';
}

async function setDuplexSwitch(device: SaneDevice, feed: Feed): Promise<boolean> {
  const option = settable(device, duplexSwitch.options);
  if (!option) return feed !== 'duplex';
  const value = fittingValue(option, feed === 'duplex' ? duplexSwitch.on : duplexSwitch.off);
  return value !== null && (await isTaken(device, option, value));
}
