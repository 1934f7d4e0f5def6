import type { CommandParsed } from '../../contract/commands.ts';
import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { ProfileSet, ScanPolicy } from '../../domain/rules/profile.ts';
import {
  deleteProfile,
  type ProfileRefusal,
  saveProfile,
  setDefaultProfile,
} from '../../domain/rules/profiles.ts';
import type { Settings } from '../ports/settings.ts';
import type { CapturePort } from '../ports/workers.ts';

export interface ProfilePorts {
  readonly settings: Settings;
  readonly scanPolicy: ScanPolicy;
  readonly scanner: CapturePort;
  /** Aborted when the station closes: a person may never close the vendor's dialog. */
  readonly closing: AbortSignal;
}

type Done = Result<Record<string, never>, StationError>;

export function keepProfile(ports: ProfilePorts, profile: CommandParsed<'profiles.save'>): Done {
  if (profile.settings.name.trim() === '')
    return err({ type: 'InvalidCommand', detail: 'a profile needs a name' });
  return keep(ports, saveProfile(ports.settings.profiles(), profile, ports.scanPolicy));
}

export function dropProfile(ports: ProfilePorts, { profileId }: CommandParsed<'profiles.delete'>): Done {
  return keep(ports, deleteProfile(ports.settings.profiles(), profileId));
}

export function keepDefault(
  ports: ProfilePorts,
  { work, profileId }: CommandParsed<'profiles.setDefault'>,
): Done {
  return keep(ports, setDefaultProfile(ports.settings.profiles(), work, profileId));
}

export async function configureDevice(
  { scanner, closing }: ProfilePorts,
  { deviceId, vendorSettings }: CommandParsed<'profiles.configure'>,
): Promise<Result<{ vendorSettings: string | null }, StationError>> {
  const configured = await scanner.configure(deviceId, vendorSettings, closing);
  return configured.ok ? ok({ vendorSettings: configured.value }) : configured;
}

function keep({ settings }: ProfilePorts, changed: Result<ProfileSet, ProfileRefusal>): Done {
  if (!changed.ok) return changed;
  settings.setProfiles(changed.value);
  return ok({});
}
