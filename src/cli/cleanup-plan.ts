import { type CleanupPlan, type CleanupPreset, cleanupPresets } from '../domain/rules/cleanup.ts';
import { profileNamed } from '../domain/rules/profiles.ts';
import { usage } from './arguments.ts';
import type { Output } from './output.ts';
import { openStoredSettings } from './stored-settings.ts';

/** Null: none was asked for. */
export function presetNamed(name: string | undefined): CleanupPlan | null {
  return name === undefined ? null : cleanupPresets[name as CleanupPreset];
}

/** The preset, else the profile's, else the usual; null where there is no such profile, which is told. */
export async function planFor(
  asked: {
    readonly cleanup: string | undefined;
    readonly profile: string | undefined;
    readonly data: string | null;
  },
  output: Output,
): Promise<CleanupPlan | null> {
  const preset = presetNamed(asked.cleanup);
  if (asked.profile === undefined) return preset ?? cleanupPresets.standard;
  if (asked.data === null) throw usage('--profile needs --data');
  const stored = await openStoredSettings(asked.data);
  if (!stored.ok) {
    output.failure(stored.error, {});
    return null;
  }
  const profile = profileNamed(stored.value.settings.profiles(), asked.profile);
  stored.value.close();
  if (profile) return preset ?? profile.settings.cleanup;
  output.failure({ type: 'ProfileNotFound', profileId: asked.profile }, {});
  return null;
}
