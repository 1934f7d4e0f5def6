import { chmodSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StationOptions } from '../../../src/station/station.ts';
import { openAt } from '../at-desk.ts';
import type { TestStation } from '../test-station.ts';
import { folders, hotFolder } from './desks.ts';
import {
  allSources,
  drop,
  filesBelow,
  numbered,
  png,
  quickPace,
  sourcesOf,
  tiff,
  toldBatches,
  until,
  watching,
} from './dropped.ts';

const open = (data: string, overrides: Partial<StationOptions> = {}) =>
  openAt(data, { hotFolderPace: quickPace, ...overrides });

const statusOf = async (station: TestStation) => (await station.ask('station.status', {})).hotFolder;
const settingsOf = async (station: TestStation) => (await station.ask('settings.get', {})).hotFolder;

describe('the setting of the watched folder', () => {
  it('HOT-20 is off at first; a typed folder is watched at once, after a restart too, until it is taken back', async () => {
    const { data, hot } = folders();
    const first = await open(data);
    expect(await statusOf(first)).toEqual({ folder: null, state: 'off', waiting: 0, code: null });
    expect(await settingsOf(first)).toEqual({ folder: null, grouping: 'split', by: 'typed' });
    const typed = { folder: join(hot, 'in'), grouping: 'whole' } as const;
    expect(await first.run('settings.setHotFolder', typed)).toMatchObject({ ok: true });
    drop(typed.folder, { '1.tif': tiff(3) });
    const [told] = await toldBatches(first, 1);
    if (!told) throw new Error('no batch');
    const snapshot = await first.snapshot(told.batchId);
    expect(sourcesOf(snapshot)).toEqual(numbered('1.tif', 3));
    expect(snapshot.documents).toHaveLength(1);
    await first.close();

    const second = await open(data);
    expect(await settingsOf(second)).toEqual({ ...typed, by: 'typed' });
    drop(typed.folder, { '2.png': await png(2) });
    await toldBatches(second, 1);
    await second.run('settings.setHotFolder', { folder: null, grouping: 'split' });
    await until(
      () => statusOf(second),
      ({ state }) => state === 'off',
    );
  });

  it('HOT-21 a folder that cannot be used is refused with its reason, and the setting stays', async () => {
    const { data, hot } = folders();
    const station = await open(data);
    writeFileSync(join(hot, 'file'), 'x');
    const refusals = [
      ['in', 'NotAbsolute'],
      ['./in', 'NotAbsolute'],
      [join(hot, 'no', 'such', 'parent'), 'ENOENT'],
      [join(hot, 'file'), 'ENOTDIR'],
      [join(hot, 'file', 'in'), 'ENOTDIR'],
      [data, 'DataFolder'],
      [join(data, 'uploads'), 'DataFolder'],
      [join(data, '..'), 'DataFolder'],
    ] as const;
    for (const [folder, code] of refusals) {
      expect(await station.run('settings.setHotFolder', { folder, grouping: 'split' })).toEqual({
        ok: false,
        error: { type: 'HotFolderUnusable', path: folder, code },
      });
    }
    expect(existsSync(join(hot, 'no'))).toBe(false);
    expect(await settingsOf(station)).toMatchObject({ folder: null });
  });

  // Root may write anywhere, and Windows has no such mode: there is nothing to prove there.
  if (process.getuid?.() !== 0 && process.platform !== 'win32') {
    it('HOT-21 a folder that may not be written is refused', async () => {
      const { data, hot } = folders();
      const station = await open(data);
      const folder = join(hot, 'locked');
      mkdirSync(folder);
      chmodSync(folder, 0o500);
      expect(await station.run('settings.setHotFolder', { folder, grouping: 'split' })).toMatchObject({
        error: { type: 'HotFolderUnusable', code: 'EACCES' },
      });
    });
  }

  it('HOT-22 the folder IT gives stands above a typed one; only the grouping can be chosen', async () => {
    const { data, hot } = folders();
    const typed = hotFolder();
    const station = await open(data, { hotFolder: hot });
    expect(await settingsOf(station)).toEqual({ folder: hot, grouping: 'split', by: 'given' });
    expect(await station.run('settings.setHotFolder', { folder: typed, grouping: 'split' })).toMatchObject({
      ok: false,
      error: { type: 'HotFolderUnusable', code: 'Given' },
    });
    expect(await station.run('settings.setHotFolder', { folder: hot, grouping: 'whole' })).toMatchObject({
      ok: true,
    });
    expect(await settingsOf(station)).toEqual({ folder: hot, grouping: 'whole', by: 'given' });
  });
});

describe('a watched folder that cannot be used just now', () => {
  it('HOT-23 is told with its code when it vanishes, and watched again when it is back', async () => {
    const { data, hot } = folders();
    const folder = join(hot, 'in');
    const logged: string[] = [];
    const station = await open(
      data,
      watching(folder, { log: (_level, event) => logged.push(event), hotFolderPace: quickPace }),
    );
    await until(
      () => statusOf(station),
      ({ state }) => state === 'watching',
    );
    renameSync(folder, join(hot, 'away'));
    const told = await until(
      () => statusOf(station),
      ({ state }) => state === 'unusable',
    );
    expect(told).toMatchObject({ folder, code: 'ENOENT' });
    expect(existsSync(folder)).toBe(false);
    drop(join(hot, 'away'), { '1.png': await png(1) });
    renameSync(join(hot, 'away'), folder);
    await toldBatches(station, 1);
    expect(await allSources(station)).toEqual(['1.png#1']);
    // Told once a change, however often it was tried.
    expect(logged.filter((event) => event === 'hot-folder.unusable')).toHaveLength(1);
  });

  it('HOT-24 below the disk reserve nothing is taken; with room it goes on', async () => {
    const { data, hot } = folders();
    const full = await open(data, watching(hot, { reserveBytes: Number.MAX_SAFE_INTEGER }));
    drop(hot, { '1.png': await png(1) });
    expect(
      await until(
        () => statusOf(full),
        ({ state }) => state === 'unusable',
      ),
    ).toEqual({ folder: hot, state: 'unusable', waiting: 1, code: 'ENOSPC' });
    expect(filesBelow(hot)).toEqual(['1.png']);
    expect(await full.ask('batches.list', {})).toEqual([]);
    await full.close();
    const roomy = await open(data, watching(hot));
    await toldBatches(roomy, 1);
    expect(await allSources(roomy)).toEqual(['1.png#1']);
  });

  it('HOT-25 a claim whose files are out of reach waits for them, and loses nothing', async () => {
    const { data, hot } = folders();
    const folder = join(hot, 'in');
    const first = await open(data, watching(folder));
    await until(
      () => existsSync(folder),
      (isThere) => isThere,
    );
    drop(folder, { '1.tif': tiff(200), '2.tif': tiff(2) });
    await until(
      () => filesBelow(folder),
      (ways) => ways.length === 2 && ways.every((way) => way.startsWith('.platen')),
    );
    renameSync(folder, join(hot, 'away'));
    await until(
      () => statusOf(first),
      ({ state }) => state === 'unusable',
    );
    renameSync(join(hot, 'away'), folder);
    expect(await toldBatches(first, 1)).toMatchObject([{ files: 2, failed: 0 }]);
    expect(await allSources(first)).toEqual([...numbered('1.tif', 200), ...numbered('2.tif', 2)].toSorted());
    expect(await first.ask('batches.list', {})).toHaveLength(1);
  });
});
