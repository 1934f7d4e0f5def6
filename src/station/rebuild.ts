import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StationError } from '../contract/errors.ts';
import { ok, type Result } from '../domain/result.ts';
import { storedBills } from './files/bill-sidecars.ts';
import { storedFiles } from './files/read-sidecars.ts';
import { openDataFolder } from './policy/data-folder.ts';
import type { Log } from './ports/clock.ts';
import { gatherSalvage, putSalvage } from './salvage.ts';
import { copyAside, removeStore, replaceStore } from './store/damaged-store.ts';
import { openStore } from './store/open-store.ts';

export interface RebuildOptions {
  readonly dataFolder: string;
  readonly operator: string;
  readonly log: Log;
  readonly onBatch: (batch: { readonly id: string; readonly name: string; readonly pages: number }) => void;
}

export interface Rebuilt {
  readonly type: 'rebuilt';
  readonly batches: number;
  readonly pages: number;
  /** Pictures nothing is known of: to be imported. */
  readonly found: readonly string[];
  /** Sidecars whose picture is gone. */
  readonly pictureless: number;
  /** Where the damaged database lies now; null: there was none. */
  readonly aside: string | null;
}

/**
 * A new database from pictures and sidecars, in the place of one that cannot be read, which is put aside first. Every bill
 * comes back as its sidecar has it, with what was sent of it, and every page up to the last; settings, operators and the
 * audit trail were in the database alone. A database that reads (`sound`) is left as it is. Broken off, it can be begun anew.
 */
export async function rebuildStation(
  options: RebuildOptions,
): Promise<Result<Rebuilt | { readonly type: 'sound' }, StationError>> {
  const { dataFolder, log } = options;
  const folder = await openDataFolder(dataFolder);
  if (!folder.ok) return folder;
  try {
    const path = join(dataFolder, 'station.sqlite');
    const isThere = existsSync(path) && statSync(path).size > 0;
    if (isThere) {
      const opened = openStore(path, { log });
      if (opened.ok) {
        opened.value.close();
        return ok({ type: 'sound' });
      }
      if (opened.error.type !== 'StoreDamaged') return opened;
    }
    const aside = existsSync(path) ? copyAside(path) : null;
    const made = join(dataFolder, 'rebuilding.sqlite');
    removeStore(made);
    const filled = await fill(made, options);
    if (!filled.ok) return filled;
    replaceStore(made, path);
    return ok({ type: 'rebuilt', ...filled.value, aside });
  } finally {
    folder.value.close();
  }
}

type Filled = Omit<Rebuilt, 'type' | 'aside'>;

async function fill(path: string, options: RebuildOptions): Promise<Result<Filled, StationError>> {
  const salvage = await gatherSalvage(options);
  const opened = openStore(path, { log: options.log });
  if (!opened.ok) return opened;
  const store = opened.value;
  try {
    let pages = 0;
    for (const batch of putSalvage(store, salvage, options)) {
      pages += batch.pages;
      options.onBatch(batch);
    }
    const { batches, found, pictureless } = salvage;
    return ok({ batches: batches.size, pages, found, pictureless });
  } finally {
    store.close();
  }
}

/** A database that is gone while pages are there cannot be a new one: it is as good as damaged. */
export async function isStoreLost(dataFolder: string): Promise<boolean> {
  const path = join(dataFolder, 'station.sqlite');
  if (existsSync(path) && statSync(path).size > 0) return false;
  for await (const _ of storedBills(dataFolder)) return true;
  for await (const file of storedFiles(dataFolder)) if (file.type === 'page') return true;
  return false;
}
