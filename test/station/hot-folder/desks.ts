import { afterEach } from 'vitest';
import type { StationOptions } from '../../../src/station/station.ts';
import { newDataFolder, openTestStation, type TestStation } from '../test-station.ts';
import { newHotFolder } from './dropped.ts';

/** Stations and watched folders of one test; what is still open at its end is closed, and the folders go. */
export function onDesks() {
  const removes: (() => unknown)[] = [];
  const opened = new Set<TestStation>();
  afterEach(async () => {
    for (const station of opened) await station.close();
    opened.clear();
    for (const remove of removes.splice(0).reverse()) await remove();
  });
  return {
    removes,
    folders(): { data: string; hot: string } {
      const [data, hot] = [newDataFolder(), newHotFolder()];
      removes.push(data.remove, hot.remove);
      return { data: data.path, hot: hot.path };
    },
    async open(data: string, overrides: Partial<StationOptions>): Promise<TestStation> {
      const station = await openTestStation(data, overrides);
      opened.add(station);
      return station;
    },
    async close(station: TestStation): Promise<void> {
      opened.delete(station);
      await station.close();
    },
  };
}
