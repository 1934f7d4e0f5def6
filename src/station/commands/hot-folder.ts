import type { StationError } from '../../contract/errors.ts';
import type { HotFolderSettings, StationStatus } from '../../contract/queries.ts';
import { uuidOf } from '../../domain/ids.ts';
import { err, ok, type Result } from '../../domain/result.ts';
import type { DroppedGroup, HotFolder } from '../ports/hot-folder.ts';
import { type ClaimRecord, openClaimRecords } from './hot-folder-records.ts';
import { inNaturalOrder, openSightings, type Patience } from './hot-folder-sightings.ts';
import { carryOn, closing, type TakePorts } from './hot-folder-take.ts';

/** Milliseconds. */
export interface HotFolderPace extends Patience {
  readonly pollMs: number;
  /** The longest pause between two tries while something is wrong. */
  readonly longestPauseMs: number;
}

export const usualPace: HotFolderPace = {
  pollMs: 2_000,
  quietMs: 5_000,
  emptyMs: 600_000,
  longestPauseMs: 30_000,
};

export interface HotFolderPorts extends Omit<TakePorts, 'records' | 'onLeft'> {
  /** The folder IT gives; null leaves it to be typed. */
  readonly given: string | null;
  readonly pace: HotFolderPace;
  /** A clock that only goes forward, in milliseconds. */
  readonly monotonicMs: () => number;
  readonly onStatus: () => void;
}

type Status = StationStatus['hotFolder'];
/** `again`: there may be more to do at once. */
type Step = Result<'again' | 'idle', string>;
const settingsKey = 'hot-folder';

/**
 * Watches a folder by looking: what a network share tells of changes cannot be relied on. One claim at a time goes all the
 * way to its end; whatever is wrong is told in the status, and tried again after ever longer pauses.
 */
export function openHotFolder(ports: HotFolderPorts): HotFolder {
  const { pace, folderFiles } = ports;
  const records = openClaimRecords(ports.store);
  const sightings = openSightings(pace);
  const takePorts: TakePorts = { ...ports, records, onLeft: sightings.renew };
  let status: Status = { folder: null, state: 'off', waiting: 0, code: null };
  let prepared: string | null = null;
  let wanted: string | null = null;
  let pauseMs = pace.pollMs;
  let elsewhereAt = 0;
  /** Subfolders whose files were taken, and when. */
  const emptied = new Map<string, number>();

  let timer: NodeJS.Timeout | null = null;
  let ticking: Promise<void> = Promise.resolve();
  let abort: AbortController | null = null;
  let isClosed = false;
  let isWoken = false;

  function settings(): HotFolderSettings {
    const text = ports.store.readSetting(settingsKey);
    const typed: Pick<HotFolderSettings, 'folder' | 'grouping'> =
      text === null ? { folder: null, grouping: 'split' } : JSON.parse(text);
    if (ports.given !== null) return { ...typed, folder: ports.given, by: 'given' };
    return { ...typed, by: 'typed' };
  }

  function tell(next: Status): void {
    const before = status;
    status = next;
    if (next.folder !== before.folder || next.state !== before.state || next.code !== before.code) {
      const level = next.state === 'unusable' ? 'warn' : 'info';
      ports.log(level, `hot-folder.${next.state}`, next.code === null ? {} : { code: next.code });
    } else if (next.waiting === before.waiting) return;
    ports.onStatus();
  }

  function schedule(ms: number): void {
    if (isClosed) return;
    timer = setTimeout(() => {
      timer = null;
      ticking = tick();
    }, ms);
    timer.unref();
  }

  async function tick(): Promise<void> {
    isWoken = false;
    const outcome = await step().catch(failureOf);
    if (outcome.ok) pauseMs = pace.pollMs;
    else {
      tell({ ...status, folder: wanted, state: 'unusable', code: outcome.error });
      pauseMs = Math.min(pauseMs * 2, pace.longestPauseMs);
    }
    schedule(isWoken || (outcome.ok && outcome.value === 'again') ? 0 : pauseMs);
  }

  /** A bug must not end the watching either: it is logged as one, and the next look may fare better. */
  function failureOf(cause: unknown): { readonly ok: false; readonly error: string } {
    const error = ports.asStationError(cause);
    if (error) return err(codeOf(error));
    ports.log('error', 'hot-folder.failed', {
      raw: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    });
    return err('Unknown');
  }

  async function step(): Promise<Step> {
    const { folder, grouping } = settings();
    wanted = folder;
    const claims = records.all();
    const here = claims.find((record) => record.folder === folder);
    if (here) return carry(here);
    const elsewhere = claims[0];
    if (elsewhere && ports.monotonicMs() >= elsewhereAt) return carryElsewhere(elsewhere);
    if (folder === null) {
      tell({ folder, state: 'off', waiting: 0, code: null });
      return ok('idle');
    }
    if (prepared !== folder) {
      const code = await folderFiles.prepare(folder);
      if (code !== null) return err(code);
      sightings.forget();
      prepared = folder;
    }
    return (await takeUpStray(folder, grouping, claims)) ?? look(folder, grouping);
  }

  async function carry(record: ClaimRecord): Promise<Step> {
    abort = new AbortController();
    if (isClosed) return ok('idle');
    const work = carryOn(takePorts, record, abort);
    ports.captures.track(work.then(nothing, nothing));
    const outcome = await work;
    if (!outcome.ok) return err(codeOf(outcome.error));
    if (record.subfolder !== null && record.folder === wanted)
      emptied.set(record.subfolder, ports.monotonicMs());
    return ok(outcome.value === 'finished' ? 'again' : 'idle');
  }

  /** A claim in a folder that is watched no more: it is ended too, but keeps nobody waiting while that folder is gone. */
  async function carryElsewhere(record: ClaimRecord): Promise<Step> {
    const outcome = await carry(record).catch(failureOf);
    if (!outcome.ok) {
      ports.log('warn', 'hot-folder.claim-waits', { claimId: record.claimId, code: outcome.error });
      elsewhereAt = ports.monotonicMs() + pace.longestPauseMs;
    }
    return ok('again');
  }

  /** A claim of ours without a record: the store was put back to an older state, or the machine fell over. */
  async function takeUpStray(
    folder: string,
    grouping: 'split' | 'whole',
    claims: readonly ClaimRecord[],
  ): Promise<Step | null> {
    for (const claimId of await folderFiles.claims(folder)) {
      if (claims.some((record) => record.claimId === claimId)) continue;
      const place = { folder, claimId };
      const total = (await folderFiles.claimed(place)).length;
      if (total === 0) {
        await folderFiles.closeClaim(place);
        continue;
      }
      ports.log('warn', 'hot-folder.stray', { claimId, files: total });
      records.save({
        ...newRecord(place, { subfolder: null, title: null }, grouping),
        state: 'taking',
        total,
      });
      return ok('again');
    }
    return null;
  }

  async function look(folder: string, grouping: 'split' | 'whole'): Promise<Step> {
    const groups = await folderFiles.look(folder);
    const outlook = sightings.see(groups, ports.monotonicMs());
    const code = outlook.hasStaleEmpty ? 'FileEmpty' : null;
    for (const group of outlook.ready) {
      const free = await freeOf(folder, group);
      if (free.length === 0) continue;
      if ((await ports.files.freeBytes()) < ports.reserveBytes) {
        tell({ folder, state: 'unusable', waiting: outlook.files, code: 'ENOSPC' });
        return err('ENOSPC');
      }
      const place = { folder, claimId: uuidOf(ports.ids('batch')) };
      await folderFiles.openClaim(place);
      records.save({ ...newRecord(place, group, grouping), wanted: free });
      tell({ folder, state: 'watching', waiting: outlook.files - free.length, code });
      return ok('again');
    }
    tell({ folder, state: 'watching', waiting: outlook.files, code });
    await clearEmptied(folder);
    return ok('idle');
  }

  /** At the top a file that is held waits alone; a subfolder waits for all of its files. */
  async function freeOf(folder: string, { subfolder, files }: DroppedGroup): Promise<DroppedGroup['files']> {
    const free: DroppedGroup['files'][number][] = [];
    for (const file of files) {
      if (await folderFiles.isFree(folder, subfolder, file.name)) free.push(file);
      else if (subfolder !== null) return [];
    }
    return free.toSorted((a, b) => inNaturalOrder(a.name, b.name));
  }

  /** Somebody may still be copying into a subfolder whose first files were taken: it stays for a while. */
  async function clearEmptied(folder: string): Promise<void> {
    for (const [subfolder, atMs] of emptied) {
      if (ports.monotonicMs() - atMs < 2 * pace.quietMs) continue;
      emptied.delete(subfolder);
      await folderFiles.clearSubfolder(folder, subfolder);
    }
  }

  schedule(pace.pollMs);
  return {
    status: () => status,
    settings,
    async setSettings({ folder, grouping }) {
      const unusable = (code: string): Result<never, StationError> =>
        err({ type: 'HotFolderUnusable', path: folder ?? '', code });
      if (ports.given !== null && folder !== ports.given) return unusable('Given');
      const code = folder === null ? null : await folderFiles.prepare(folder);
      if (code !== null) return unusable(code);
      ports.store.writeSetting(settingsKey, JSON.stringify({ folder, grouping }));
      wake();
      return ok({});
    },
    async close() {
      isClosed = true;
      if (timer) clearTimeout(timer);
      abort?.abort(closing);
      await ticking;
    },
  };

  function wake(): void {
    isWoken = true;
    pauseMs = pace.pollMs;
    if (!timer) return;
    clearTimeout(timer);
    schedule(0);
  }
}

function newRecord(
  place: Pick<ClaimRecord, 'folder' | 'claimId'>,
  { subfolder, title }: Pick<ClaimRecord, 'subfolder' | 'title'>,
  grouping: ClaimRecord['grouping'],
): ClaimRecord {
  return {
    ...place,
    state: 'claiming',
    subfolder,
    title,
    grouping,
    wanted: [],
    total: 0,
    shelves: { done: null, failed: null },
    left: [],
  };
}

function nothing(): void {}

/** The system's word where there is one. */
function codeOf(error: StationError): string {
  if (error.type === 'DiskFull') return 'ENOSPC';
  return 'code' in error ? error.code : error.type;
}
