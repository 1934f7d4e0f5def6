import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { newFolder, openAt } from '../at-desk.ts';
import { folders, hotFolder } from './desks.ts';
import {
  allSources,
  batchesTold,
  broken,
  drop,
  filesBelow,
  numbered,
  pdf,
  png,
  quickPace,
  shownPage,
  sourcesOf,
  text,
  tiff,
  toldBatches,
  until,
  watching,
} from './dropped.ts';

describe('files in the watched folder', () => {
  it('HOT-1 a file that is still being written is taken once and whole', async () => {
    const { data, hot } = folders();
    const station = await openAt(data, watching(hot, { hotFolderPace: patient }));
    const bytes = tiff(6);
    const step = Math.ceil(bytes.length / 8);
    writeFileSync(join(hot, 'slow.tif'), '');
    for (let at = 0; at < bytes.length; at += step) {
      await sleep(120);
      appendFileSync(join(hot, 'slow.tif'), bytes.subarray(at, at + step));
      expect(batchesTold(station)).toEqual([]);
    }
    const [told] = await toldBatches(station, 1);
    if (!told) throw new Error('no batch');
    expect(told).toMatchObject({ files: 1, failed: 0 });
    expect(sourcesOf(await station.snapshot(told.batchId))).toEqual(numbered('slow.tif', 6));
    // A second look at what is there finds nothing to take.
    drop(hot, { 'next.png': await png(1) });
    await toldBatches(station, 2);
    expect(await allSources(station)).toEqual(['next.png#1', ...numbered('slow.tif', 6)]);
  });

  it('HOT-2 files that come together make one batch in natural order and end in done, byte for byte', async () => {
    const { data, hot } = folders();
    const files = {
      'page10.png': await png(10),
      'page2.png': await png(20),
      'page1.pdf': pdf(3),
      'page3.tif': tiff(2),
    };
    const station = await openAt(data, watching(hot));
    drop(hot, files);
    const [told] = await toldBatches(station, 1);
    if (!told) throw new Error('no batch');
    const snapshot = await station.snapshot(told.batchId);
    expect(told).toMatchObject({ name: snapshot.batch.name, files: 4, failed: 0 });
    expect(snapshot.batch.name).toMatch(/^\d{4}-\d\d-\d\d\/01$/);
    expect(sourcesOf(snapshot)).toEqual([
      ...numbered('page1.pdf', 3),
      'page2.png#1',
      ...numbered('page3.tif', 2),
      'page10.png#1',
    ]);
    const shelf = join(hot, 'done', snapshot.batch.name.replace('/', '-'));
    expect(filesBelow(hot).toSorted()).toEqual(
      Object.keys(files)
        .map((name) => join(shelf, name).slice(hot.length + 1))
        .toSorted(),
    );
    for (const [name, bytes] of Object.entries(files)) {
      expect(text(shelf, name)).toBe(bytes.toString('utf8'));
    }
    expect(snapshot.captureJobs).toMatchObject([
      { kind: 'import', state: 'done', filesTotal: 4, filesDone: 4, sidesTaken: 7, failures: [] },
    ]);
    // Their copies are of no more use.
    expect(readdirSync(join(data, 'uploads'))).toEqual([]);
  });

  it('HOT-16 a file its writer goes on with after a long pause is not called done: it goes to failed, whole', async () => {
    const { data, hot } = folders();
    const bytes = tiff(120);
    // In the last page: those before it can be read.
    const cut = bytes.length - 500;
    const station = await openAt(data, watching(hot));
    const writer = openSync(join(hot, 'paused.tif'), 'w');
    writeSync(writer, bytes.subarray(0, cut));
    await shownPage(station, 1);
    writeSync(writer, bytes.subarray(cut));
    closeSync(writer);
    const [told] = await toldBatches(station, 1);
    if (!told) throw new Error('no batch');
    expect(told).toMatchObject({ files: 1, failed: 1 });
    const failed = join(hot, 'failed', told.name.replace('/', '-'));
    expect(readFileSync(join(failed, 'paused.tif')).equals(bytes)).toBe(true);
    expect(text(failed, 'paused.tif.error.txt')).toContain('changed while it was taken');
  });

  it('HOT-3 a subfolder is a batch of its name once all its files are still', async () => {
    const { data, hot } = folders();
    const station = await openAt(data, watching(hot, { hotFolderPace: patient }));
    drop(hot, { 'March claims/1.png': await png(1), 'top.png': await png(3) });
    drop(hot, { 'March claims/2.tif': tiff(3).subarray(0, 5_000) });
    const slow = join(hot, 'March claims/2.tif');
    // The top does not wait for the subfolder, which is written to all the while.
    const tops = toldBatches(station, 1);
    let isTold = false;
    void tops.then(() => {
      isTold = true;
    });
    for (let n = 0; !isTold; n += 1) {
      await sleep(100);
      writeFileSync(slow, tiff(3).subarray(0, 5_001 + (n % 5_000)));
    }
    const [top] = await tops;
    expect(top?.files).toBe(1);
    writeFileSync(slow, tiff(3));
    const [, told] = await toldBatches(station, 2);
    if (!told) throw new Error('no batch');
    expect(told).toMatchObject({ name: 'March claims', files: 2, failed: 0 });
    expect(sourcesOf(await station.snapshot(told.batchId))).toEqual(['1.png#1', ...numbered('2.tif', 3)]);
    expect(filesBelow(join(hot, 'done', 'March claims'))).toEqual(['1.png', '2.tif']);
    await until(
      () => existsSync(join(hot, 'March claims')),
      (isThere) => !isThere,
    );
  });

  it('HOT-4 a broken file goes to failed with words in both languages, and the rest goes on', async () => {
    const { data, hot } = folders();
    const station = await openAt(data, watching(hot));
    const cut = tiff(3).subarray(0, tiff(3).length - 500);
    drop(hot, { '1.png': await png(1), '2.pdf': broken, '3.tif': cut, '4.png': await png(4) });
    const [told] = await toldBatches(station, 1);
    if (!told) throw new Error('no batch');
    expect(told).toMatchObject({ files: 4, failed: 2 });
    const snapshot = await station.snapshot(told.batchId);
    // What of the cut file was good is kept.
    expect(sourcesOf(snapshot)).toEqual(['1.png#1', ...numbered('3.tif', 2), '4.png#1']);
    const shelf = told.name.replace('/', '-');
    expect(filesBelow(join(hot, 'done', shelf))).toEqual(['1.png', '4.png']);
    const failed = join(hot, 'failed', shelf);
    expect(filesBelow(failed)).toEqual(['2.pdf', '2.pdf.error.txt', '3.tif', '3.tif.error.txt']);
    expect(text(failed, '2.pdf')).toBe(broken.toString());
    const words = text(failed, '2.pdf.error.txt');
    expect(words).toContain('文件“2.pdf”已损坏');
    expect(words).toContain('“2.pdf” is damaged');
    expect(words).toContain('"type":"FileDamaged"');
    expect(words).not.toContain(data);
    expect(text(failed, '3.tif.error.txt')).toContain('"pageNumber":3');
  });

  it('HOT-5 names of unfinished transfers and of file managers are neither taken nor touched', async () => {
    const { data, hot } = folders();
    const left = {
      'a.pdf.part': pdf(1),
      'b.tmp': pdf(1),
      'c.pdf.crdownload': pdf(1),
      '~$d.docx': Buffer.from('x'),
      '.hidden.png': await png(9),
      'Thumbs.db': Buffer.from('x'),
      'desktop.ini': Buffer.from('x'),
    };
    drop(hot, left);
    const elsewhere = hotFolder();
    drop(elsewhere, { 'target.png': await png(7) });
    symlinkSync(join(elsewhere, 'target.png'), join(hot, 'link.png'));
    const station = await openAt(data, watching(hot));
    drop(hot, { 'e.png': await png(5) });
    const [told] = await toldBatches(station, 1);
    expect(told).toMatchObject({ files: 1 });
    expect(await allSources(station)).toEqual(['e.png#1']);
    expect(filesBelow(hot).filter((way) => !way.startsWith('done/'))).toEqual(Object.keys(left).toSorted());
    expect(existsSync(join(hot, 'link.png'))).toBe(true);
    expect((await station.ask('station.status', {})).hotFolder).toMatchObject({
      state: 'watching',
      waiting: 0,
      code: null,
    });
  });

  it('HOT-6 an empty file waits, is told after a while, and is taken when it is filled', async () => {
    const { data, hot } = folders();
    const station = await openAt(data, watching(hot));
    drop(hot, { 'empty.png': Buffer.alloc(0), 'full.png': await png(2) });
    expect(await toldBatches(station, 1)).toMatchObject([{ files: 1 }]);
    const told = await until(
      async () => (await station.ask('station.status', {})).hotFolder,
      ({ code }) => code !== null,
    );
    expect(told).toEqual({ folder: hot, state: 'watching', waiting: 1, code: 'FileEmpty' });
    drop(hot, { 'empty.png': await png(3) });
    await toldBatches(station, 2);
    expect(await allSources(station)).toEqual(['empty.png#1', 'full.png#1']);
    await until(
      async () => (await station.ask('station.status', {})).hotFolder,
      ({ code, waiting }) => code === null && waiting === 0,
    );
  });

  it('HOT-7 a name that comes again is another file: nothing is taken for it, nothing is overwritten', async () => {
    const { data, hot } = folders();
    const station = await openAt(data, watching(hot));
    const [first, second] = [await png(1), await png(2)];
    for (const [round, bytes] of [first, second].entries()) {
      drop(hot, { 'same.png': bytes, 'Lot/same.png': bytes });
      await toldBatches(station, (round + 1) * 2);
    }
    expect(await allSources(station)).toEqual(Array(4).fill('same.png#1'));
    const done = join(hot, 'done');
    expect(filesBelow(done).filter((way) => way.startsWith('Lot'))).toEqual([
      'Lot (2)/same.png',
      'Lot/same.png',
    ]);
    expect(text(done, 'Lot/same.png')).toBe(first.toString());
    expect(text(done, 'Lot (2)/same.png')).toBe(second.toString());
  });

  it('HOT-8 of several stations on one folder each file is taken by one', async () => {
    const { data, hot } = folders();
    const other = newFolder();
    const stations = await Promise.all([data, other].map((path) => openAt(path, watching(hot))));
    const names = Array.from({ length: 10 }, (_, n) => `f${n}.tif`);
    for (const name of names) drop(hot, { [name]: tiff(2), [`lot ${name}/${name}`]: tiff(1) });
    await until(
      () => filesBelow(hot),
      (ways) => ways.every((way) => way.startsWith('done/')),
    );
    const sources = (await Promise.all(stations.map(allSources))).flat().toSorted();
    const expected = names.flatMap((name) => [...numbered(name, 2), `${name}#1`]).toSorted();
    expect(sources).toEqual(expected);
    expect(filesBelow(hot)).toHaveLength(20);
    // A stack is not shared out: whoever has its first file has all that came with it.
    const shares = await Promise.all(
      stations.map(async (station) => (await allSources(station)).filter((one) => one.endsWith('#2')).length),
    );
    expect(shares.toSorted((a, b) => a - b)).toEqual([0, 10]);
  });

  it('HOT-9 cancelled by the operator, what is left goes to failed and says so', async () => {
    const { data, hot } = folders();
    const station = await openAt(data, watching(hot));
    drop(hot, { '1.png': await png(1), '2.pdf': pdf(60), '3.png': await png(3) });
    await shownPage(station, 2);
    const running = station.events.flatMap((event) =>
      event.type === 'capture.changed' ? [event.job.id] : [],
    );
    const [captureJobId] = running;
    if (!captureJobId) throw new Error('no capture');
    expect(await station.run('capture.cancel', { captureJobId })).toMatchObject({ ok: true });
    const [told] = await toldBatches(station, 1);
    if (!told) throw new Error('no batch');
    expect(told).toMatchObject({ files: 3, failed: 2 });
    const shelf = told.name.replace('/', '-');
    expect(filesBelow(join(hot, 'done', shelf))).toEqual(['1.png']);
    const failed = join(hot, 'failed', shelf);
    expect(filesBelow(failed)).toEqual(['2.pdf', '2.pdf.error.txt', '3.png', '3.png.error.txt']);
    expect(text(failed, '3.png.error.txt')).toContain('Cancelled');
    const snapshot = await station.snapshot(told.batchId);
    expect(snapshot.captureJobs).toMatchObject([{ state: 'cancelled', filesDone: 1 }]);
    expect(snapshot.pages.length).toBeLessThan(61);
    // Of the file that was half read nothing stays among the documents.
    expect(snapshot.pages.filter(({ isDeleted }) => !isDeleted)).toMatchObject([
      { source: { name: '1.png' } },
    ]);
  });
});

/** Longer quiet than any pause of a writer here, however busy the machine is. */
const patient = { ...quickPace, quietMs: 2_000 };
