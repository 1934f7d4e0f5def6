import type { StationError } from '../../contract/errors.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { CleanupPlan } from '../../domain/rules/cleanup.ts';
import { defaultScanProfile, type ScanProfile } from '../../domain/rules/profile.ts';
import { profileNamed } from '../../domain/rules/profiles.ts';
import type { Station } from '../../station/station.ts';
import { reportOf } from '../batch-report.ts';
import { type CaptureSource, captureBatch } from '../capture-run.ts';
import { ask } from '../client.ts';
import { openCliStation } from '../environment.ts';
import type { Output } from '../output.ts';

export interface CaptureOptions {
  readonly device: string | null;
  /** Name of a stored profile. */
  readonly profile: string | null;
  /** Sheets counted by hand. */
  readonly count: number | null;
  /** Set over the profile's; null: as the profile says. */
  readonly plan: CleanupPlan | null;
  readonly data: string | null;
}

/** `platen capture FILE... | --device ID`: a whole batch into the station's store. */
export async function capture(
  files: readonly string[],
  options: CaptureOptions,
  output: Output,
): Promise<void> {
  const opened = await openCliStation({
    door: 'account',
    ...(options.data === null ? {} : { dataFolder: options.data }),
    virtualScanner: options.device?.startsWith('virtual:') ? 'on' : 'off',
  });
  if (!opened.ok) return output.failure(opened.error, {});
  const station = opened.value;
  try {
    const source = await sourceOf(station, files, options);
    if (!source.ok) return output.failure(source.error, {});
    const done = await captureBatch(station, source.value, output);
    if (!done.ok) return output.failure(done.error, {});
    const { snapshot } = done.value;
    const bills = reportOf(snapshot);
    for (const bill of bills) {
      output.line(
        { ...bill },
        `bill ${bill.number ?? '(number not read)'}: ${bill.covers} cover, ${bill.invoices} invoices, ${bill.attachments} attachments`,
      );
    }
    const pages = snapshot.pages.length;
    const blank = snapshot.pages.filter((page) => page.mark === 'blank').length;
    const { id, name } = snapshot.batch;
    output.line(
      { type: 'batch', id, name, bills: bills.length, pages, blank },
      `batch ${name}: ${bills.length} bills, ${pages} pages, ${blank} of them blank`,
    );
  } finally {
    await station.close();
  }
}

async function sourceOf(
  station: Station,
  files: readonly string[],
  options: CaptureOptions,
): Promise<Result<CaptureSource, StationError>> {
  if (options.device === null) return ok({ from: 'files', files, cleanup: options.plan });
  const profile = await profileOf(station, options.profile);
  if (!profile.ok) return profile;
  const { device: deviceId, count: countedSheets, plan } = options;
  const cleanup = plan ?? profile.value.cleanup;
  return ok({ from: 'device', deviceId, profile: { ...profile.value, cleanup }, countedSheets });
}

/** The one named; without a name the default for stacks. */
async function profileOf(station: Station, name: string | null): Promise<Result<ScanProfile, StationError>> {
  const settings = await ask(station, 'settings.get', {});
  if (!settings.ok) return settings;
  const { profiles } = settings.value;
  const stored =
    name === null
      ? profiles.profiles.find((profile) => profile.id === profiles.defaults.stack)
      : profileNamed(profiles, name);
  if (stored) return ok(stored.settings);
  return name === null ? ok(defaultScanProfile) : err({ type: 'ProfileNotFound', profileId: name });
}
