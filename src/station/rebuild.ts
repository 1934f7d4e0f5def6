import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { StationError } from '../contract/errors.ts';
import type { Sidecar } from '../contract/sidecar.ts';
import type { IdSource } from '../domain/ids.ts';
import { ok, type Result } from '../domain/result.ts';
import type { Batch } from '../domain/tree/records.ts';
import { openTrees } from './commands/trees.ts';
import { storedFiles } from './files/read-sidecars.ts';
import { openDataFolder } from './policy/data-folder.ts';
import type { Clock, Log } from './ports/clock.ts';
import type { Store } from './ports/store.ts';
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
 * A new database from pictures and sidecars, in the place of one that cannot be read, which is put aside first. Every page
 * comes back in its batch, in the order it was taken, up to the last; what persons did to pages, numbers, receipts and
 * settings were in the database alone. A database that reads (`sound`) is left as it is. Broken off, it can be begun anew.
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
  const byBatch = new Map<Sidecar['batchId'], Sidecar[]>();
  const found: string[] = [];
  let pictureless = 0;
  for await (const file of storedFiles(options.dataFolder)) {
    if (file.type === 'found') found.push(file.path);
    else if (file.type === 'pictureless') pictureless += 1;
    else {
      const batch = byBatch.get(file.sidecar.batchId);
      if (batch) batch.push(file.sidecar);
      else byBatch.set(file.sidecar.batchId, [file.sidecar]);
    }
  }
  const opened = openStore(path, { log: options.log });
  if (!opened.ok) return opened;
  const store = opened.value;
  try {
    // Their ids tell which batch came first.
    for (const id of [...byBatch.keys()].toSorted()) addBatch(store, byBatch.get(id) ?? [], options);
    const pages = [...byBatch.values()].reduce((sum, sidecars) => sum + sidecars.length, 0);
    return ok({ batches: byBatch.size, pages, found, pictureless });
  } finally {
    store.close();
  }
}

function addBatch(store: Store, sidecars: readonly Sidecar[], options: RebuildOptions): void {
  const clock: Clock = { now: () => Date.now() };
  const ids: IdSource = ((kind: string) => `${kind}:${uuidv7()}`) as IdSource;
  const operator = options.operator;
  const ordered = sidecars.toSorted((a, b) => a.sequence - b.sequence || (a.pageId < b.pageId ? -1 : 1));
  const [first] = ordered;
  if (!first) return;
  const batch: Batch = {
    id: first.batchId,
    name: first.batchName,
    openedAt: first.at,
    openedBy: first.operator,
  };
  const act = { operator, batchId: batch.id, act: 'rebuilt' } as const;
  const detail = JSON.stringify({ pages: ordered.length });
  store.insertBatch(batch, { ...act, at: clock.now(), subjects: [batch.id], detail });
  const trees = openTrees({
    store,
    clock,
    ids,
    operator: () => operator,
    emit: () => undefined,
    onJobs: () => undefined,
  });
  for (const { pageId, grouping, at, operator: takenBy, ...taken } of ordered) {
    const { batchId: _batch, batchName: _name, sequence: _sequence, ...page } = taken;
    const added = trees.change(
      batch.id,
      { type: 'page.add', page: { ...page, id: pageId }, place: { at: 'tail' }, grouping },
      {
        jobs: [{ kind: 'page.read', urgency: 'capture', batchId: batch.id, pageId }],
        audit: [
          {
            ...act,
            at: clock.now(),
            subjects: [pageId],
            detail: JSON.stringify({ at, operator: takenBy, sha256: page.original.sha256 }),
          },
        ],
      },
    );
    if (!added.ok) throw new Error(`page refused: ${added.error.type}`);
  }
  options.onBatch({ id: batch.id, name: batch.name, pages: ordered.length });
}

/** A database that is gone while pages are there cannot be a new one: it is as good as damaged. */
export async function isStoreLost(dataFolder: string): Promise<boolean> {
  const path = join(dataFolder, 'station.sqlite');
  if (existsSync(path) && statSync(path).size > 0) return false;
  for await (const file of storedFiles(dataFolder)) if (file.type === 'page') return true;
  return false;
}
