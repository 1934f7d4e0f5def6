import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { CaptureJob } from '../../src/contract/queries.ts';
import type { BatchId, CaptureJobId, DocumentId } from '../../src/domain/ids.ts';
import type { DocumentKind } from '../../src/domain/reading.ts';
import { defaultScanProfile, type ScanProfile } from '../../src/domain/rules/profile.ts';
import { openStore } from '../../src/station/store/open-store.ts';
import { atEnd } from '../at-end.ts';
import { drawing } from '../e2e/files.ts';
import { newFolder, openAt } from './at-desk.ts';
import { loadPaper } from './paper.ts';
import { type ScriptedPages, scriptPages } from './scripted-pages.ts';
import type { TestStation } from './test-station.ts';

const simplex: ScanProfile = { ...defaultScanProfile, sides: 'simplex', doubleFeed: 'off', dpi: 100 };
const inks = ['#224466', '#446622', '#662244', '#226644', '#664422'];
const file = async (at: number, name = `${at}.png`) => ({
  name,
  bytes: new Uint8Array(await drawing(inks[at] ?? '#000', 'png')),
});

/** A real station with two invoices and an attachment in its batch, and a scanner with this much paper. */
async function openDesk(sheets = 0) {
  const paper = await loadPaper(
    await Promise.all(inks.slice(0, Math.max(1, sheets)).map((ink) => drawing(ink, 'png'))),
  );
  atEnd(paper.remove);
  const folder = newFolder();
  const pages = scriptPages();
  const reopen = async () => {
    const station = await openAt(folder, { esclAddresses: [paper.url], launch: pages.launch });
    return station;
  };
  const station = await reopen();
  const batchId = await station.openBatch();
  await station.importFiles(batchId, [
    await file(0, 'old-0.png'),
    await file(1, 'old-1.png'),
    await file(2, 'old-2.png'),
  ]);
  const old = (await documentsOf(station, batchId)).map(({ id }) => id);
  const kind = async (at: number, to: DocumentKind) => {
    const documentIds = old.slice(at, at + 1);
    const edit = { type: 'document.reclassify', documentIds, kind: to, category: null } as const;
    await station.run('tree.edit', { batchId, edit });
  };
  await kind(0, 'invoice');
  await kind(1, 'invoice');
  const { devices } = sheets > 0 ? await station.ask('devices.list', {}) : { devices: [] };
  return { station, reopen, paper, pages, batchId, old, deviceId: devices[0]?.id ?? '' };
}

/** Documents that are shown, in order, with the names or sheets of their live pages. */
async function documentsOf(station: TestStation, batchId: BatchId) {
  const { bills, documents, pages } = await station.snapshot(batchId);
  const rank = new Map(bills.map((bill) => [bill.id, bill.rank]));
  return documents
    .toSorted((a, b) => (rank.get(a.billId) ?? 0) - (rank.get(b.billId) ?? 0) || a.rank - b.rank)
    .map((document) => ({
      ...document,
      live: pages
        .filter((page) => page.documentId === document.id && !page.isDeleted)
        .toSorted((a, b) => a.rank - b.rank)
        .map((page) => page.source?.name ?? `sheet ${page.sheet}`),
    }))
    .filter(({ live }) => live.length > 0);
}

async function shown(station: TestStation, batchId: BatchId): Promise<readonly string[]> {
  return (await documentsOf(station, batchId)).map(({ kind, live }) => `${kind}: ${live.join(', ')}`);
}

async function binned(station: TestStation, batchId: BatchId): Promise<number> {
  return (await station.snapshot(batchId)).pages.filter((page) => page.isDeleted).length;
}

async function jobOf(station: TestStation, batchId: BatchId, id: CaptureJobId): Promise<CaptureJob> {
  const job = (await station.snapshot(batchId)).captureJobs.find((one) => one.id === id);
  if (!job) throw new Error('no such capture');
  return job;
}

/** Begins an import in place of documents. */
async function importInPlace(
  station: TestStation,
  batchId: BatchId,
  replaces: readonly (DocumentId | undefined)[],
  files: readonly { name: string; bytes: Uint8Array }[],
) {
  const uploadIds: string[] = [];
  for (const { name, bytes } of files) {
    const upload = await station.station.receiveUpload(
      name,
      (async function* () {
        yield bytes;
      })(),
    );
    if (!upload.ok) throw new Error(JSON.stringify(upload.error));
    uploadIds.push(upload.value.uploadId);
  }
  const known = replaces.flatMap((id) => id ?? []);
  const input = { batchId, uploadIds, grouping: 'whole', place: { at: 'tail' }, replaces: known } as const;
  return station.run('import.start', { ...input, uploadIds, replaces: known });
}

async function scanInPlace(
  desk: { deviceId: string; batchId: BatchId },
  station: TestStation,
  replaces: readonly (DocumentId | undefined)[],
  goOn: { continues?: CaptureJobId; refedSheets?: number } = {},
): Promise<CaptureJob> {
  const { batchId, deviceId } = desk;
  const known = replaces.flatMap((id) => id ?? []);
  const started = await station.run('scan.start', {
    batchId,
    deviceId,
    profile: simplex,
    place: { at: 'tail' },
    replaces: known,
    ...goOn,
  });
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  await station.station.pagesRead();
  return jobOf(station, batchId, started.value.captureJobId);
}

const before = ['invoice: old-0.png', 'invoice: old-1.png', 'attachment: old-2.png'];

describe('replacing from files', () => {
  it('REPL-11 is one edit at the end: undone in one step, done again in one, and the old pages stay in the bin', async () => {
    const { station, batchId, old } = await openDesk();
    const started = await importInPlace(station, batchId, [old[0], old[1]], [await file(3), await file(4)]);
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    await station.station.pagesRead();
    const after = ['invoice: 3.png', 'invoice: 4.png', 'attachment: old-2.png'];
    expect(await shown(station, batchId)).toEqual(after);
    expect(await binned(station, batchId)).toBe(2);
    expect(await jobOf(station, batchId, started.value.captureJobId)).toMatchObject({
      state: 'done',
      replacement: { documentIds: [old[0], old[1]], into: 2, refused: null },
    });
    expect((await station.snapshot(batchId)).history.undo).toBe('document.replace');
    await station.run('tree.undo', { batchId });
    expect(await shown(station, batchId)).toEqual(before);
    expect((await station.snapshot(batchId)).history).toEqual({
      undo: 'document.reclassify',
      redo: 'document.replace',
    });
    await station.run('tree.redo', { batchId });
    expect(await shown(station, batchId)).toEqual(after);
    const restored = (await station.snapshot(batchId)).pages
      .filter((page) => page.isDeleted)
      .map(({ id }) => id);
    await station.run('tree.edit', { batchId, edit: { type: 'page.restore', pageIds: restored } });
    expect((await shown(station, batchId)).toSorted()).toEqual(
      [...before, 'invoice: 3.png', 'invoice: 4.png'].toSorted(),
    );
  });

  it('REPL-12 waits until all that came is read: until then nothing that is shown changes', async () => {
    const { station, pages, batchId, old } = await openDesk();
    pages.fate = () => 'wait';
    const asked = pages.requests.length;
    const started = await importInPlace(station, batchId, [old[0]], [await file(3)]);
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    await vi.waitFor(() => expect(pages.requests.length).toBe(asked + 1), 60_000);
    expect(await shown(station, batchId)).toEqual(before);
    expect(await jobOf(station, batchId, started.value.captureJobId)).toMatchObject({
      state: 'running',
      sidesDeleted: 1,
    });
    await letGo(pages, station);
    expect(await shown(station, batchId)).toEqual(['invoice: 3.png', ...before.slice(1)]);
  });

  it('REPL-13 cancelled: nothing is replaced, and what came lies in the bin', async () => {
    const { station, pages, batchId, old } = await openDesk();
    pages.fate = () => 'wait';
    const asked = pages.requests.length;
    const started = await importInPlace(station, batchId, [old[0]], [await file(3)]);
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    await vi.waitFor(() => expect(pages.requests.length).toBe(asked + 1), 60_000);
    await station.run('capture.cancel', { captureJobId: started.value.captureJobId });
    await letGo(pages, station);
    expect(await shown(station, batchId)).toEqual(before);
    expect(await jobOf(station, batchId, started.value.captureJobId)).toMatchObject({
      state: 'cancelled',
      sidesDeleted: 1,
      replacement: { into: null, refused: null },
    });
  });

  it('REPL-14 one file that fails, and nothing is replaced; the good ones lie in the bin', async () => {
    const { station, batchId, old } = await openDesk();
    const broken = { name: 'broken.pdf', bytes: new TextEncoder().encode('%PDF-1.7\nno more') };
    const started = await importInPlace(station, batchId, [old[0], old[1]], [await file(3), broken]);
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    await station.station.pagesRead();
    expect(await shown(station, batchId)).toEqual(before);
    expect(await jobOf(station, batchId, started.value.captureJobId)).toMatchObject({
      state: 'done',
      sidesDeleted: 1,
      replacement: { into: null, refused: { type: 'FileDamaged', name: 'broken.pdf' } },
    });
  });

  it('REPL-15 what cannot be replaced is refused before any page is taken; what changed meanwhile, at the end', async () => {
    const { station, pages, batchId, old } = await openDesk();
    expect(await importInPlace(station, batchId, [old[1], old[2]], [await file(3)])).toEqual({
      ok: false,
      error: { type: 'MixedKinds' },
    });
    expect((await station.snapshot(batchId)).captureJobs).toHaveLength(1);
    pages.fate = () => 'wait';
    const started = await importInPlace(station, batchId, [old[0], old[1]], [await file(3)]);
    if (!started.ok) throw new Error(JSON.stringify(started.error));
    const documentIds = old.slice(1, 2);
    const edit = { type: 'document.reclassify', documentIds, kind: 'attachment', category: null } as const;
    await station.run('tree.edit', { batchId, edit });
    await vi.waitFor(async () => expect(await binned(station, batchId)).toBe(1), 60_000);
    await letGo(pages, station);
    expect(await shown(station, batchId)).toEqual([before[0], 'attachment: old-1.png', before[2]]);
    expect(await jobOf(station, batchId, started.value.captureJobId)).toMatchObject({
      state: 'done',
      replacement: { into: null, refused: { type: 'MixedKinds' } },
    });
  });
});

describe('replacing by scanner', () => {
  it('REPL-16 one invoice by two sheets is one invoice; two by two are two', async () => {
    const desk = await openDesk(2);
    const { station, paper, batchId, old } = desk;
    const job = await scanInPlace(desk, station, [old[0]]);
    expect(job).toMatchObject({ state: 'done', replacement: { into: 1 } });
    expect(await shown(station, batchId)).toEqual(['invoice: sheet 1, sheet 2', ...before.slice(1)]);
    await station.run('tree.undo', { batchId });
    await paper.control({ load: true });
    expect(await scanInPlace(desk, station, [old[0], old[1]])).toMatchObject({ replacement: { into: 2 } });
    expect(await shown(station, batchId)).toEqual(['invoice: sheet 1', 'invoice: sheet 2', before[2]]);
  });

  it('REPL-17 a jam replaces nothing; once the stack is through the swap takes all of it, a sheet fed again once', async () => {
    const desk = await openDesk(3);
    const { station, paper, batchId, old } = desk;
    await paper.control({ fault: { at: 2, type: 'jam', http: 404 } });
    const first = await scanInPlace(desk, station, [old[0]]);
    expect(first).toMatchObject({ state: 'fault', sidesDeleted: 2, replacement: { into: null } });
    expect(await shown(station, batchId)).toEqual(before);
    await paper.control({ clear: true });
    const again = { continues: first.id, refedSheets: 1 };
    const second = await scanInPlace(desk, station, [], again);
    expect(second).toMatchObject({ state: 'done', replacement: { documentIds: [old[0]], into: 1 } });
    const { pages } = await station.snapshot(batchId);
    const live = pages.filter((page) => !page.isDeleted && page.source === null);
    expect(live.map((page) => [page.captureJobId, page.sheet])).toEqual([
      [first.id, 1],
      ...Array.from({ length: second.sheetsFed }, (_, at) => [second.id, at + 1]),
    ]);
  });

  it('REPL-18 a station killed in between has replaced nothing, and can go on to the swap', async () => {
    const desk = await openDesk(3);
    const { station, reopen, paper, batchId, old } = desk;
    await paper.control({ fault: { at: 2, type: 'coverOpen', http: 404 } });
    const first = await scanInPlace(desk, station, [old[0]]);
    await station.close();
    // As the store stood at the kill: the row of a running capture is the one of its start.
    const store = openStore(join(station.dataFolder, 'station.sqlite'), { log: () => undefined });
    if (!store.ok) throw new Error(JSON.stringify(store.error));
    store.value.saveCaptureJob({ ...first, state: 'running', fault: null, sheetsFed: 0, sidesTaken: 0 });
    store.value.close();
    const later = await reopen();
    expect(await shown(later, batchId)).toEqual(before);
    expect(await binned(later, batchId)).toBe(2);
    expect(await jobOf(later, batchId, first.id)).toMatchObject({
      state: 'fault',
      replacement: { documentIds: [old[0]], into: null },
    });
    await paper.control({ clear: true });
    await scanInPlace(desk, later, [], { continues: first.id });
    expect(await shown(later, batchId)).toEqual(['invoice: sheet 1, sheet 2, sheet 1', ...before.slice(1)]);
  });

  it('REPL-19 an empty feeder replaces nothing', async () => {
    const desk = await openDesk(1);
    const { station, paper, batchId, old } = desk;
    await scanInPlace(desk, station, [old[2]]);
    await station.run('tree.undo', { batchId });
    // An idle feeder of this scanner fills itself after a second, but for what was taken out.
    await paper.control({ empty: true });
    const job = await scanInPlace(desk, station, [old[0]]);
    expect(job.replacement).toMatchObject({ into: null });
    expect(await shown(station, batchId)).toEqual(before);
  });
});

async function letGo(pages: ScriptedPages, station: TestStation): Promise<void> {
  pages.fate = () => 'done';
  pages.letGo();
  await station.station.pagesRead();
}
