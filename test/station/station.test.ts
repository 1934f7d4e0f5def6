import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { newFolder, openAt } from './at-desk.ts';
import { pageWith } from './page-with.ts';
import type { TestStation } from './test-station.ts';

const invoice = '01,32,,26317000000000000017,112.00,20260215,,74AE';

async function threeBills(station: TestStation) {
  const batchId = await station.openBatch();
  const pages = ['CL-2026-000901', invoice, 'CL-2026-000902', 'CL-2026-000903'];
  const files = await Promise.all(
    pages.map(async (text, n) => ({ name: `${n}.png`, bytes: await pageWith(text) })),
  );
  return { batchId, snapshot: await station.importFiles(batchId, files) };
}

describe('the station', () => {
  it('STATION-10 files become bills, read and in order', async () => {
    const station = await openAt(newFolder());
    const { snapshot } = await threeBills(station);
    const bills = snapshot.bills.toSorted((a, b) => a.rank - b.rank);
    expect(bills.map((bill) => bill.number)).toEqual(['CL-2026-000901', 'CL-2026-000902', 'CL-2026-000903']);
    const [first] = bills;
    const documents = snapshot.documents
      .filter((document) => document.billId === first?.id)
      .toSorted((a, b) => a.rank - b.rank);
    expect(documents.map((document) => document.kind)).toEqual(['cover', 'invoice']);
    expect(snapshot.pages.flatMap((page) => page.reading?.invoices ?? [])).toMatchObject([
      { type: 'digital-ordinary', number: '26317000000000000017', amountMinor: 11200, amountBasis: 'gross' },
    ]);
  });

  it('STATION-11 every event carries the next revision, and a snapshot is what the events add up to', async () => {
    const station = await openAt(newFolder());
    const { batchId, snapshot } = await threeBills(station);
    const revisions = station.events.flatMap((event) =>
      event.type === 'batch.changed' && event.batchId === batchId ? [event.revision] : [],
    );
    expect(revisions).toEqual(Array.from({ length: revisions.length }, (_, n) => n + 1));
    expect(snapshot.revision).toBe(revisions.at(-1));
  });

  it('STATION-12 what was captured and edited is there after a restart, undo included', async () => {
    const folder = newFolder();
    const first = await openAt(folder);
    const { batchId, snapshot } = await threeBills(first);
    const [page] = snapshot.pages;
    if (!page) throw new Error('no page');
    const edit = { type: 'page.delete', pageIds: [page.id] } as const;
    expect(await first.run('tree.edit', { batchId, edit })).toMatchObject({ ok: true });
    await first.close();

    const second = await openAt(folder);
    const after = await second.snapshot(batchId);
    expect(after.history).toEqual({ undo: 'page.delete', redo: null });
    expect(after.pages.find((one) => one.id === page.id)?.isDeleted).toBe(true);
    expect(await second.run('tree.undo', { batchId })).toMatchObject({ ok: true });
    expect((await second.snapshot(batchId)).pages.find((one) => one.id === page.id)?.isDeleted).toBe(false);
  });

  it('STATION-13 a turned page is rendered anew and keeps its original', async () => {
    const station = await openAt(newFolder());
    const { batchId, snapshot } = await threeBills(station);
    const [page] = snapshot.pages;
    if (!page?.rendition) throw new Error('no page');
    await station.run('tree.edit', { batchId, edit: { type: 'page.rotate', pageIds: [page.id], turn: 90 } });
    await station.station.pagesRead();
    const turned = (await station.snapshot(batchId)).pages.find((one) => one.id === page.id);
    expect(turned?.original).toEqual(page.original);
    expect(turned?.rendition?.image.sha256).not.toBe(page.rendition.image.sha256);
    expect(turned?.rendition?.image.width).toBe(page.rendition.image.height);
  });

  it('STATION-14 submitted bills are matched by the embedded service and take no more edits', async () => {
    const assetsFolder = fileURLToPath(new URL('../../assets/', import.meta.url));
    const station = await openAt(newFolder(), { service: 'embedded', assetsFolder });
    // From the first moment: one that is still starting is not one that nobody set.
    expect((await station.ask('station.status', {})).service.by).toBe('embedded');
    const { batchId, snapshot } = await threeBills(station);
    const billIds = snapshot.bills.map((bill) => bill.id);
    const submitted = await station.run('bill.submit', { batchId, billIds });
    expect(submitted).toMatchObject({ ok: true, value: { problems: [] } });
    await station.station.synced();
    const queue = await station.ask('queue.list', {});
    expect(queue.map((status) => status.stage)).toEqual(['accepted', 'accepted', 'accepted']);
    const [document] = snapshot.documents;
    if (!document) throw new Error('no document');
    const refused = await station.run('tree.edit', {
      batchId,
      edit: { type: 'bill.split', documentId: document.id },
    });
    expect(refused).toMatchObject({ ok: false, error: { type: 'BillSubmitted' } });
  });

  it('QUEUE-44 a bill another window submitted meanwhile goes once, and holds none of the others back', async () => {
    const station = await openAt(newFolder());
    const { batchId, snapshot } = await threeBills(station);
    const [first, ...others] = snapshot.bills.map((bill) => bill.id);
    if (!first) throw new Error('no bill');
    await station.run('bill.submit', { batchId, billIds: [first] });
    expect(await station.run('bill.submit', { batchId, billIds: [first, ...others] })).toEqual({
      ok: true,
      value: { submitted: others, problems: [] },
    });
    expect(await station.ask('queue.list', {})).toHaveLength(3);
    const again = await station.run('bill.submit', { batchId, billIds: [first, ...others] });
    expect(again).toEqual({ ok: false, error: { type: 'BillSubmitted', billId: first } });
    expect(await station.ask('queue.list', {})).toHaveLength(3);
  });

  it('STATION-15 without a service submit works, and the bills go out when there is one', async () => {
    const folder = newFolder();
    const offline = await openAt(folder);
    const { batchId, snapshot } = await threeBills(offline);
    const billIds = snapshot.bills.map((bill) => bill.id);
    await offline.run('bill.submit', { batchId, billIds });
    expect((await offline.ask('queue.list', {})).map((status) => status.stage)).toEqual([
      'queued',
      'queued',
      'queued',
    ]);
    await offline.close();

    const assetsFolder = fileURLToPath(new URL('../../assets/', import.meta.url));
    const online = await openAt(folder, { service: 'embedded', assetsFolder });
    await online.station.synced();
    expect((await online.ask('queue.list', {})).map((status) => status.stage)).toEqual([
      'accepted',
      'accepted',
      'accepted',
    ]);
  });

  it('STATION-16 what is no command of the contract is refused and changes nothing', async () => {
    const station = await openAt(newFolder());
    for (const [name, input] of [
      ['no.such', {}],
      ['batch.open', { name: 7 }],
      ['tree.undo', {}],
    ] as const) {
      expect(await station.station.run(name as never, input)).toMatchObject({
        ok: false,
        error: { type: 'InvalidCommand' },
      });
    }
    expect(await station.ask('batches.list', {})).toEqual([]);
  });
});
