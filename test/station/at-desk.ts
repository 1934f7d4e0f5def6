import type { StationOptions } from '../../src/station/station.ts';
import { atEnd } from '../at-end.ts';
import { newDataFolder, openTestStation, type TestStation } from './test-station.ts';

/** A data folder of this test, gone when it is over. */
export function newFolder(): string {
  const { path, remove } = newDataFolder();
  atEnd(remove);
  return path;
}

/** A station in a folder of this test; what the test does not close is closed when it is over. */
export async function openAt(folder: string, overrides: Partial<StationOptions> = {}): Promise<TestStation> {
  const station = await openTestStation(folder, overrides);
  atEnd(station.close);
  return station;
}
