import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Log } from '../../../src/station/ports/clock.ts';
import type { Store } from '../../../src/station/ports/store.ts';
import { openStore } from '../../../src/station/store/open-store.ts';

/** A folder that is gone when the test is over. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'platen-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export const quiet: Log = () => undefined;

export function opened(path: string, log: Log = quiet): Store {
  const store = openStore(path, { log });
  if (!store.ok) throw new Error(JSON.stringify(store.error));
  onTestFinished(() => store.value.close());
  return store.value;
}

export function newStore(): Store {
  return opened(join(temporaryFolder(), 'station.sqlite'));
}
