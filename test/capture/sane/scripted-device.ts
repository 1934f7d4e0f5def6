import { applyProfile } from '../../../src/capture/sane/apply-profile.ts';
import { openSaneDevice } from '../../../src/capture/sane/device.ts';
import { defaultSaneLimits } from '../../../src/capture/sane/limits.ts';
import type { ScanProfile } from '../../../src/domain/rules/profile.ts';
import { openScriptedLibSane, type ScriptedFeed, type ScriptedOption } from './scripted-libsane.ts';

/** A device of that backend, set by a profile; `deviceType` counts only without a source option. */
export async function applied(
  backend: readonly ScriptedOption[],
  profile: ScanProfile,
  feed: readonly ScriptedFeed[] = [],
) {
  const scripted = openScriptedLibSane(backend, feed);
  const device = await openSaneDevice(scripted.lib, 'scripted:0', defaultSaneLimits);
  if (!device.ok) throw new Error(device.error);
  const result = await applyProfile(device.value, profile, 'sheetfed scanner');
  return { ...scripted, device: device.value, result };
}
