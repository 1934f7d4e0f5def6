import { describe, expect, it } from 'vitest';
import type { BatchId, PageId } from '../../src/domain/ids.ts';
import { cleanupPresets, stageVersions } from '../../src/domain/rules/cleanup.ts';
import { defaultScanProfile } from '../../src/domain/rules/profile.ts';
import type { EditCommand } from '../../src/domain/tree/commands.ts';
import type { Page } from '../../src/domain/tree/records.ts';
import { newFolder, openAt } from './at-desk.ts';
import { pageWith } from './page-with.ts';
import { type ScriptedPages, scriptPages } from './scripted-pages.ts';
import type { TestStation } from './test-station.ts';

const open = ({ launch }: ScriptedPages, folder = newFolder()) => openAt(folder, { launch, pageWorkers: 1 });

const picture = await pageWith('CL-2026-000901');

/** A batch of so many pages, all imported. */
async function withPages(station: TestStation, count = 1): Promise<{ batchId: BatchId; ids: PageId[] }> {
  const batchId = await station.openBatch();
  const files = await Promise.all(
    // Pictures of their own: equal ones would be one original.
    Array.from({ length: count }, async (_, n) => ({
      name: `${n}.png`,
      bytes: n === 0 ? picture : await pageWith(`CL-2026-00${910 + n}`),
    })),
  );
  const { pages } = await station.importFiles(batchId, files);
  return { batchId, ids: pages.toSorted((a, b) => a.feed - b.feed).map(({ id }) => id) };
}

async function pageOf(station: TestStation, batchId: BatchId, id: PageId | undefined): Promise<Page> {
  const found = (await station.snapshot(batchId)).pages.find((page) => page.id === id);
  if (!found) throw new Error(`no page ${id}`);
  return found;
}

async function edit(
  station: TestStation,
  batchId: BatchId,
  command: Exclude<EditCommand, { type: 'page.accept' }>,
) {
  expect(await station.run('tree.edit', { batchId, edit: command as never })).toMatchObject({ ok: true });
  await station.station.pagesRead();
}

const progressOf = (station: TestStation) =>
  station.events.flatMap((event) =>
    event.type === 'cleanup.progress' ? [`${event.done}/${event.total}`] : [],
  );

describe('a page that is given up', () => {
  it('CLEAN-15 that kills its worker twice is parked, told, audited and holds its bill back; its original is whole', async () => {
    const pages = scriptPages();
    const station = await open(pages);
    pages.fate = () => 'kill';
    const { batchId, ids } = await withPages(station);
    const [id] = ids;
    const page = await pageOf(station, batchId, id);
    expect(page).toMatchObject({ parked: 'worker ended: signal SIGSEGV', reading: null });
    expect(pages.requests).toHaveLength(2);
    expect(station.station.pageFile(page.id, 'original')?.sha256).toBe(page.original.sha256);
    const told = station.events.findLast((event) => event.type === 'batch.changed');
    expect(told?.type === 'batch.changed' && told.diff.pages.updated).toMatchObject([
      { id, to: { parked: page.parked } },
    ]);
    expect((await station.ask('page.history', { pageId: page.id })).map(({ act }) => act)).toContain(
      'parked',
    );
    expect(await station.ask('batch.problems', { batchId })).toContainEqual(
      expect.objectContaining({ type: 'PageParked', pageId: id }),
    );
    const [job] = (await station.snapshot(batchId)).captureJobs;
    expect(job).toMatchObject({ sidesTaken: 1, sidesUnread: 0 });
    expect((await station.ask('station.status', {})).deadJobs).toBe(1);
  });

  it('CLEAN-16 a damaged one is parked as well, the others are read; a re-run that succeeds clears it', async () => {
    const pages = scriptPages();
    const station = await open(pages);
    pages.fate = ({ path }) => (path === pages.requests[0]?.path ? 'damaged' : 'done');
    const { batchId, ids } = await withPages(station, 2);
    const states = await Promise.all(ids.map((id) => pageOf(station, batchId, id)));
    const parked = states.filter((page) => page.parked !== null);
    expect(parked).toMatchObject([{ parked: 'JPEG: premature end', reading: null }]);
    const [page] = parked;
    if (!page) throw new Error('no page');
    pages.fate = () => 'done';
    expect(await station.run('cleanup.rerun', { batchId, pageIds: [page.id] })).toMatchObject({
      value: { queued: 1 },
    });
    expect((await pageOf(station, batchId, page.id)).parked).not.toBeNull();
    await station.station.pagesRead();
    expect(await pageOf(station, batchId, page.id)).toMatchObject({
      parked: null,
      reading: expect.anything(),
    });
    expect((await station.ask('station.status', {})).deadJobs).toBe(0);
  });

  it('CLEAN-17 tries count across a restart of the station', async () => {
    const pages = scriptPages();
    const folder = newFolder();
    const first = await open(pages, folder);
    pages.fate = () => (pages.requests.length === 1 ? 'kill' : 'wait');
    const batchId = await first.openBatch();
    const upload = await first.station.receiveUpload('a.png', chunks(picture));
    if (!upload.ok) throw new Error('no upload');
    const { uploadId } = upload.value;
    await first.run('import.start', {
      batchId,
      uploadIds: [uploadId],
      grouping: 'split',
      place: { at: 'tail' },
    });
    while (pages.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 20));
    await first.close();
    pages.fate = () => 'kill';
    const second = await open(pages, folder);
    await second.station.pagesRead();
    expect(pages.requests).toHaveLength(3);
    const [page] = (await second.snapshot(batchId)).pages;
    expect(page?.parked).toBe('worker ended: signal SIGSEGV');
  });
});

describe('values set by hand', () => {
  const crooked = { skewDeg: { value: 2, by: 'auto', confidence: 0.9 } } as const;

  it('CLEAN-18 a value set is rendered, undone and done again', async () => {
    const pages = scriptPages(crooked);
    const station = await open(pages);
    const { batchId, ids } = await withPages(station);
    await edit(station, batchId, {
      type: 'page.adjust',
      pageIds: ids,
      set: { skewDeg: -1, holes: 'fill' },
      giveBack: [],
    });
    expect(pages.requests.map(({ task }) => task)).toEqual(['read', 'render']);
    const set = await pageOf(station, batchId, ids[0]);
    expect(set.rendition?.recipe).toMatchObject({
      skewDeg: { value: -1, by: 'manual' },
      holes: { value: 'fill' },
    });
    await station.run('tree.undo', { batchId });
    await station.station.pagesRead();
    expect((await pageOf(station, batchId, ids[0])).rendition?.recipe.skewDeg).toEqual(crooked.skewDeg);
    await station.run('tree.redo', { batchId });
    await station.station.pagesRead();
    expect((await pageOf(station, batchId, ids[0])).rendition?.recipe.skewDeg.value).toBe(-1);
  });

  it('CLEAN-19 a value given back is found anew, the others of the hand stay, and it can be undone though it was read since', async () => {
    const pages = scriptPages(crooked);
    const station = await open(pages);
    const { batchId, ids } = await withPages(station);
    await edit(station, batchId, {
      type: 'page.adjust',
      pageIds: ids,
      set: { skewDeg: -1, holes: 'fill' },
      giveBack: [],
    });
    await edit(station, batchId, { type: 'page.adjust', pageIds: ids, set: {}, giveBack: ['skewDeg'] });
    expect(pages.requests.map(({ task }) => task)).toEqual(['read', 'render', 'read']);
    expect((await pageOf(station, batchId, ids[0])).recipe).toMatchObject({
      skewDeg: crooked.skewDeg,
      holes: { value: 'fill', by: 'manual' },
      versions: stageVersions,
    });
    expect(await station.run('tree.undo', { batchId })).toMatchObject({ ok: true });
    await station.station.pagesRead();
    const undone = await pageOf(station, batchId, ids[0]);
    expect(undone.recipe?.skewDeg).toMatchObject({ value: -1, by: 'manual' });
    expect(undone.rendition?.recipe.skewDeg.value).toBe(-1);
  });

  it('CLEAN-20 what a person sets while the page is read stands, and is rendered', async () => {
    const pages = scriptPages(crooked);
    const station = await open(pages);
    const { batchId, ids } = await withPages(station);
    pages.fate = () => 'wait';
    await station.run('cleanup.rerun', { batchId, pageIds: ids });
    while (pages.requests.length < 2) await new Promise((resolve) => setTimeout(resolve, 10));
    const set = { type: 'page.adjust', pageIds: ids, set: { skewDeg: -1 }, giveBack: [] } as const;
    expect(await station.run('tree.edit', { batchId, edit: set })).toMatchObject({ ok: true });
    pages.fate = () => 'done';
    pages.letGo();
    await station.station.pagesRead();
    const page = await pageOf(station, batchId, ids[0]);
    expect([page.recipe?.skewDeg, page.rendition?.recipe.skewDeg]).toMatchObject([
      { value: -1, by: 'manual' },
      { value: -1, by: 'manual' },
    ]);
  });
});

describe('a re-run', () => {
  it('CLEAN-21 looks at each page once more, tells how far it is, and keeps what a person set', async () => {
    const pages = scriptPages({ tone: { value: 'even', by: 'auto', confidence: 1 } });
    const station = await open(pages);
    const { batchId, ids } = await withPages(station, 3);
    await edit(station, batchId, {
      type: 'page.adjust',
      pageIds: ids.slice(0, 1),
      set: { tone: 'none' },
      giveBack: [],
    });
    pages.requests.length = 0;
    expect(await station.run('cleanup.rerun', { batchId, pageIds: ids })).toMatchObject({
      value: { queued: 3 },
    });
    await station.station.pagesRead();
    expect(pages.requests.map(({ task }) => task)).toEqual(['read', 'read', 'read']);
    expect(progressOf(station)).toEqual(['0/3', '1/3', '2/3', '3/3']);
    expect((await pageOf(station, batchId, ids[0])).recipe?.tone).toMatchObject({
      value: 'none',
      by: 'manual',
    });
    expect((await station.ask('page.history', { pageId: ids[0] as PageId })).map(({ act }) => act)).toContain(
      'cleanup.rerun',
    );
  });

  it('CLEAN-22 taken back, what has begun comes to its end and the rest stays as it is', async () => {
    const pages = scriptPages();
    const station = await open(pages);
    const { batchId, ids } = await withPages(station, 3);
    pages.fate = () => 'wait';
    await station.run('cleanup.rerun', { batchId, pageIds: ids });
    expect(await station.run('cleanup.cancel', { batchId })).toEqual({ ok: true, value: { cancelled: 2 } });
    while (pages.requests.length < 4) await new Promise((resolve) => setTimeout(resolve, 10));
    pages.letGo();
    await station.station.pagesRead();
    expect(pages.requests).toHaveLength(4);
    expect(progressOf(station)).toEqual(['0/3', '2/3', '3/3']);
  });

  it('CLEAN-23 goes on after a restart, behind an edit somebody waits for', async () => {
    const pages = scriptPages();
    const folder = newFolder();
    const first = await open(pages, folder);
    const { batchId, ids } = await withPages(first, 3);
    pages.fate = () => 'wait';
    await first.run('cleanup.rerun', { batchId, pageIds: ids });
    const turn = { type: 'page.rotate', pageIds: ids.slice(2), turn: 90 } as const;
    await first.run('tree.edit', { batchId, edit: turn });
    while (pages.requests.length < 4) await new Promise((resolve) => setTimeout(resolve, 10));
    await first.close();
    pages.requests.length = 0;
    pages.fate = () => 'done';
    const second = await open(pages, folder);
    await second.station.pagesRead();
    expect(pages.requests.map(({ task }) => task)).toEqual(['render', 'read', 'read', 'read']);
    expect(progressOf(second)).toEqual(['1/3', '2/3', '3/3']);
  });

  it('CLEAN-24 of unknown pages is refused; of pages still to be read there is none', async () => {
    const pages = scriptPages();
    const station = await open(pages);
    const { batchId } = await withPages(station);
    const nowhere = `page:01890000-0000-7000-8000-000000000000` as const;
    expect(await station.run('cleanup.rerun', { batchId, pageIds: [nowhere] })).toMatchObject({
      error: { type: 'PageNotFound' },
    });
    expect(progressOf(station)).toEqual([]);
  });
});

describe('the plan of a page', () => {
  it('CLEAN-25 is the one chosen for the import, else that of the profile stacks are scanned with', async () => {
    const pages = scriptPages();
    const station = await open(pages);
    const profile = { ...defaultScanProfile, name: 'Archive', cleanup: cleanupPresets.archive };
    const id = '019a0000-0000-7000-8000-000000000009';
    const stored = { id, deviceId: null, deviceName: null, key: null, settings: profile };
    expect(await station.run('profiles.save', stored)).toMatchObject({ ok: true });
    await station.run('profiles.setDefault', { work: 'stack', profileId: id });
    await withPages(station);
    expect(pages.requests.at(-1)?.plan).toEqual(cleanupPresets.archive);
    const batchId = await station.openBatch();
    const upload = await station.station.receiveUpload('a.png', chunks(picture));
    if (!upload.ok) throw new Error('no upload');
    await station.run('import.start', {
      batchId,
      uploadIds: [upload.value.uploadId],
      grouping: 'split',
      place: { at: 'tail' },
      cleanup: cleanupPresets.raw,
    });
    await station.station.pagesRead();
    expect(pages.requests.at(-1)?.plan).toEqual(cleanupPresets.raw);
  });
});

async function* chunks(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
