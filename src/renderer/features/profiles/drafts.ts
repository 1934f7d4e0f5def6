import {
  defaultScanProfile,
  type ProfileSet,
  type ScanPolicy,
  type ScanProfile,
  type ScanWork,
  type StoredProfile,
  scanWorks,
} from '../../../domain/rules/profile.ts';
import { type ProfileRefusal, saveProfile } from '../../../domain/rules/profiles.ts';

/** A profile as it stands in the form. `works`: what it was made, or ceased to be, the default for. */
export interface Draft {
  readonly profile: StoredProfile;
  readonly works: Readonly<Partial<Record<ScanWork, 'take' | 'leave'>>>;
}

export function draftOf(profile: StoredProfile): Draft {
  return { profile, works: {} };
}

export function isDefaultFor(draft: Draft, work: ScanWork, set: ProfileSet): boolean {
  const wish = draft.works[work];
  return wish ? wish === 'take' : set.defaults[work] === draft.profile.id;
}

/** Works whose default saving the draft would change, and to what. */
export function defaultChanges(
  draft: Draft,
  set: ProfileSet,
): readonly { readonly work: ScanWork; readonly profileId: string | null }[] {
  return scanWorks.flatMap((work) => {
    const is = set.defaults[work] === draft.profile.id;
    const wanted = isDefaultFor(draft, work, set);
    return is === wanted ? [] : [{ work, profileId: wanted ? draft.profile.id : null }];
  });
}

export function isDirty(draft: Draft, set: ProfileSet): boolean {
  const saved = set.profiles.find((one) => one.id === draft.profile.id);
  if (!saved) return true;
  return comparable(saved) !== comparable(draft.profile) || defaultChanges(draft, set).length > 0;
}

/** Why the station would not take it; null when it would. An empty name is the form's own matter. */
export function refusalOf(draft: Draft, set: ProfileSet, policy: ScanPolicy): ProfileRefusal | null {
  const result = saveProfile(set, draft.profile, policy);
  return result.ok ? null : result.error;
}

export function changed(draft: Draft, part: Partial<ScanProfile>): Draft {
  const { profile } = draft;
  return { ...draft, profile: { ...profile, settings: { ...profile.settings, ...part } } };
}

export function newProfile(id: string, name: string): StoredProfile {
  return {
    id,
    deviceId: null,
    deviceName: null,
    key: null,
    settings: { ...defaultScanProfile, name },
  };
}

/** The settings of another under a name and id of its own; a key belongs to one profile only. */
export function copyOf(profile: StoredProfile, id: string, name: string): StoredProfile {
  return { ...profile, id, key: null, settings: { ...profile.settings, name } };
}

/** The name itself, or with the first number from 2 that makes it one of its own. */
export function freeName(
  name: string,
  taken: readonly string[],
  nth: (name: string, number: number) => string,
): string {
  if (!taken.includes(name)) return name;
  for (let number = 2; ; number += 1) {
    const numbered = nth(name, number);
    if (!taken.includes(numbered)) return numbered;
  }
}

function comparable({ id, deviceId, key, settings }: StoredProfile): string {
  const sorted = (record: object) => Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([id, deviceId, key, sorted({ ...settings, options: sorted(settings.options) })]);
}
