import { basename } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import {
  allSources,
  broken,
  drop,
  filesBelow,
  newHotFolder,
  numbered,
  pdf,
  tiff,
} from '../station/hot-folder/dropped.ts';
import { runChild, runToTheEnd } from '../station/hot-folder/run-child.ts';
import { newDataFolder, type TestStation } from '../station/test-station.ts';

const seed = Number(process.env.PLATEN_SEED ?? Date.now() % 1_000_000);
const undo: (() => void)[] = [];
const opened: TestStation[] = [];
afterEach(async () => {
  for (const station of opened.splice(0)) await station.close();
  for (const act of undo.splice(0).reverse()) act();
});

function folders(): { data: string; hot: string } {
  const [data, hot] = [newDataFolder(), newHotFolder()];
  undo.push(data.remove, hot.remove);
  return { data: data.path, hot: hot.path };
}

describe('a station killed while it takes files', () => {
  const stack = { '1.tif': tiff(2), '2.pdf': broken, '3.tif': tiff(1) };
  const pages = [...numbered('1.tif', 2), '3.tif#1'];

  it.each(['before', 'after'] as const)(
    'HOT-13 killed %s any change it makes in the folder, it goes on: one batch, every page once, every file moved',
    async (when) => {
      let steps = 0;
      for (let outcome = 'killed'; outcome === 'killed'; ) {
        steps += 1;
        const { data, hot } = folders();
        drop(hot, stack);
        outcome = await runChild([data, hot, when, String(steps)], () => undefined);
        const station = await runToTheEnd(data, hot);
        opened.push(station);
        const seen = {
          sources: await allSources(station),
          batches: (await station.ask('batches.list', {})).length,
          files: filesBelow(hot).map((way) => `${way.split('/')[0]}/${basename(way)}`),
          jobs: (await jobsOf(station)).map(({ state, filesDone }) => ({ state, filesDone })),
        };
        await station.close();
        opened.splice(0);
        // Words may be there twice: they are written before their file is moved, so that it is never without them.
        seen.files = seen.files.filter((way) => way !== 'failed/2.pdf.error (2).txt');
        expect({ steps, ...seen }).toEqual({
          steps,
          sources: pages,
          batches: 1,
          files: ['done/1.tif', 'done/3.tif', 'failed/2.pdf', 'failed/2.pdf.error.txt'],
          jobs: [{ state: 'done', filesDone: 3 }],
        });
      }
      process.stdout.write(`killed ${when} each of ${steps - 1} changes\n`);
      expect(steps).toBeGreaterThan(10);
    },
    200_000,
  );

  it('HOT-14 killed at any moment, every page is there once and every file is in one place', async () => {
    process.stdout.write(`hot folder seed ${seed}\n`);
    const random = randomFrom(seed);
    const { data, hot } = folders();
    const expected = new Map<string, readonly string[]>();
    let kills = 0;
    let killsInFile = 0;
    for (let round = 0; round < 10; round += 1) {
      for (let n = 0; n < 4; n += 1) {
        const count = 1 + Math.floor(random() * 12);
        const name = `r${round}f${n}`;
        const [file, bytes] = n % 2 === 0 ? [`${name}.tif`, tiff(count)] : [`${name}.pdf`, pdf(count)];
        drop(hot, { [n === 3 ? `lot ${round}/${file}` : file]: bytes });
        expected.set(file, numbered(file, count));
      }
      drop(hot, { [`r${round}bad.pdf`]: broken });
      expected.set(`r${round}bad.pdf`, []);
      // Each round brings at least four pages.
      const afterPages = Math.floor(random() * 5);
      const thenMs = Math.floor(random() * (afterPages === 0 ? 1_500 : 400));
      let shown = 0;
      const outcome = await runChild([data, hot], ({ type }, kill) => {
        if (type === 'page') shown += 1;
        if (afterPages === 0 ? type === 'open' : shown === afterPages) setTimeout(kill, thenMs);
      });
      if (outcome === 'killed') kills += 1;
      if (shown > 0) killsInFile += 1;
    }
    const station = await runToTheEnd(data, hot);
    opened.push(station);
    expect(await allSources(station)).toEqual([...expected.values()].flat().toSorted());
    const moved = filesBelow(hot).filter((way) => !way.includes('.error'));
    expect(moved.map((way) => basename(way)).toSorted()).toEqual([...expected.keys()].toSorted());
    expect(moved.filter((way) => way.startsWith('failed/')).map((way) => basename(way))).toEqual(
      Array.from({ length: 10 }, (_, round) => `r${round}bad.pdf`),
    );
    expect((await jobsOf(station)).every(({ state }) => state === 'done')).toBe(true);
    expect(kills).toBe(10);
    process.stdout.write(`${kills} kills, ${killsInFile} after a page was shown\n`);
  }, 300_000);
});

async function jobsOf(station: TestStation) {
  const batches = await station.ask('batches.list', {});
  const snapshots = await Promise.all(batches.map(({ batch }) => station.snapshot(batch.id)));
  return snapshots.flatMap(({ captureJobs }) => captureJobs);
}

/** Mulberry32, so that a failing run can be repeated by its seed. */
function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
