import { useState } from 'react';
import type { StationError } from '../../../contract/errors.ts';
import type { ProfileSet, StoredProfile } from '../../../domain/rules/profile.ts';
import { useWorkbench, type Workbench } from '../../actions/workbench-provider.tsx';
import { type Draft, defaultChanges, draftOf, isDirty } from './drafts.ts';

/** What the dialog holds of profiles: the station's, what was changed and not saved, and what was deleted just now. */
export interface Drafts {
  /** Saved ones as they stand in the form, then new ones. */
  readonly all: readonly Draft[];
  readonly chosen: Draft | null;
  readonly dirty: readonly Draft[];
  readonly deleted: Removed | null;
  readonly error: StationError | null;
  readonly isSaving: boolean;
  choose(profileId: string): void;
  change(draft: Draft): void;
  add(profile: StoredProfile): void;
  discard(profileId: string): void;
  /** True when every one of them was taken. */
  save(drafts: readonly Draft[]): Promise<boolean>;
  remove(draft: Draft): Promise<void>;
  restore(): Promise<void>;
}

interface Removed {
  readonly profile: StoredProfile;
  readonly defaults: ProfileSet['defaults'];
}

export function useDrafts(set: ProfileSet, firstId: string): Drafts {
  const workbench = useWorkbench();
  const [changes, setChanges] = useState<ReadonlyMap<string, Draft>>(new Map());
  const [chosenId, setChosenId] = useState(firstId);
  const [deleted, setDeleted] = useState<Removed | null>(null);
  const [error, setError] = useState<StationError | null>(null);
  const [isSaving, setIsSaving] = useState(false);

  const saved = set.profiles.map((profile) => changes.get(profile.id) ?? draftOf(profile));
  const fresh = [...changes.values()].filter(
    (draft) => !set.profiles.some((profile) => profile.id === draft.profile.id),
  );
  const all = [...saved, ...fresh];
  const chosen = all.find((draft) => draft.profile.id === chosenId) ?? all[0] ?? null;

  function put(draft: Draft): void {
    setChanges((now) => new Map(now).set(draft.profile.id, draft));
  }

  function forget(profileId: string): void {
    setChanges((now) => new Map([...now].filter(([id]) => id !== profileId)));
  }

  async function save(drafts: readonly Draft[]): Promise<boolean> {
    setIsSaving(true);
    let isWhole = true;
    for (const draft of drafts) {
      const refusal = await send(workbench, draft, set);
      setError(refusal);
      if (refusal) {
        setChosenId(draft.profile.id);
        isWhole = false;
        break;
      }
      await workbench.station.refreshSettings();
      forget(draft.profile.id);
    }
    setIsSaving(false);
    return isWhole;
  }

  async function remove(draft: Draft): Promise<void> {
    const { profile } = draft;
    setError(null);
    const kept = set.profiles.find((one) => one.id === profile.id);
    if (kept) {
      const result = await workbench.station.client.run('profiles.delete', { profileId: profile.id });
      if (!result.ok) {
        setError(result.error);
        return;
      }
    }
    // A profile that was never saved comes back as it stood in the form.
    setDeleted({ profile: kept ?? profile, defaults: set.defaults });
    await workbench.station.refreshSettings();
    forget(profile.id);
  }

  async function restore(): Promise<void> {
    if (!deleted) return;
    const { profile, defaults } = deleted;
    const works = Object.entries(defaults).flatMap(([work, id]) =>
      id === profile.id ? [[work, 'take']] : [],
    );
    const isDone = await save([{ profile, works: Object.fromEntries(works) }]);
    if (!isDone) return;
    setDeleted(null);
    setChosenId(profile.id);
  }

  return {
    all,
    chosen,
    dirty: all.filter((draft) => isDirty(draft, set)),
    deleted,
    error,
    isSaving,
    choose(profileId) {
      setError(null);
      setChosenId(profileId);
    },
    change(draft) {
      setError(null);
      put(draft);
    },
    add(profile) {
      put(draftOf(profile));
      setChosenId(profile.id);
    },
    discard(profileId) {
      setError(null);
      forget(profileId);
    },
    save,
    remove,
    restore,
  };
}

/** Null when the station took all of it. */
async function send(workbench: Workbench, draft: Draft, set: ProfileSet): Promise<StationError | null> {
  const { client } = workbench.station;
  const { settings } = draft.profile;
  const profile = { ...draft.profile, settings: { ...settings, name: settings.name.trim() } };
  const stored = await client.run('profiles.save', profile);
  if (!stored.ok) return stored.error;
  for (const change of defaultChanges(draft, set)) {
    const result = await client.run('profiles.setDefault', change);
    if (!result.ok) return result.error;
    // A new default is what the operator wants now: what was chosen by hand before gives way.
    if (change.work === 'stack') workbench.ui.set({ profileId: null });
  }
  return null;
}
