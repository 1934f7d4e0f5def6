import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { err, ok, type Result } from '../../domain/result.ts';
import { defaultScanProfile, type ScanProfile } from '../../domain/rules/profile.ts';
import { profileNamed, resolutionRefusal } from '../../domain/rules/profiles.ts';
import { openCaptureHost } from '../../station/jobs/capture-host.ts';
import type { Settings } from '../../station/ports/settings.ts';
import { openScannerReach } from '../../station/scanner-reach.ts';
import { stationOptions } from '../environment.ts';
import { type Failure, type Output, wordsOf } from '../output.ts';
import { noSettings, openStoredSettings } from '../stored-settings.ts';

export interface ScanOptions {
  readonly device: string;
  readonly out: string;
  /** Name of a stored profile in the data folder; `settings` are set over it. */
  readonly profile: string | null;
  readonly settings: Partial<ScanProfile>;
  /** Sheets counted by hand. */
  readonly count: number | null;
  readonly data: string | null;
}

/** `platen scan --device ID --out DIR`: sides as they come off the device, untouched. */
export async function scan(options: ScanOptions, output: Output): Promise<void> {
  if (options.data === null) {
    const profile = { ...defaultScanProfile, ...options.settings };
    return scanWith(options, profile, noSettings, output);
  }
  const stored = await openStoredSettings(options.data);
  if (!stored.ok) return output.failure(stored.error, {});
  try {
    const profile = profileFor(options, stored.value.settings);
    if (!profile.ok) return output.failure(profile.error, {});
    await scanWith(options, profile.value, stored.value.settings, output);
  } finally {
    stored.value.close();
  }
}

function profileFor(options: ScanOptions, settings: Settings): Result<ScanProfile, Failure> {
  const { profile: name } = options;
  const chosen = name === null ? null : profileNamed(settings.profiles(), name);
  if (name !== null && !chosen) return err({ type: 'ProfileNotFound', profileId: name });
  return ok({ ...(chosen?.settings ?? defaultScanProfile), ...options.settings });
}

async function scanWith(
  { device: deviceId, out: folder, count }: ScanOptions,
  profile: ScanProfile,
  settings: Parameters<typeof openScannerReach>[1],
  output: Output,
): Promise<void> {
  const station = stationOptions({});
  const refused = resolutionRefusal(profile.dpi, station.scanPolicy);
  if (refused) return output.failure(refused, {});
  if (profile.dpi < station.scanPolicy.warnBelowDpi)
    output.note(`below ${station.scanPolicy.warnBelowDpi} dpi small print may not be read`);
  await mkdir(folder, { recursive: true });
  const spoolFolder = await mkdtemp(join(tmpdir(), 'platen-scan-'));
  const scanners = openScannerReach(station, settings);
  const scanner = openCaptureHost({
    ...station,
    spoolFolder,
    reach: scanners.current,
    onPinned: scanners.pin,
  });
  const interrupt = new AbortController();
  const onInterrupt = () => interrupt.abort();
  process.once('SIGINT', onInterrupt);
  let sides = 0;
  let sheets = 0;
  try {
    for await (const step of scanner.scan({ deviceId, profile }, interrupt.signal)) {
      switch (step.type) {
        case 'page': {
          const { sheet, side, dpi, image, info } = step;
          const out = join(folder, `${String(sides + 1).padStart(4, '0')}-${side}${extensionOf(image)}`);
          await copyFile(image.path, out);
          await rm(image.path, { force: true });
          sides += 1;
          sheets = Math.max(sheets, sheet);
          const { width, height, sha256, mime } = image;
          output.line(
            { type: 'page', n: sides, sheet, side, width, height, dpi, mime, sha256, info, out },
            `sheet ${sheet} ${side}: ${width} x ${height}, ${dpi} dpi -> ${out}`,
          );
          break;
        }
        case 'note':
          output.line({ type: 'note', note: step.note }, `note: ${wordsOf(step.note)}`);
          break;
        case 'fault':
          output.failure({ ...step.fault, afterSide: sides }, { type: 'fault' });
          break;
        case 'end':
          output.line(
            { type: 'end', sides, sheets, deviceSheets: step.deviceSheets },
            `end of the stack after ${sheets} sheets, ${sides} sides`,
          );
      }
    }
    if (count !== null && count !== sheets)
      output.failure({ type: 'CountDiffers', counted: count, fed: sheets }, { type: 'count' });
  } finally {
    process.removeListener('SIGINT', onInterrupt);
    await scanners.close();
    await rm(spoolFolder, { recursive: true, force: true });
  }
}

const extensionByMime: Readonly<Record<string, string>> = {
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/tiff': '.tif',
};

function extensionOf(image: { readonly mime: string; readonly path: string }): string {
  return extensionByMime[image.mime] ?? extname(image.path);
}
