import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { clearableBefore } from '../../src/domain/rules/retention.ts';
import { newFolder, openAt } from './at-desk.ts';
import {
  hashesOf,
  importBill,
  missingPictures,
  openKeep,
  pageRows,
  pathOf,
  rowsOf,
  storedPictures,
  submit,
} from './keeping-rig.ts';
import { pace } from './test-station.ts';

afterEach(() => void vi.useRealTimers());

const atOnce = { retention: { days: 0 } };

describe('pictures that have served their time', () => {
  it('KEEP-1 go only after a receipt and its retention; rows, receipt and trail stay, and the page says since when', async () => {
    const { open, dataFolder } = await openKeep();
    const first = await open();
    const bill = await importBill(first);
    const before = pageRows(dataFolder);
    // Not submitted: whatever the retention is.
    await first.close();
    const unsent = await open(atOnce);
    expect(await unsent.run('retention.run', {})).toMatchObject({ value: { pages: 0 } });
    await submit(unsent, bill);
    await unsent.close();
    // Submitted, with 30 days to go.
    const early = await open();
    expect(await early.run('retention.run', {})).toMatchObject({ value: { pages: 0 } });
    expect(missingPictures(dataFolder)).toEqual([]);
    await early.close();

    const late = await open(atOnce);
    const plan = await late.ask('retention.plan', {});
    expect(plan.bills).toMatchObject([{ billId: bill.billId, pages: before.length }]);
    expect(plan.bills[0]?.bytes).toBeGreaterThan(10_000);
    expect(await late.run('retention.run', {})).toMatchObject({ value: { pages: before.length } });
    expect([...storedPictures(dataFolder).keys()]).toEqual([]);
    const left = readdirSync(join(dataFolder, 'cas'), { recursive: true }).map(String);
    expect(left.filter((name) => name.endsWith('.json'))).toEqual([]);

    const { pages, statuses, bills } = await late.snapshot(bill.batchId);
    expect(pages).toHaveLength(before.length);
    for (const page of pages) expect(page.clearedAt).toBeGreaterThan(0);
    expect(bills[0]?.state).toBe('submitted');
    expect(statuses).toHaveLength(1);
    expect(rowsOf(dataFolder, 'SELECT receipt FROM outbox')).toEqual([
      { receipt: expect.stringContaining('receiptId') },
    ]);
    expect(rowsOf(dataFolder, `SELECT act FROM audit WHERE act = 'pictures cleared'`)).toHaveLength(1);
    const [page] = pages;
    if (!page) throw new Error('a page');
    for (const kind of ['original', 'rendition', 'thumbnail'] as const)
      expect(late.station.pageFile(page.id, kind)).toBeNull();
    // The bill's other pages cannot be worked on without their pictures either.
    expect(await late.run('bill.recapture', { billId: bill.billId })).toMatchObject({ ok: true });
    const turn = { type: 'page.rotate', pageIds: [page.id], turn: 90 } as const;
    expect(await late.run('tree.edit', { batchId: bill.batchId, edit: turn })).toMatchObject({
      error: { type: 'PageCleared' },
    });
  });

  it('KEEP-2 stay while another page needs the same file, and go with the last', async () => {
    const { open, dataFolder } = await openKeep();
    const station = await open();
    const sent = await importBill(station);
    await submit(station, sent);
    // The same files in a bill that is open: equal bytes are one file.
    await importBill(station);
    await station.close();
    const rows = pageRows(dataFolder);
    const half = rows.length / 2;
    expect(new Set(rows.flatMap(hashesOf)).size).toBeLessThan(rows.length * 3);
    const late = await open(atOnce);
    expect(await late.run('retention.run', {})).toMatchObject({ value: { pages: half } });
    expect(missingPictures(dataFolder)).toEqual([]);
    const after = pageRows(dataFolder);
    for (const row of after) {
      const sidecar = `${pathOf(dataFolder, row.original_sha256)}.${row.id.slice('page:'.length)}.json`;
      expect(existsSync(sidecar)).toBe(row.cleared_at === null);
    }
    expect(rowsOf(dataFolder, 'SELECT * FROM file_removals')).toEqual([]);
  });

  it('KEEP-3 stay of a bill that is open again, sent back, looked at, or not as the service has it', async () => {
    const { open, dataFolder, address } = await openKeep();
    const station = await open(atOnce);
    const bill = await importBill(station);
    await submit(station, bill);
    // Looked at: the import asked for the batch a moment ago.
    expect(await station.run('retention.run', {})).toMatchObject({ value: { pages: 0 } });
    await station.close();

    // Opened again.
    const again = await open(atOnce);
    expect(await again.run('bill.recapture', { billId: bill.billId })).toMatchObject({ ok: true });
    expect(await again.run('retention.run', {})).toMatchObject({ value: { pages: 0 } });
    await submit(again, bill);
    await again.close();

    // Sent back at the service; the station has not heard of it, and the service says so when it is asked.
    const [row] = rowsOf<{ value: string }>(
      dataFolder,
      `SELECT value FROM settings WHERE key = 'station.id'`,
    );
    const returned = await fetch(
      `${address}/v1/stations/${row?.value}/bills/${bill.billId.slice('bill:'.length)}/return`,
      {
        method: 'POST',
        headers: { authorization: 'Bearer test-token', 'content-type': 'application/json' },
        body: JSON.stringify({ revision: 2, by: 'checker', reason: 'page 2 is cut off' }),
      },
    );
    expect(returned.status).toBeLessThan(300);
    const last = await open(atOnce);
    await last.run('retention.run', {});
    expect(missingPictures(dataFolder)).toEqual([]);
    expect(pageRows(dataFolder).every((one) => one.cleared_at === null)).toBe(true);
  });

  it('KEEP-4 stay without a service that says so, and where a setting or IT says never', async () => {
    const { open, dataFolder } = await openKeep();
    const station = await open();
    const bill = await importBill(station);
    await submit(station, bill);
    await station.close();
    for (const overrides of [
      { ...atOnce, service: null },
      { ...atOnce, service: { address: 'http://127.0.0.1:9', token: 'x' } },
      { retention: { days: null } },
    ]) {
      const held = await open(overrides);
      expect(await held.run('retention.run', {})).toMatchObject({ value: { pages: 0 } });
      await held.close();
    }
    const typed = await open();
    expect(await typed.run('settings.setRetention', { days: null })).toMatchObject({ ok: true });
    expect((await typed.ask('keeping.state', {})).retention).toEqual({ days: null, by: 'typed' });
    expect(await typed.run('settings.setRetention', { days: 0 })).toMatchObject({ ok: true });
    await typed.close();
    const given = await open({ retention: { days: null } });
    expect(await given.run('settings.setRetention', { days: 0 })).toMatchObject({
      error: { type: 'SettingGiven' },
    });
    await given.close();
    expect(missingPictures(dataFolder)).toEqual([]);
    // What was typed is in force where IT says nothing.
    const free = await open();
    expect(await free.run('retention.run', {})).toMatchObject({
      value: { pages: pageRows(dataFolder).length },
    });
  });

  it('KEEP-5 stay when the clock of the station is put forward by years', async () => {
    const path = newFolder();
    // In a process of its own, with the real time.
    const options = { service: 'embedded', backgroundPace: pace } as const;
    const station = await openAt(path, options);
    const bill = await importBill(station);
    await submit(station, bill);
    await station.close();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 5 * 365 * 24 * 3_600_000 });
    const later = await openAt(path, options);
    await later.station.synced();
    expect(await later.ask('retention.plan', {})).toMatchObject({ bills: [] });
    expect(await later.run('retention.run', {})).toMatchObject({ value: { pages: 0 } });
    expect(missingPictures(path)).toEqual([]);
  });

  it('KEEP-5 takes the service’s time for it, held back by the station’s own', () => {
    const day = 24 * 3_600_000;
    const now = 1_800_000_000_000;
    expect(clearableBefore(30, { station: now, service: now })).toBe(now - 30 * day);
    expect(clearableBefore(30, { station: now + 5000 * day, service: now })).toBe(now - 29 * day);
    expect(clearableBefore(30, { station: now - 100 * day, service: now })).toBe(now - 130 * day);
    expect(clearableBefore(30, { station: now, service: now + 5000 * day })).toBe(now - 30 * day);
    expect(clearableBefore(30, { station: now, service: null })).toBeNull();
    expect(clearableBefore(null, { station: now, service: now })).toBeNull();
  });

  it('KEEP-6 in the bin go with the last bill of their batch', async () => {
    const { open, dataFolder } = await openKeep();
    const station = await open(atOnce);
    const bill = await importBill(station);
    const { pages } = await station.snapshot(bill.batchId);
    const binned = pages.at(-1);
    if (!binned) throw new Error('a page');
    const edit = { type: 'page.delete', pageIds: [binned.id] } as const;
    expect(await station.run('tree.edit', { batchId: bill.batchId, edit })).toMatchObject({ ok: true });
    await submit(station, bill);
    await station.close();
    const late = await open(atOnce);
    expect(await late.run('retention.run', {})).toMatchObject({ value: { pages: pages.length } });
    expect(storedPictures(dataFolder).size).toBe(0);
  });

  it('KEEP-7 that come in again while they are taken away are kept', async () => {
    const { open, dataFolder } = await openKeep();
    const station = await open();
    const bill = await importBill(station);
    await submit(station, bill);
    await station.close();
    const bytes = new Map(
      pageRows(dataFolder).map((row) => [
        row.original_sha256,
        readFileSync(pathOf(dataFolder, row.original_sha256)),
      ]),
    );
    const late = await open(atOnce);
    // The same files are imported while the round runs: rows that follow a moment later find their files.
    const [cleared] = await Promise.all([late.run('retention.run', {}), importBill(late)]);
    expect(cleared).toMatchObject({ ok: true });
    await late.run('retention.run', {});
    expect(missingPictures(dataFolder)).toEqual([]);
    expect(bytes.size).toBeGreaterThan(0);
  });
});
