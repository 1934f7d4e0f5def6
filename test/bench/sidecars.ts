import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import type { BatchId, IdSource, PageId } from '../../src/domain/ids.ts';
import { openBillSidecars, usualSidecarPace } from '../../src/station/commands/bill-sidecars.ts';
import { openTrees } from '../../src/station/commands/trees.ts';
import { openFiles } from '../../src/station/files/open-files.ts';
import { openStore } from '../../src/station/store/open-store.ts';
import {
  page as anyPage,
  audit,
  bill,
  document,
  reading,
  recipe,
  rendition,
} from '../station/store/sample.ts';

/* What sidecars cost: pages taken in, and changes saved, with and without them, in turns on one disk. */

const pagesInRound = 60;
const rounds = 5;
const pageBytes = 500_000;
const editsInRound = 60;
const pagesOfBatch = 1_000;
const pagesOfBill = 20;
/** Far more often than in earnest, so that edits meet it. */
const busyPace = { ...usualSidecarPace, firstMs: 1, everyMs: 20 };
const neverPace = { firstMs: 3_600_000, everyMs: 3_600_000, restMs: 1 };

const log = () => undefined;
const ids: IdSource = ((kind: string) => `${kind}:${uuidv7()}`) as IdSource;

async function openStation(pace: typeof busyPace) {
  const folder = mkdtempSync(join(tmpdir(), 'platen-bench-sidecars-'));
  const files = await openFiles(folder, { log });
  const opened = openStore(join(folder, 'station.sqlite'), { log });
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  const store = opened.value;
  const trees = openTrees({
    ...{ store, ids, clock: { now: () => Date.now() }, operator: () => 'bench' },
    ...{ emit: () => undefined, onJobs: () => undefined },
  });
  const sidecars = openBillSidecars({ trees, store, files, pace, log });
  const batchId: BatchId = ids('batch');
  store.insertBatch(
    { id: batchId, name: 'bench', openedAt: 1, openedBy: 'bench' },
    audit('opened', [], batchId),
  );
  return {
    ...{ folder, files, store, trees, sidecars, batchId },
    async close() {
      await sidecars.stop();
      store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
type Bench = Awaited<ReturnType<typeof openStation>>;

/** Milliseconds from the spooled file to the commit. */
async function takeIn(bench: Bench, feed: number, sidecar: 'with' | 'without'): Promise<number> {
  const { files, trees, batchId } = bench;
  const bytes = randomBytes(pageBytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = join(files.spoolFolder, `${sha256}.jpg`);
  await writeFile(path, bytes);
  const { captureJobId, side, source, dpi, dpiBy, deviceSays, original: sample } = anyPage(1, 1);
  const original = { ...sample, sha256, bytes: pageBytes };
  const page = {
    id: ids('page'),
    captureJobId,
    feed,
    sheet: feed + 1,
    side,
    source,
    dpi,
    dpiBy,
    deviceSays,
    original,
  };
  const { id: pageId, ...facts } = page;
  const more = { pageId, batchId, at: 1, operator: 'bench', sequence: feed, batchName: 'bench' };
  const began = performance.now();
  await files.adopt({ path, sha256 }, sidecar === 'with' ? { ...facts, ...more, grouping: 'split' } : null);
  const added = trees.change(
    batchId,
    { type: 'page.add', page, place: { at: 'tail' }, grouping: 'split' },
    { audit: [audit('scanned', [pageId], batchId)] },
  );
  if (!added.ok) throw new Error(JSON.stringify(added.error));
  return performance.now() - began;
}

/** A batch of read pages in bills, as it is worked at. */
function fill({ trees, batchId }: Bench): readonly PageId[] {
  const made: PageId[] = [];
  for (let from = 0; from < pagesOfBatch; from += pagesOfBill) {
    const own = bill(from, { id: ids('bill'), batchId });
    const documents = Array.from({ length: pagesOfBill }, (_, rank) =>
      document(rank, 0, { id: ids('document'), billId: own.id, rank }),
    );
    const pages = documents.map(({ id }, rank) =>
      anyPage(from + rank, 0, {
        id: ids('page'),
        documentId: id,
        rank: 0,
        recipe,
        rendition: rendition(rank),
        reading,
      }),
    );
    const put = trees.change(batchId, { type: 'bill.arrived', bill: own, documents, pages }, {});
    if (!put.ok) throw new Error(JSON.stringify(put.error));
    made.push(...pages.map(({ id }) => id));
  }
  return made;
}

/** Milliseconds of one edit's commit. */
function edit({ trees, batchId }: Bench, pageId: PageId): number {
  const began = performance.now();
  const edited = trees.edit(batchId, { type: 'page.rotate', pageIds: [pageId], turn: 90 });
  if (!edited.ok) throw new Error(JSON.stringify(edited.error));
  return performance.now() - began;
}

const withThem = await openStation(busyPace);
const without = await openStation(neverPace);
try {
  const taken = { with: [] as number[], without: [] as number[] };
  for (let round = 0; round < rounds; round += 1)
    for (let n = 0; n < pagesInRound; n += 1) {
      const feed = round * pagesInRound + n;
      taken.with.push(await takeIn(withThem, feed, 'with'));
      taken.without.push(await takeIn(without, feed, 'without'));
    }
  print('a page taken in', taken);
  const edits = { with: [] as number[], without: [] as number[] };
  const pages = { with: fill(withThem), without: fill(without) };
  for (let round = 0; round < rounds * editsInRound; round += 1) {
    const at = (round * 37) % pagesOfBatch;
    for (const [name, bench] of [
      ['with', withThem],
      ['without', without],
    ] as const) {
      const pageId = pages[name][at];
      if (pageId) edits[name].push(edit(bench, pageId));
      await sleep(4);
    }
  }
  print('a change saved', edits);
} finally {
  await withThem.close();
  await without.close();
}

function print(what: string, { with: ours, without: bare }: { with: number[]; without: number[] }): void {
  process.stdout.write(
    `  ${what}: with ${at(ours, 0.5)} ms (p95 ${at(ours, 0.95)}), without ${at(bare, 0.5)} ms (p95 ${at(bare, 0.95)}), ` +
      `with over without ${(value(ours, 0.5) / value(bare, 0.5)).toFixed(2)} (p95 ${(value(ours, 0.95) / value(bare, 0.95)).toFixed(2)}); ${ours.length} each\n`,
  );
}

function at(ms: readonly number[], share: number): string {
  return value(ms, share).toFixed(2);
}

function value(ms: readonly number[], share: number): number {
  return ms.toSorted((a, b) => a - b)[Math.floor(ms.length * share)] ?? Number.NaN;
}
