import type { Device } from '../../contract/device-shapes.ts';
import type { CaptureJob } from '../../contract/queries.ts';
import { defaultScanProfile, type ScanWork, type StoredProfile } from '../../domain/rules/profile.ts';
import type { ActionContext } from './context.ts';

/** A station without profiles scans with what the field usually takes. */
const usualProfile: StoredProfile = {
  id: '',
  deviceId: null,
  deviceName: null,
  key: null,
  settings: defaultScanProfile,
};

type Choice = Pick<ActionContext, 'now' | 'ui'>;

/** What a kind of work is scanned with: chosen by hand, else its default, else as for a stack. */
export function profileFor(context: Choice, work: ScanWork): StoredProfile {
  const profiles = context.now.settings?.profiles.profiles ?? [];
  const defaults = context.now.settings?.profiles.defaults;
  const byId = (id: string | null | undefined) => profiles.find((one) => one.id === id);
  const ofWork = work === 'stack' ? undefined : byId(defaults?.[work]);
  return (
    ofWork ??
    byId(context.ui.profileId) ??
    byId(defaults?.stack) ??
    byId(context.ui.lastProfileId) ??
    profiles[0] ??
    usualProfile
  );
}

/** The scanner a profile scans with; null where one has to be chosen first. */
export function deviceOf(context: Choice, profile: StoredProfile): Pick<Device, 'id' | 'name'> | null {
  if (profile.deviceId === null) return context.ui.device;
  return { id: profile.deviceId, name: profile.deviceName ?? profile.deviceId };
}

/**
 * What a stack that stopped goes on with: the profile chosen since, else the one it was scanned with as it is set now,
 * because a setting or a scanner that was wrong has been put right in between.
 */
export function profileToGoOn(context: Choice, job: CaptureJob): StoredProfile {
  const profiles = context.now.settings?.profiles.profiles ?? [];
  const chosen = profiles.find((one) => one.id === context.ui.chosenSinceScan);
  const same = profiles.find((one) => one.settings.name === job.profile?.name);
  const profile = chosen ?? same ?? { ...usualProfile, settings: job.profile ?? defaultScanProfile };
  const isDeviceOpen = profile.deviceId === null && context.ui.device === null;
  return isDeviceOpen ? { ...profile, deviceId: job.deviceId } : profile;
}

/** The one step that decides what Scan uses from now on. */
export function chooseProfile(context: ActionContext, profileId: string): void {
  context.workbench.set({ profileId, chosenSinceScan: profileId });
}
