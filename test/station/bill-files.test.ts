import { truncateSync } from 'node:fs';
import { copyFile, readdir, readFile, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { MatchService } from '../../src/match-service/server.ts';
import { rebuildStation } from '../../src/station/rebuild.ts';
import { firstSampleBill } from '../e2e/files.ts';
import { zipOf } from '../importing/zip-files.ts';
import { startService, token } from '../match-service/service-caller.ts';
import { readLedger } from '../sync/service-ledger.ts';
import { newFolder, openAt } from './at-desk.ts';
import { createEnrolmentDesk } from './enrolment-desk.ts';
import type { TestStation } from './test-station.ts';

const number = 'CL-2026-000101';

async function stationIn(path: string, service: MatchService | null) {
  return openAt(path, {
    service: service && { address: service.url, token },
    coverless: 'allowed',
  });
}

/** A station without a service, whose first sample bill waits. */
async function withWaitingBill() {
  const path = newFolder();
  const station = await stationIn(path, null);
  const batchId = await station.openBatch();
  const files = (await firstSampleBill()).map(({ name, buffer }) => ({ name, bytes: buffer }));
  const { bills } = await station.importFiles(batchId, files);
  const billId = bills[0]?.id ?? 'bill:';
  const submitted = await station.run('bill.submit', { batchId, billIds: [billId] });
  expect(submitted).toMatchObject({ ok: true, value: { submitted: [billId], problems: [] } });
  return { station, path, batchId, billId };
}

async function exportFrom(station: TestStation): Promise<{ file: string; name: string }> {
  const exported = await station.run('queue.export', { billIds: null });
  if (!exported.ok) throw new Error(JSON.stringify(exported.error));
  const found = await station.station.exportFile(exported.value.exportId);
  if (!found) throw new Error('the file was written');
  const file = join(newFolder(), found.name);
  await copyFile(found.path, file);
  return { file, name: found.name };
}

async function importInto(station: TestStation, file: string, name = 'a.bills.zip') {
  const bytes = await readFile(file);
  const upload = await station.station.receiveUpload(
    name,
    (async function* () {
      yield bytes;
    })(),
    'bills',
  );
  if (!upload.ok) throw new Error(JSON.stringify(upload.error));
  return station.run('queue.import', { uploadId: upload.value.uploadId });
}

const lines = async (station: TestStation) =>
  (await station.ask('queue.page', { standings: [], before: null, limit: 10 })).lines;

describe('bills in a file', () => {
  it('QUEUE-70 bills exported at one station are sent by another, once, under the name of the first, which hears of it', async () => {
    const from = await withWaitingBill();
    const before = await from.station.snapshot(from.batchId);
    const { file, name } = await exportFrom(from.station);
    expect(await lines(from.station)).toMatchObject([
      { standing: 'exported', held: { type: 'exported', by: 'tester', file: name, from: 'queued' } },
    ]);
    await from.station.close();

    const serviceFolder = newFolder();
    const service = await startService(serviceFolder);
    const other = await stationIn(newFolder(), service);
    expect(await importInto(other, file)).toEqual({ ok: true, value: { bills: 1, known: 0, refused: [] } });
    // The same file once more changes nothing.
    expect(await importInto(other, file)).toEqual({ ok: true, value: { bills: 0, known: 1, refused: [] } });
    await other.station.synced();
    const [line] = await lines(other);
    expect(line).toMatchObject({ number, stage: 'accepted', batchName: before.batch.name });
    expect(line?.origin).toMatch(/^[0-9a-f-]{36}$/);
    expect(readLedger(serviceFolder).revisions).toHaveLength(1);
    // Whole at the other station: its pages, each with its image, and where it came from.
    const there = await other.snapshot(from.batchId);
    expect(there.pages).toEqual(before.pages);
    for (const { id } of there.pages) {
      const image = other.station.pageFile(id, 'rendition');
      expect((await stat(image?.path ?? '')).size).toBeGreaterThan(0);
    }
    const acts = (await other.ask('page.history', { pageId: there.pages[0]?.id ?? 'page:' })).map(
      ({ act }) => act,
    );
    expect(acts).toContain('queue.import');

    // The first station, back in reach, has the receipt without having sent anything.
    const again = await stationIn(from.path, service);
    await again.station.synced();
    expect(await lines(again)).toMatchObject([{ stage: 'accepted', held: null, attempts: 0, origin: null }]);
  });

  it('QUEUE-71 taken back and sent by both, the service has it once; a mended one goes out under the name of its station', async () => {
    const from = await withWaitingBill();
    const { file } = await exportFrom(from.station);
    await from.station.run('queue.takeBack', { billIds: [from.billId] });
    expect(await lines(from.station)).toMatchObject([{ standing: 'queued', held: null }]);
    expect(await from.station.run('queue.takeBack', { billIds: [from.billId] })).toEqual({
      ok: false,
      error: { type: 'QueueStateChanged', number },
    });
    await from.station.close();
    const serviceFolder = newFolder();
    const service = await startService(serviceFolder);
    const again = await stationIn(from.path, service);
    await again.station.synced();
    const other = await stationIn(newFolder(), service);
    await importInto(other, file);
    await other.station.synced();
    expect(await lines(other)).toMatchObject([{ number, stage: 'accepted' }]);
    const ledger = readLedger(serviceFolder);
    expect(ledger.revisions).toHaveLength(1);

    // Sent back, it is open at both; the one that submits first is the next revision.
    const returned = { billId: from.billId, revision: 1, reason: '封面歪' };
    expect(await other.run('bill.return', returned)).toEqual({ ok: true, value: {} });
    await other.station.synced();
    await other.run('bill.submit', { batchId: from.batchId, billIds: [from.billId] });
    await other.station.synced();
    const { revisions } = readLedger(serviceFolder);
    expect(revisions).toHaveLength(2);
    expect(new Set(revisions.map(({ receipt }) => receipt.stationId)).size).toBe(1);
    const breaks = await fetch(`${service.url}/v1/audit-breaks`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(await breaks.json()).toEqual([]);
  });

  it('QUEUE-76 where every station has a token of its own, a carried bill goes out and is checked all the same', async () => {
    const from = await withWaitingBill();
    const { file } = await exportFrom(from.station);
    const serviceFolder = newFolder();
    const service = await startService(serviceFolder, { stations: 'enrolled' });
    const other = await stationIn(newFolder(), null);
    const code = await createEnrolmentDesk(service.url).code('Desk 2');
    const enrolled = await other.run('service.enrol', { address: service.url, code });
    expect(enrolled).toMatchObject({ ok: true });
    await importInto(other, file);
    await other.station.synced();
    const [line] = await lines(other);
    expect(line).toMatchObject({ number, stage: 'accepted' });
    expect(readLedger(serviceFolder).revisions.map(({ receipt }) => receipt.stationId)).toEqual([
      line?.origin,
    ]);
    const checked = await other.ask('check.get', { billId: from.billId });
    expect(checked.state.receipt.revision).toBe(1);
  });

  it('KEEP-23 a bill that came in a file comes back like any other after the database is lost', async () => {
    const from = await withWaitingBill();
    const before = await from.station.snapshot(from.batchId);
    const { file } = await exportFrom(from.station);
    const data = newFolder();
    const other = await stationIn(data, null);
    expect(await importInto(other, file)).toMatchObject({ value: { bills: 1 } });
    await other.close();
    truncateSync(join(data, 'station.sqlite'), 0);
    const rebuilt = await rebuildStation({
      ...{ dataFolder: data, operator: 'it', log: () => undefined, onBatch: () => undefined },
    });
    expect(rebuilt).toMatchObject({
      value: { type: 'rebuilt', batches: 1, pages: before.pages.length, found: [], pictureless: 0 },
    });
    const again = await stationIn(data, null);
    await again.station.pagesRead();
    expect((await again.ask('keeping.state', {})).leftUploads).toEqual({ files: 0, bytes: 0 });
    const there = await again.snapshot(from.batchId);
    expect(there.batch).toMatchObject({ id: before.batch.id, name: before.batch.name });
    const facts = ({ documents, pages }: typeof there) =>
      documents
        .toSorted((a, b) => a.rank - b.rank)
        .map(({ id, kind }) => ({
          kind,
          pages: pages
            .filter(({ documentId }) => documentId === id)
            .toSorted((a, b) => a.rank - b.rank)
            .map((page) => ({ id: page.id, original: page.original, source: page.source, feed: page.feed })),
        }));
    expect(facts(there)).toEqual(facts(before));
    expect(there.bills.map((bill) => bill.number)).toEqual([number]);
  });

  it('QUEUE-72 a damaged, cut, foreign or newer file is told apart, and nothing of it is taken in', async () => {
    const from = await withWaitingBill();
    const { file } = await exportFrom(from.station);
    const other = await stationIn(newFolder(), null);
    const spool = join(other.dataFolder, 'spool');
    const cas = await readdir(join(other.dataFolder, 'cas'), { recursive: true });
    const refusal = async (path: string, name: string) => {
      const answer = await importInto(other, path, name);
      return answer.ok ? answer.value : answer.error;
    };
    const damaged = { type: 'BillFileDamaged', name: 'a.zip' };
    const bytes = await readFile(file);
    const copy = join(newFolder(), 'copy.zip');
    // One byte of an image, of a bill's text, of the directory.
    const places = [
      ['\xff\xd8\xff', 5],
      ['"billNumber', 5],
      ['PK\x01\x02', 24],
    ] as const;
    for (const [mark, behind] of places) {
      const at = bytes.indexOf(mark, 0, 'latin1') + behind;
      expect(at).toBeGreaterThan(behind);
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      await writeFile(copy, changed);
      expect(await refusal(copy, 'a.zip')).toMatchObject(damaged);
    }
    for (const length of [0, 10, Math.floor(bytes.length / 2), bytes.length - 1]) {
      await writeFile(copy, bytes);
      await truncate(copy, length);
      expect(await refusal(copy, 'a.zip')).toMatchObject(damaged);
    }
    await writeFile(copy, zipOf([{ name: 'letter.txt', bytes: 'hello' }]));
    expect(await refusal(copy, 'b.zip')).toEqual({ type: 'BillFileForeign', name: 'b.zip' });
    const head = JSON.stringify({ format: 'platen-bills', v: 2, wholly: 'new' });
    await writeFile(copy, zipOf([{ name: 'index.json', bytes: head, packed: false }]));
    expect(await refusal(copy, 'c.zip')).toEqual({
      type: 'BillFileTooNew',
      name: 'c.zip',
      found: 2,
      known: 1,
    });

    expect(await lines(other)).toEqual([]);
    expect(await other.ask('batches.list', {})).toEqual([]);
    expect(await readdir(spool)).toEqual([]);
    expect(await readdir(join(other.dataFolder, 'cas'), { recursive: true })).toEqual(cas);
    expect(await refusal(file, 'a.zip')).toEqual({ bills: 1, known: 0, refused: [] });
  });

  it('QUEUE-73 an image that changed is named and no file is written; cancelled, nothing is left and the bill still waits', async () => {
    const from = await withWaitingBill();
    const { run, dataFolder, station } = from.station;
    const [page] = (await from.station.snapshot(from.batchId)).pages;
    const path = station.pageFile(page?.id ?? '', 'original')?.path ?? '';
    const whole = await readFile(path);
    await writeFile(path, Buffer.from(whole).fill(0, 100, 101));
    expect(await run('queue.export', { billIds: [from.billId] })).toMatchObject({
      error: { type: 'PageFileDamaged' },
    });
    await writeFile(path, whole);
    const exporting = run('queue.export', { billIds: null });
    expect(await run('queue.export', { billIds: null })).toMatchObject({
      error: { type: 'TransferRunning' },
    });
    await run('queue.cancelTransfer', {});
    expect(await exporting).toEqual({ ok: false, error: { type: 'TransferCancelled' } });
    expect(await readdir(join(dataFolder, 'exports'))).toEqual([]);
    expect(await readdir(join(dataFolder, 'spool'))).toEqual([]);
    expect(await lines(from.station)).toMatchObject([{ standing: 'queued' }]);
    await run('queue.export', { billIds: null });
    expect(await run('queue.export', { billIds: null })).toMatchObject({
      error: { type: 'NothingToExport' },
    });
    const told = from.station.events.filter((event) => event.type === 'queue.transfer');
    expect(told.map(({ state }) => state)).toContain('running');
    expect(told.at(-1)).toMatchObject({ state: 'ended', what: 'export' });
  });

  it('QUEUE-64 a parked bill is mended at the station and goes out under its own number; discarded it stays with the reason', async () => {
    const from = await withWaitingBill();
    await from.station.close();
    const serviceFolder = newFolder();
    const service = await startService(serviceFolder);
    const first = await stationIn(from.path, null);
    // A page's file is gone, so that the bill is parked.
    const pages = (await first.snapshot(from.batchId)).pages;
    const path = first.station.pageFile(pages[0]?.id ?? '', 'rendition')?.path ?? '';
    const whole = await readFile(path);
    await writeFile(path, 'gone');
    await first.close();
    const desk = await stationIn(from.path, service);
    await desk.station.synced();
    expect(await lines(desk)).toMatchObject([{ standing: 'parked', error: { type: 'PageFileDamaged' } }]);
    const { billId, batchId } = from;

    expect(await desk.run('queue.discard', { billIds: [billId], reason: '重复' })).toEqual({
      ok: true,
      value: { bills: 1 },
    });
    await desk.run('queue.retry', { billId: null });
    expect(await lines(desk)).toMatchObject([
      { standing: 'discarded', held: { by: 'tester', reason: '重复' } },
    ]);
    await desk.run('queue.takeBack', { billIds: [billId] });
    expect(await desk.run('bill.recapture', { billId })).toEqual({ ok: true, value: { batchId } });
    expect(await lines(desk)).toMatchObject([{ standing: 'mending', revision: 1 }]);
    expect((await desk.snapshot(batchId)).bills[0]?.state).toBe('open');
    await writeFile(path, whole);
    await desk.run('tree.edit', {
      batchId,
      edit: { type: 'bill.setNumber', billId, number: 'CL-2026-000900' },
    });
    await desk.run('bill.submit', { batchId, billIds: [billId] });
    await desk.station.synced();
    expect(await lines(desk)).toMatchObject([
      { number: 'CL-2026-000900', revision: 1, stage: 'accepted', held: null },
    ]);
    expect(readLedger(serviceFolder).revisions).toHaveLength(1);
    const acts = (await desk.ask('page.history', { pageId: pages[0]?.id ?? 'page:' })).map(({ act }) => act);
    expect(acts).toEqual(
      expect.arrayContaining(['queue.discard', 'queue.takeBack', 'bill.mend', 'submitted']),
    );
  });
});
