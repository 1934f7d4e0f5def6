import sharp from 'sharp';
import { expect, it } from 'vitest';
import { defaultScanProfile } from '../../src/domain/rules/profile.ts';
import { atEnd } from '../at-end.ts';
import { newFolder, openAt } from './at-desk.ts';
import { loadPaper } from './paper.ts';
import { scriptPages } from './scripted-pages.ts';

/** One worker that is done with no page yet: 4 pages, and 30 s at half a second each. */
const bound = 64;
const sheets = bound + 12;

async function feed() {
  const sheet = await sharp({ create: { width: 60, height: 80, channels: 3, background: '#888' } })
    .withMetadata({ density: 75 })
    .png()
    .toBuffer();
  const paper = await loadPaper(Array.from({ length: sheets }, () => sheet));
  atEnd(paper.remove);
  const folder = newFolder();
  const pages = scriptPages();
  pages.fate = () => 'wait';
  const station = await openAt(folder, {
    launch: pages.launch,
    esclAddresses: [paper.url],
    pageWorkers: 1,
  });
  const [device] = (await station.ask('devices.list', {})).devices;
  const batchId = await station.openBatch();
  const profile = { ...defaultScanProfile, sides: 'simplex', doubleFeed: 'off', dpi: 75 } as const;
  const started = await station.run('scan.start', {
    batchId,
    deviceId: device?.id ?? '',
    profile,
    place: { at: 'tail' },
  });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  const job = async () => {
    const [one] = (await station.snapshot(batchId)).captureJobs;
    if (!one) throw new Error('no capture');
    return one;
  };
  // One page is with the worker; the bound is of those that wait.
  while ((await job()).sidesTaken < bound + 1) await new Promise((resolve) => setTimeout(resolve, 20));
  await new Promise((resolve) => setTimeout(resolve, 500));
  return { pages, station, batchId, job, captureJobId: started.value.captureJobId };
}

it('CLEAN-26 the feeder waits for pages that are far behind, and every side is there in the end', async () => {
  const { pages, station, job, batchId } = await feed();
  expect(await job()).toMatchObject({ state: 'running', sidesTaken: bound + 1 });
  pages.fate = () => 'done';
  pages.letGo();
  await station.station.pagesRead();
  expect(await job()).toMatchObject({ state: 'done', sidesTaken: sheets, sidesUnread: 0 });
  const taken = (await station.snapshot(batchId)).pages.map(({ sheet }) => sheet).toSorted((a, b) => a - b);
  expect(taken).toEqual(Array.from({ length: sheets }, (_, n) => n + 1));
});

it('CLEAN-26 a feeder that waits can be stopped, and what it took is there', async () => {
  const { pages, station, job, captureJobId } = await feed();
  expect(await station.run('capture.cancel', { captureJobId })).toMatchObject({ ok: true });
  pages.fate = () => 'done';
  while ((await job()).state === 'running') await new Promise((resolve) => setTimeout(resolve, 20));
  const { state, sidesTaken } = await job();
  expect([state, sidesTaken >= bound + 1]).toEqual(['cancelled', true]);
  pages.letGo();
  await station.station.pagesRead();
  expect(await job()).toMatchObject({ sidesUnread: 0, sidesTaken });
});
