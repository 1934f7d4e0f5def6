import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { atEnd } from '../../at-end.ts';
import { openAt } from '../at-desk.ts';
import { folders, hotFolder } from './desks.ts';
import {
  allSources,
  batchesTold,
  drop,
  filesBelow,
  numbered,
  pdf,
  png,
  shownPage,
  sourcesOf,
  text,
  tiff,
  toldBatches,
  until,
  watching,
} from './dropped.ts';
import { runChild, runToTheEnd } from './run-child.ts';

describe('a restart of the station', () => {
  it('HOT-10 goes on in mid-file: every page once, in the same batch, whatever lies in the bin', async () => {
    const { data, hot } = folders();
    const first = await openAt(data, watching(hot));
    drop(hot, { '1.png': await png(1), '2.pdf': pdf(40), '3.tif': tiff(2) });
    await shownPage(first, 5);
    await first.close();
    expect(batchesTold(first)).toEqual([]);
    expect(filesBelow(join(hot, '.platen'))).toHaveLength(2);

    // The operator throws a taken page away before the folder is looked at again.
    const between = await openAt(data, watching(hot, { hotFolderPace: { ...slow } }));
    const [summary] = await between.ask('batches.list', {});
    if (!summary) throw new Error('no batch');
    const batchId = summary.batch.id;
    const taken = (await between.snapshot(batchId)).pages;
    expect(taken.length).toBeLessThan(41);
    const page = taken.find(({ source }) => source?.name === '2.pdf');
    if (!page) throw new Error('no page');
    await between.run('tree.edit', { batchId, edit: { type: 'page.delete', pageIds: [page.id] } });
    await between.close();

    const second = await openAt(data, watching(hot));
    expect(await toldBatches(second, 1)).toMatchObject([{ batchId, files: 3, failed: 0 }]);
    const snapshot = await second.snapshot(batchId);
    expect(sourcesOf(snapshot)).toEqual(['1.png#1', ...numbered('2.pdf', 40), ...numbered('3.tif', 2)]);
    expect(snapshot.pages.filter(({ isDeleted }) => isDeleted).map(({ id }) => id)).toEqual([page.id]);
    expect(snapshot.captureJobs).toMatchObject([{ state: 'done', filesTotal: 3, filesDone: 3, fault: null }]);
    expect(await second.ask('batches.list', {})).toHaveLength(1);
    await until(
      () => filesBelow(hot),
      (ways) => ways.every((way) => way.startsWith('done/')),
    );
  });

  it('HOT-11 takes up a claim whose record is gone, and takes none of its pages again', async () => {
    const { data, hot } = folders();
    const first = await openAt(data, watching(hot));
    drop(hot, { 'a.tif': tiff(3) });
    const [told] = await toldBatches(first, 1);
    if (!told) throw new Error('no batch');
    await first.close();
    const [claimant] = readdirSync(join(hot, '.platen'));
    const claim = join(hot, '.platen', claimant ?? '');
    // As though the machine had fallen over before its disk kept the last move, and another claim before its record.
    const known = told.batchId.slice('batch:'.length);
    mkdirSync(join(claim, known), { recursive: true });
    renameSync(join(hot, 'done', told.name.replace('/', '-'), 'a.tif'), join(claim, known, 'a.tif'));
    drop(claim, { '01890a5d-ac96-774b-bcce-b302099a8057/b.tif': tiff(2) });

    const second = await openAt(data, watching(hot));
    await toldBatches(second, 2);
    expect(await allSources(second)).toEqual([...numbered('a.tif', 3), ...numbered('b.tif', 2)]);
    await until(
      () => filesBelow(hot),
      (ways) => ways.every((way) => way.startsWith('done/')),
    );
  });

  it('HOT-12 ends a claim in the folder it was made in, though another is watched now', async () => {
    const { data, hot } = folders();
    const next = hotFolder();
    const first = await openAt(data, watching(hot));
    drop(hot, { '1.pdf': pdf(30) });
    await shownPage(first, 2);
    await first.close();
    const second = await openAt(data, watching(next));
    await toldBatches(second, 1);
    expect(await allSources(second)).toEqual(numbered('1.pdf', 30).toSorted());
    expect(filesBelow(join(hot, 'done'))).toHaveLength(1);
    drop(next, { '2.png': await png(2) });
    await toldBatches(second, 2);
  });

  it('HOT-15 a file that ends the station five times before any page of it came goes to failed; the rest goes on', async () => {
    const { data, hot } = folders();
    drop(hot, { 'bad.tif': tiff(1), 'good.tif': tiff(2) });
    for (let round = 0; round < 5; round += 1) {
      expect(await runChild([data, hot, 'import'], () => undefined)).toBe('killed');
    }
    const station = await runToTheEnd(data, hot);
    atEnd(station.close);
    expect(batchesTold(station)).toMatchObject([{ files: 2, failed: 1 }]);
    expect(await allSources(station)).toEqual(numbered('good.tif', 2));
    const [note] = filesBelow(hot).filter((way) => way.endsWith('bad.tif.error.txt'));
    expect(text(hot, note ?? '')).toContain('"type":"WorkerCrashed"');
  });
});

/** Never looks while the test runs. */
const slow = { pollMs: 600_000, quietMs: 600_000, emptyMs: 600_000, longestPauseMs: 600_000 };
