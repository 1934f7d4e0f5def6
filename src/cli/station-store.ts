import { join } from 'node:path';
import type { StationError } from '../contract/errors.ts';
import { ok, type Result } from '../domain/result.ts';
import { openDataFolder } from '../station/policy/data-folder.ts';
import type { Store } from '../station/ports/store.ts';
import { openStore } from '../station/store/open-store.ts';
import { logToStderr } from './environment.ts';

/** The store of a data folder without its station, which must not be open and cannot be opened until this is closed. */
export async function openStationStore(
  dataFolder: string,
): Promise<Result<{ readonly store: Store; close(): void }, StationError>> {
  const folder = await openDataFolder(dataFolder);
  if (!folder.ok) return folder;
  const store = openStore(join(dataFolder, 'station.sqlite'), { log: logToStderr });
  if (!store.ok) {
    folder.value.close();
    return store;
  }
  return ok({
    store: store.value,
    close() {
      store.value.close();
      folder.value.close();
    },
  });
}
