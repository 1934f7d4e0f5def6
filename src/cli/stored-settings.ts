import { join } from 'node:path';
import type { StationError } from '../contract/errors.ts';
import { ok, type Result } from '../domain/result.ts';
import { openDataFolder } from '../station/policy/data-folder.ts';
import { openSettings } from '../station/policy/settings.ts';
import type { Settings } from '../station/ports.ts';
import { openStore } from '../station/store/open-store.ts';
import { logToStderr } from './environment.ts';

/** The settings of a data folder without its station, which must not be open. */
export async function openStoredSettings(
  dataFolder: string,
): Promise<Result<{ settings: Settings; close: () => void }, StationError>> {
  const folder = await openDataFolder(dataFolder);
  if (!folder.ok) return folder;
  const store = openStore(join(dataFolder, 'station.sqlite'), { log: logToStderr });
  if (!store.ok) {
    folder.value.close();
    return store;
  }
  return ok({
    settings: openSettings(store.value, logToStderr),
    close() {
      store.value.close();
      folder.value.close();
    },
  });
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
