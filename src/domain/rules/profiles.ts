import { err, ok, type Result } from '../result.ts';
import { toHalfWidth } from './half-width.ts';
import {
  defaultScanProfile,
  type ProfileSet,
  type ScanPolicy,
  type ScanProfile,
  type ScanWork,
  type StoredProfile,
  scanWorks,
} from './profile.ts';

/** What a station has before anybody made a profile, and after the last one was deleted. Its id is the same everywhere. */
export const builtInProfiles: ProfileSet = {
  profiles: [
    {
      id: '019a0000-0000-7000-8000-000000000300',
      deviceId: null,
      deviceName: null,
      key: null,
      settings: defaultScanProfile,
    },
  ],
  defaults: { stack: null, insert: null, replace: null },
};

export type ProfileRefusal =
  | { readonly type: 'ProfileNotFound'; readonly profileId: string }
  | { readonly type: 'ProfileNameTaken'; readonly name: string }
  | { readonly type: 'ProfileKeyTaken'; readonly key: string; readonly name: string }
  | ResolutionRefusal;

export interface ResolutionRefusal {
  readonly type: 'ResolutionRefused';
  readonly dpi: number;
  readonly leastDpi: number;
}

/** The set with the profile in it, in place of the one with its id. The name is kept without blanks around it. */
export function saveProfile(
  set: ProfileSet,
  profile: StoredProfile,
  policy: ScanPolicy,
): Result<ProfileSet, ProfileRefusal> {
  const name = profile.settings.name.trim();
  const others = set.profiles.filter((other) => other.id !== profile.id);
  if (others.some((other) => isSameName(other.settings.name, name)))
    return err({ type: 'ProfileNameTaken', name });
  const rival = others.find((other) => other.key !== null && other.key === profile.key);
  if (rival?.key) return err({ type: 'ProfileKeyTaken', key: rival.key, name: rival.settings.name });
  const refused = resolutionRefusal(profile.settings.dpi, policy);
  if (refused) return err(refused);
  const saved = { ...profile, settings: { ...profile.settings, name } };
  const isKnown = others.length < set.profiles.length;
  const profiles = isKnown
    ? set.profiles.map((other) => (other.id === saved.id ? saved : other))
    : [...set.profiles, saved];
  return ok({ ...set, profiles });
}

/** The default of a work, or the first profile where none is set. */
export function chosenProfile(set: ProfileSet, work: ScanWork): ScanProfile {
  const chosen = set.profiles.find((profile) => profile.id === set.defaults[work]) ?? set.profiles[0];
  return chosen?.settings ?? defaultScanProfile;
}

/** Without the profile, also as a default. The last one gives way to the built-in. */
export function deleteProfile(set: ProfileSet, profileId: string): Result<ProfileSet, ProfileRefusal> {
  const profiles = set.profiles.filter((profile) => profile.id !== profileId);
  if (profiles.length === set.profiles.length) return err({ type: 'ProfileNotFound', profileId });
  if (profiles.length === 0) return ok(builtInProfiles);
  return ok({ profiles, defaults: defaultsAmong(profiles, set.defaults) });
}

/** Null: the profile chosen last is used for this work. */
export function setDefaultProfile(
  set: ProfileSet,
  work: ScanWork,
  profileId: string | null,
): Result<ProfileSet, ProfileRefusal> {
  if (profileId !== null && !set.profiles.some((profile) => profile.id === profileId))
    return err({ type: 'ProfileNotFound', profileId });
  return ok({ ...set, defaults: { ...set.defaults, [work]: profileId } });
}

/** By its name as a person types it; null for none. */
export function profileNamed(set: ProfileSet, name: string): StoredProfile | null {
  return set.profiles.find((profile) => isSameName(profile.settings.name, name)) ?? null;
}

/** Why nothing is scanned at this resolution; null where it is allowed. */
export function resolutionRefusal(dpi: number, { refuseBelowDpi }: ScanPolicy): ResolutionRefusal | null {
  if (refuseBelowDpi === null || dpi >= refuseBelowDpi) return null;
  return { type: 'ResolutionRefused', dpi, leastDpi: refuseBelowDpi };
}

function isSameName(one: string, other: string): boolean {
  return comparable(one) === comparable(other);
}

function comparable(name: string): string {
  return toHalfWidth(name).trim().toLowerCase();
}

function defaultsAmong(
  profiles: readonly StoredProfile[],
  defaults: ProfileSet['defaults'],
): ProfileSet['defaults'] {
  const kept = { ...defaults };
  for (const work of scanWorks) {
    if (!profiles.some((profile) => profile.id === kept[work])) kept[work] = null;
  }
  return kept;
}
