import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandInput } from '../../src/contract/commands.ts';
import type { CaptureJob } from '../../src/contract/queries.ts';
import type { BatchId, CaptureJobId } from '../../src/domain/ids.ts';
import { stackOf } from '../../src/domain/rules/count.ts';
import { defaultScanProfile, type ScanProfile } from '../../src/domain/rules/profile.ts';
import { openStore } from '../../src/station/store/open-store.ts';
import { atEnd } from '../at-end.ts';
import { newFolder, openAt } from './at-desk.ts';
import { pageWith } from './page-with.ts';
import { loadPaper, type Paper } from './paper.ts';
import type { openTestStation, TestStation } from './test-station.ts';

const simplex: ScanProfile = { ...defaultScanProfile, sides: 'simplex', doubleFeed: 'off', dpi: 200 };
const sheets = (texts: readonly string[]) => Promise.all(texts.map(pageWith));
const cover = 'CL-2026-000901';
const invoice = '01,32,,26317000000000000017,112.00,20260215,,74AE';

/** A real station beside a scanner with this paper, its device found and a batch open. */
async function openDesk(paper: Paper, overrides: Parameters<typeof openTestStation>[1] = {}) {
  atEnd(paper.remove);
  const folder = newFolder();
  const reopen = async () => {
    const station = await openAt(folder, { esclAddresses: [paper.url], ...overrides });
    return station;
  };
  const station = await reopen();
  const { devices } = await station.ask('devices.list', {});
  const [device] = devices;
  if (!device) throw new Error('no device');
  return { station, reopen, deviceId: device.id, batchId: await station.openBatch() };
}

/** Scans and waits until all is read; gives the job as it ended. */
async function scan(
  station: TestStation,
  input: Omit<CommandInput<'scan.start'>, 'place'>,
): Promise<CaptureJob> {
  const started = await station.run('scan.start', { ...input, place: { at: 'tail' } });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  await station.station.pagesRead();
  return jobOf(station, input.batchId, started.value.captureJobId);
}

async function jobOf(station: TestStation, batchId: BatchId, id: CaptureJobId): Promise<CaptureJob> {
  const job = (await station.snapshot(batchId)).captureJobs.find((one) => one.id === id);
  if (!job) throw new Error('no such capture');
  return job;
}

const countProblems = async (station: TestStation, batchId: BatchId) =>
  (await station.ask('batch.problems', { batchId })).filter(({ type }) => type === 'CountDiffers');

const unknownCapture = 'capture:0190000f-0000-7000-8000-000000000000' as const;

describe('a scan', () => {
  it('PROF-8 keeps its profile, its device and what was not followed with the batch, also after a restart', async () => {
    const { station, reopen, deviceId, batchId } = await openDesk(await loadPaper(await sheets(['a', 'b'])));
    const profile = { ...simplex, name: 'contracts', imprint: 'A-%05d', options: { ald: 'yes' } };
    const job = await scan(station, { batchId, deviceId, profile });
    expect(job).toMatchObject({
      state: 'done',
      deviceId,
      profile,
      sheetsFed: 2,
      sidesTaken: 2,
      continues: null,
    });
    expect(job.notes).toContainEqual({ type: 'SettingNotApplied', setting: 'imprint', wanted: 'A-%05d' });
    expect(job.notes).toContainEqual({ type: 'SettingNotApplied', setting: 'ald', wanted: 'yes' });
    const page = (await station.snapshot(batchId)).pages[0];
    expect(page?.deviceSays).toEqual({ patch: null, codes: [], imprinted: null });
    await station.close();
    const later = await reopen();
    expect(await jobOf(later, batchId, job.id)).toEqual(job);
    expect((await later.snapshot(batchId)).pages).toContainEqual(page);
  });

  it('PROF-3 below the resolution that IT refuses no sheet is fed, and no profile is saved', async () => {
    const scanPolicy = { warnBelowDpi: 240, refuseBelowDpi: 240 };
    const { station, deviceId, batchId } = await openDesk(await loadPaper(await sheets(['a'])), {
      scanPolicy,
    });
    const refused = { ok: false, error: { type: 'ResolutionRefused', dpi: 200, leastDpi: 240 } };
    const input = { batchId, deviceId, profile: simplex, place: { at: 'tail' } } as const;
    expect(await station.run('scan.start', input)).toEqual(refused);
    expect((await station.snapshot(batchId)).captureJobs).toEqual([]);
    const { profiles } = await station.ask('settings.get', {});
    const [stored] = profiles.profiles;
    if (!stored) throw new Error('no profile');
    expect(await station.run('profiles.save', { ...stored, settings: simplex })).toEqual(refused);
    expect((await station.ask('settings.get', {})).profiles).toEqual(profiles);
  });

  it('COUNT-6 one that goes on after a jam is of the same stack: the count is right once all sheets are through', async () => {
    const paper = await loadPaper(await sheets(['a', 'b', 'c', 'd', 'e']));
    const { station, deviceId, batchId } = await openDesk(paper);
    await paper.control({ fault: { at: 2, type: 'jam', http: 404 } });
    const first = await scan(station, { batchId, deviceId, profile: simplex, countedSheets: 5 });
    expect(first).toMatchObject({ state: 'fault', fault: { type: 'PaperJam', afterSide: 2 }, sheetsFed: 2 });
    expect(await countProblems(station, batchId)).toMatchObject([
      { captureJobId: first.id, counted: 5, fed: 2 },
    ]);

    const other = await station.openBatch();
    const goOn = { deviceId, profile: simplex, place: { at: 'tail' } } as const;
    for (const [into, continues] of [
      [batchId, unknownCapture],
      [other, first.id],
    ] as const) {
      expect(await station.run('scan.start', { ...goOn, batchId: into, continues })).toEqual({
        ok: false,
        error: { type: 'CaptureNotFound', captureJobId: continues },
      });
    }

    await paper.control({ clear: true });
    const second = await scan(station, { batchId, deviceId, profile: simplex, continues: first.id });
    expect(second).toMatchObject({ state: 'done', sheetsFed: 3, countedSheets: null, continues: first.id });
    const { captureJobs, pages } = await station.snapshot(batchId);
    expect(stackOf(captureJobs, second.id)).toMatchObject({
      first: first.id,
      fed: 5,
      counted: 5,
      state: 'agrees',
    });
    expect(pages).toHaveLength(5);
    expect(await countProblems(station, batchId)).toEqual([]);
  });

  it('COUNT-6 an accepted count is asked about anew when the stack goes on; sheets fed again are not counted', async () => {
    const paper = await loadPaper(await sheets(['a', 'b']));
    const { station, deviceId, batchId } = await openDesk(paper);
    const first = await scan(station, { batchId, deviceId, profile: simplex, countedSheets: 3 });
    expect(await station.run('capture.acceptCount', { captureJobId: first.id })).toMatchObject({ ok: true });
    expect(await countProblems(station, batchId)).toEqual([]);
    await paper.control({ load: true });
    const again = { continues: first.id, refedSheets: 2 };
    const second = await scan(station, { batchId, deviceId, profile: simplex, ...again });
    expect(second).toMatchObject({ sheetsFed: 2, refedSheets: 2 });
    expect(await countProblems(station, batchId)).toMatchObject([
      { captureJobId: first.id, counted: 3, fed: 2 },
    ]);
  });

  it('STATION-25 that ran when the station was killed ends as DriverCrash after the sides that are there, and can be gone on with', async () => {
    const paper = await loadPaper(await sheets(['a', 'b', 'c']));
    const { station, reopen, deviceId, batchId } = await openDesk(paper);
    await paper.control({ fault: { at: 2, type: 'coverOpen', http: 404 } });
    const first = await scan(station, { batchId, deviceId, profile: simplex, countedSheets: 3 });
    await station.close();
    // As the store stood at the kill: the row of a running capture is the one of its start.
    const store = openStore(join(station.dataFolder, 'station.sqlite'), { log: () => undefined });
    if (!store.ok) throw new Error(JSON.stringify(store.error));
    const asStarted = { state: 'running', fault: null, sheetsFed: 0, sidesTaken: 0 } as const;
    store.value.saveCaptureJob({ ...first, ...asStarted });
    store.value.close();

    const later = await reopen();
    expect(await jobOf(later, batchId, first.id)).toMatchObject({
      state: 'fault',
      fault: { type: 'DriverCrash', afterSide: 2 },
      sidesTaken: 2,
      sheetsFed: 2,
      countedSheets: 3,
    });
    await paper.control({ clear: true });
    await scan(later, { batchId, deviceId, profile: simplex, continues: first.id });
    expect(await countProblems(later, batchId)).toEqual([]);
  });

  it('COUNT-9 tells its counts anew when pages go into the bin and come back', async () => {
    const { station, deviceId, batchId } = await openDesk(await loadPaper(await sheets(['a', 'b'])));
    const job = await scan(station, { batchId, deviceId, profile: simplex });
    const pageIds = (await station.snapshot(batchId)).pages.slice(0, 1).map((page) => page.id);
    const lastTold = () =>
      station.events.findLast((event) => event.type === 'capture.changed' && event.job.id === job.id);
    await station.run('tree.edit', { batchId, edit: { type: 'page.delete', pageIds } });
    expect(lastTold()).toMatchObject({ job: { sidesTaken: 2, sidesDeleted: 1 } });
    await station.run('tree.undo', { batchId });
    expect(lastTold()).toMatchObject({ job: { sidesTaken: 2, sidesDeleted: 0 } });
  });
});

describe('a hand count', () => {
  it('COUNT-7 that differs holds the bills of its stack back until it is put right', async () => {
    const { station, deviceId, batchId } = await openDesk(await loadPaper(await sheets([cover, invoice])));
    const job = await scan(station, { batchId, deviceId, profile: simplex, countedSheets: 3 });
    const billIds = (await station.snapshot(batchId)).bills.map((bill) => bill.id);
    const held = { type: 'CountDiffers', billId: billIds[0], captureJobId: job.id, counted: 3, fed: 2 };
    expect(await station.ask('batch.problems', { batchId })).toEqual([held]);
    expect(await station.run('bill.submit', { batchId, billIds })).toEqual({
      ok: true,
      value: { submitted: [], problems: [held] },
    });
    await station.run('capture.setCount', { captureJobId: job.id, countedSheets: 2 });
    expect(await station.run('bill.submit', { batchId, billIds })).toMatchObject({
      ok: true,
      value: { submitted: billIds, problems: [] },
    });
  });

  it('COUNT-8 is set by any capture of the stack, accepted under the name of the operator, and kept in the audit', async () => {
    const paper = await loadPaper(await sheets(['a', 'b']));
    const { station, deviceId, batchId } = await openDesk(paper);
    const first = await scan(station, { batchId, deviceId, profile: simplex });
    await paper.control({ load: true });
    const second = await scan(station, { batchId, deviceId, profile: simplex, continues: first.id });
    const set = (countedSheets: number | null) =>
      station.run('capture.setCount', { captureJobId: second.id, countedSheets });
    const accept = () => station.run('capture.acceptCount', { captureJobId: second.id });
    const counted = async () => {
      const { countedSheets, countAcceptedBy } = await jobOf(station, batchId, first.id);
      return [countedSheets, countAcceptedBy];
    };

    await set(9);
    expect(station.events.at(-1)).toMatchObject({
      type: 'capture.changed',
      job: { id: first.id, countedSheets: 9 },
    });
    expect(await counted()).toEqual([9, null]);
    expect(await accept()).toMatchObject({ ok: true });
    expect(await accept()).toMatchObject({ ok: true });
    expect(await counted()).toEqual([9, 'tester']);
    await set(9);
    expect(await counted()).toEqual([9, 'tester']);
    await set(8);
    expect(await counted()).toEqual([8, null]);
    await set(4);
    expect(await accept()).toMatchObject({ ok: false, error: { type: 'InvalidCommand' } });
    await set(null);
    expect(await counted()).toEqual([null, null]);
    expect((await jobOf(station, batchId, second.id)).countedSheets).toBeNull();

    for (const command of ['capture.setCount', 'capture.acceptCount'] as const) {
      const input = { captureJobId: unknownCapture, countedSheets: 1 };
      expect(await station.run(command, input)).toMatchObject({
        ok: false,
        error: { type: 'CaptureNotFound' },
      });
    }

    await station.close();
    const store = openStore(join(station.dataFolder, 'station.sqlite'), { log: () => undefined });
    if (!store.ok) throw new Error(JSON.stringify(store.error));
    const told = store.value.auditOf(first.id).map(({ operator, act, detail }) => [operator, act, detail]);
    store.value.close();
    expect(told).toEqual([
      ['tester', 'count set', '{"countedSheets":9,"before":null,"fed":4}'],
      ['tester', 'count accepted', '{"counted":9,"fed":4}'],
      ['tester', 'count set', '{"countedSheets":8,"before":9,"fed":4}'],
      ['tester', 'count set', '{"countedSheets":4,"before":8,"fed":4}'],
      ['tester', 'count set', '{"countedSheets":null,"before":4,"fed":4}'],
    ]);
  });
});
