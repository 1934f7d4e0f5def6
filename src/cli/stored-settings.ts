import type { StationError } from '../contract/errors.ts';
import { ok, type Result } from '../domain/result.ts';
import { openSettings } from '../station/policy/settings.ts';
import type { Settings } from '../station/ports/settings.ts';
import { logToStderr } from './environment.ts';
import { openStationStore } from './station-store.ts';

/** The settings of a data folder without its station, which must not be open. */
export async function openStoredSettings(
  dataFolder: string,
): Promise<Result<{ settings: Settings; close: () => void }, StationError>> {
  const opened = await openStationStore(dataFolder);
  if (!opened.ok) return opened;
  return ok({ settings: openSettings(opened.value.store, logToStderr), close: opened.value.close });
}

/** For a command that looks into no data folder: nothing typed, nothing pinned, nothing kept. */
export const noSettings: Pick<
  Settings,
  'scannerAddresses' | 'scannerPins' | 'setScannerPins' | 'scannerHosts' | 'setScannerHosts'
> = {
  scannerAddresses: () => [],
  scannerPins: () => ({}),
  setScannerPins: () => undefined,
  scannerHosts: () => ({}),
  setScannerHosts: () => undefined,
};
