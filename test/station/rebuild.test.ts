import { randomBytes } from 'node:crypto';
import {
  closeSync,
  cpSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rebuild } from '../../src/cli/commands/rebuild.ts';
import type { Output } from '../../src/cli/output.ts';
import { defaultScanProfile } from '../../src/domain/rules/profile.ts';
import { rebuildStation } from '../../src/station/rebuild.ts';
import { openStation } from '../../src/station/station.ts';
import { atEnd } from '../at-end.ts';
import { firstSampleBill } from '../e2e/files.ts';
import { readLedger } from '../sync/service-ledger.ts';
import { newFolder, openAt } from './at-desk.ts';
import { importBill, openKeep, pathOf, rowsOf, submit } from './keeping-rig.ts';
import { loadPaper } from './paper.ts';
import { newDataFolder, openTestStation, pace, testOptions } from './test-station.ts';

interface PageFacts {
  readonly id: string;
  readonly batch_id: string;
  readonly original_sha256: string;
}
const factsSql = `SELECT p.id, b.batch_id, p.original_sha256, p.sheet, p.side, p.dpi, p.source_name, p.original_mime,
  p.original_width FROM pages p JOIN documents d ON d.id = p.document_id JOIN bills b ON b.id = d.bill_id
  ORDER BY b.batch_id, b.rank, d.rank, p.rank`;

let whole = { path: '', remove: () => {} };
let before: PageFacts[] = [];

/** A station that imported a bill into one batch and scanned three sheets into another, and was closed. */
beforeAll(async () => {
  whole = newDataFolder();
  const files = (await firstSampleBill()).map(({ name, buffer }) => ({ name, bytes: buffer }));
  const paper = await loadPaper(files.slice(0, 3).map(({ bytes }) => bytes));
  const station = await openTestStation(whole.path, { esclAddresses: [paper.url] });
  await station.importFiles(await station.openBatch(), files);
  const batchId = await station.openBatch();
  const { devices } = await station.ask('devices.list', {});
  const started = await station.run('scan.start', {
    batchId,
    deviceId: devices[0]?.id ?? '',
    profile: { ...defaultScanProfile, sides: 'simplex' },
    place: { at: 'tail' },
  });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  await station.station.pagesRead();
  await station.close();
  paper.remove();
  before = rowsOf<PageFacts>(whole.path, factsSql);
}, 120_000);
afterAll(() => whole.remove());

function copyOf(): string {
  const path = newFolder();
  cpSync(whole.path, path, { recursive: true });
  return path;
}

const storeOf = (folder: string) => join(folder, 'station.sqlite');

function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const file = openSync(path, 'r+');
  writeSync(file, bytes, 0, bytes.length, at);
  closeSync(file);
}

const damages: readonly (readonly [string, (path: string) => void])[] = [
  ['zeros over the first half', (path) => overwrite(path, 0, Buffer.alloc(statSync(path).size / 2))],
  ['cut off in the middle', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
  ['cut off to nothing', (path) => truncateSync(path, 0)],
  [
    'random bytes over all but its head',
    (path) => overwrite(path, 100, randomBytes(statSync(path).size - 100)),
  ],
  ['gone', (path) => rmSync(path)],
];

function rebuildQuietly(dataFolder: string) {
  return rebuildStation({ dataFolder, operator: 'it', log: () => undefined, onBatch: () => undefined });
}

describe('a database that cannot be read', () => {
  it.each(damages)(
    'KEEP-20 %s: the station says so, and every page comes back in its order',
    async (_, damage) => {
      expect(before.length).toBeGreaterThan(5);
      const folder = copyOf();
      damage(storeOf(folder));
      const damaged = existsSync(storeOf(folder)) ? readFileSync(storeOf(folder)) : null;
      expect(await openStation(testOptions(folder, {}))).toMatchObject({ error: { type: 'StoreDamaged' } });
      // Looking at it changed nothing of it.
      if (damaged) expect(readFileSync(storeOf(folder)).equals(damaged)).toBe(true);

      const rebuilt = await rebuildQuietly(folder);
      expect(rebuilt).toMatchObject({
        value: { type: 'rebuilt', batches: 2, pages: before.length, found: [], pictureless: 0 },
      });
      if (damaged)
        expect(readFileSync(join(folder, 'damaged-1', 'station.sqlite')).equals(damaged)).toBe(true);
      expect(rowsOf<PageFacts>(folder, factsSql)).toEqual(before);
      // A second time there is nothing to do.
      expect(await rebuildQuietly(folder)).toMatchObject({ value: { type: 'sound' } });
    },
  );

  it('KEEP-21 the station works on with what came back', async () => {
    const folder = copyOf();
    truncateSync(storeOf(folder), 1000);
    await rebuildQuietly(folder);
    const station = await openAt(folder);
    await station.station.pagesRead();
    const batches = await station.ask('batches.list', {});
    expect(batches.map(({ pages }) => pages).toSorted()).toEqual([3, before.length - 3].toSorted());
    const imported = batches.find(({ pages }) => pages !== 3);
    if (!imported) throw new Error('the batch that was imported');
    const { bills, pages, batch } = await station.snapshot(imported.batch.id);
    expect(bills.map(({ number }) => number)).toEqual(['CL-2026-000101']);
    expect(pages.every((page) => page.reading !== null)).toBe(true);
    expect(batch.name).toMatch(/^\d{4}-\d\d-\d\d\/\d\d$/);
  });

  it('KEEP-22 a picture without its sidecar comes into a batch of its own, a derived one does not', async () => {
    const folder = copyOf();
    const [page] = before;
    if (!page) throw new Error('a page');
    rmSync(`${pathOf(folder, page.original_sha256)}.${page.id.slice('page:'.length)}.json`);
    // Equal sheets are one file: only where no sidecar is left it is not known.
    const shelf = join(folder, 'cas', page.original_sha256.slice(0, 2));
    for (const name of readdirSync(shelf))
      if (name.startsWith(page.original_sha256) && name.endsWith('.json')) rmSync(join(shelf, name));
    // Nor does its bill name it.
    rmSync(join(folder, 'bills'), { recursive: true });
    truncateSync(storeOf(folder), 0);
    const lines: Record<string, unknown>[] = [];
    const output: Output = {
      isJson: true,
      line: (object) => void lines.push(object),
      failure: (error) => void lines.push({ error }),
      note: () => undefined,
      status: () => 0,
    };
    process.env.PLATEN_SERVICE_URL = 'http://127.0.0.1:9';
    atEnd(() => {
      delete process.env.PLATEN_SERVICE_URL;
    });
    await rebuild({ data: folder }, output);
    expect(lines.at(-1)).toMatchObject({ type: 'rebuilt', found: 1 });
    expect(lines).toContainEqual(expect.objectContaining({ type: 'batch', name: 'found', pages: 1 }));
    const kept = rowsOf<PageFacts>(folder, factsSql).map(({ original_sha256 }) => original_sha256);
    expect(new Set(kept)).toEqual(new Set(before.map(({ original_sha256 }) => original_sha256)));
  });
});

describe('what persons made of the pages', () => {
  /** A bill that was sent and one that was worked at, all of it beside the store as well. */
  async function worked() {
    const keep = await openKeep();
    const station = await keep.open({ sidecarPace: { firstMs: 1, everyMs: 20, restMs: 1 } });
    const sent = await importBill(station);
    await submit(station, sent);
    const open = await importBill(station);
    const { batchId, billId } = open;
    const { documents, pages } = await station.snapshot(batchId);
    const [last] = documents.toSorted((a, b) => b.rank - a.rank);
    const binned = pages.find(({ documentId }) => documentId !== last?.id);
    if (!last || !binned) throw new Error('two documents');
    const edits = [
      { type: 'bill.setNumber', billId, number: 'TYPED-7' },
      { type: 'document.reclassify', documentIds: [last.id], kind: 'attachment', category: 'contract' },
      { type: 'page.delete', pageIds: [binned.id] },
    ] as const;
    for (const edit of edits)
      expect(await station.run('tree.edit', { batchId, edit })).toMatchObject({ ok: true });
    expect(await station.run('bill.setPaper', { batchId, billId, paper: 'pending' })).toMatchObject({
      ok: true,
    });
    await station.station.pagesRead();
    await expect
      .poll(() => rowsOf(keep.dataFolder, 'SELECT * FROM bill_sidecars_owed'), { timeout: 60_000 })
      .toEqual([]);
    const [sentBefore, openBefore] = [await station.snapshot(sent.batchId), await station.snapshot(batchId)];
    const queue = await station.ask('queue.list', {});
    await station.close();
    return { keep, sent, open, sentBefore, openBefore, queue };
  }

  const treeOf = ({ batch, bills, documents, pages }: Awaited<ReturnType<typeof worked>>['openBefore']) => ({
    ...{ batch, bills, documents, pages },
  });

  it('KEEP-26 comes back: typed numbers, categories, the bin, receipts; what was sent stays sent and is not sent again', async () => {
    const { keep, sent, open, sentBefore, openBefore, queue } = await worked();
    truncateSync(storeOf(keep.dataFolder), 1000);
    // What the bills name is known without sidecars of pages.
    const cas = join(keep.dataFolder, 'cas');
    for (const shelf of readdirSync(cas))
      for (const name of readdirSync(join(cas, shelf)))
        if (name.endsWith('.json') || name === 'derived') rmSync(join(cas, shelf, name));
    const pages = sentBefore.pages.length + openBefore.pages.length;
    expect(await rebuildQuietly(keep.dataFolder)).toMatchObject({
      value: { type: 'rebuilt', batches: 2, pages, found: [] },
    });
    const station = await keep.open();
    expect(treeOf(await station.snapshot(open.batchId))).toEqual(treeOf(openBefore));
    expect(treeOf(await station.snapshot(sent.batchId))).toEqual(treeOf(sentBefore));
    await station.station.synced();
    await station.station.synced();
    const unmoved = ({ updatedAt: _, ...status }: (typeof queue)[number]) => status;
    expect((await station.ask('queue.list', {})).map(unmoved)).toEqual(queue.map(unmoved));
    const again = await station.run('bill.submit', { batchId: sent.batchId, billIds: [sent.billId] });
    expect(again).toMatchObject({ ok: false, error: { type: 'BillSubmitted' } });
    expect(readLedger(keep.folder).revisions).toHaveLength(1);
    expect(await station.ask('keeping.state', {})).toMatchObject({ damaged: 0 });
  });

  it('KEEP-27 a picture that went with the store is told as damaged, and a sidecar that does not read takes no page with it', async () => {
    const { keep, open, openBefore, sent, sentBefore } = await worked();
    truncateSync(storeOf(keep.dataFolder), 0);
    const [lost] = openBefore.pages.filter((page) => !page.isDeleted);
    if (!lost) throw new Error('a page');
    const shared = sentBefore.pages.filter(({ original }) => original.sha256 === lost.original.sha256);
    rmSync(pathOf(keep.dataFolder, lost.original.sha256));
    const uuid = sent.billId.slice('bill:'.length);
    truncateSync(join(keep.dataFolder, 'bills', uuid.slice(-2), `${uuid}.json`), 100);
    expect(await rebuildQuietly(keep.dataFolder)).toMatchObject({ value: { type: 'rebuilt' } });
    const station = await keep.open();
    await station.station.pagesRead();
    const there = await station.snapshot(open.batchId);
    expect(there.pages.filter((page) => page.damaged !== null).map(({ id }) => id)).toContain(lost.id);
    const other = await station.snapshot(sent.batchId);
    expect(other.pages).toHaveLength(sentBefore.pages.length - shared.length);
    expect(other.bills.every(({ state }) => state === 'open')).toBe(true);
  });

  it('KEEP-28 a bill waits for its sidecar before it is sent, and its pictures before they are cleared', async () => {
    const keep = await openKeep();
    // Nothing is written for its own sake.
    const never = { sidecarPace: pace };
    const station = await keep.open(never);
    const bill = await importBill(station);
    await submit(station, bill);
    await station.close();
    truncateSync(storeOf(keep.dataFolder), 0);
    expect(await rebuildQuietly(keep.dataFolder)).toMatchObject({ value: { type: 'rebuilt' } });
    const sent = await keep.open(never);
    await sent.station.synced();
    await sent.station.synced();
    const before = await sent.snapshot(bill.batchId);
    expect(before.bills.map(({ id, state }) => [id, state])).toEqual([[bill.billId, 'submitted']]);
    expect(readLedger(keep.folder).revisions).toHaveLength(1);
    const pages = before.pages.length;
    await sent.close();
    // Opened anew: what was looked at within the hour stays.
    const late = await keep.open({ ...never, retention: { days: 0 } });
    expect(await late.run('retention.run', {})).toMatchObject({ value: { pages } });
    await late.close();

    truncateSync(storeOf(keep.dataFolder), 0);
    expect(await rebuildQuietly(keep.dataFolder)).toMatchObject({ value: { type: 'rebuilt', pages } });
    const cleared = await keep.open(never);
    const after = await cleared.snapshot(bill.batchId);
    expect(after.pages.every((page) => page.clearedAt !== null && page.damaged === null)).toBe(true);
  });
});
