import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
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

/** One bit of rot. */
function damage(path: string): void {
  const bytes = readFileSync(path);
  const at = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  writeFileSync(path, bytes);
}

describe('reading again what is kept', () => {
  it('KEEP-10 finds a damaged original by itself after a start, says so at page and bill, and forgets it once it is whole', async () => {
    const { open, dataFolder } = await openKeep();
    const station = await open();
    const bill = await importBill(station);
    await station.close();
    const [row] = pageRows(dataFolder);
    if (!row) throw new Error('a page');
    const path = pathOf(dataFolder, row.original_sha256);
    const good = readFileSync(path);
    damage(path);

    const again = await open({ backgroundPace: { ...pace, firstMs: 1 } });
    const marked = async () => {
      const { pages } = await again.snapshot(bill.batchId);
      return pages.filter((page) => page.damaged !== null).map((page) => [page.id, page.damaged]);
    };
    await expect.poll(marked, { timeout: 30_000 }).toEqual([[row.id, 'original']]);
    const problems = await again.ask('batch.problems', { batchId: bill.batchId });
    expect(problems).toContainEqual({ type: 'PageDamaged', billId: bill.billId, pageId: row.id });
    const told = again.events.filter((event) => event.type === 'batch.changed');
    expect(JSON.stringify(told)).toContain('"damaged":"original"');
    expect(await again.ask('keeping.state', {})).toMatchObject({ damaged: 1 });
    expect(rowsOf(dataFolder, `SELECT act FROM audit WHERE act = 'picture damaged'`)).toHaveLength(1);
    const submitted = await again.run('bill.submit', { batchId: bill.batchId, billIds: [bill.billId] });
    expect(submitted).toMatchObject({ value: { submitted: [] } });

    writeFileSync(path, good);
    expect(await again.run('scrub.run', {})).toMatchObject({ value: { damaged: 0 } });
    expect(await marked()).toEqual([]);
  });

  it('KEEP-11 puts right what has a good copy: a file that was left over, the service’s blob, or a picture made again', async () => {
    const { open, dataFolder } = await openKeep();
    const station = await open();
    const bill = await importBill(station);
    const rows = pageRows(dataFolder);
    const [first, second] = rows;
    if (!first || !second) throw new Error('two pages');
    for (const { original_sha256: sha256 } of [first, second])
      copyFileSync(pathOf(dataFolder, sha256), `${dataFolder}/orphans/${sha256.slice(0, 8)}.left`);
    damage(pathOf(dataFolder, first.original_sha256));
    rmSync(pathOf(dataFolder, second.original_sha256));
    // Made again from their originals.
    damage(pathOf(dataFolder, first.rendition_sha256));
    truncateSync(pathOf(dataFolder, second.thumbnail_sha256), 10);
    expect(await station.run('scrub.run', {})).toMatchObject({ value: { damaged: 0 } });
    await station.station.pagesRead();
    expect(missingPictures(dataFolder)).toEqual([]);

    await submit(station, bill);
    // Of a submitted page the service has the rendition.
    for (const row of pageRows(dataFolder)) damage(pathOf(dataFolder, row.rendition_sha256));
    expect(await station.run('scrub.run', {})).toMatchObject({
      value: { checked: rows.length, found: rows.length, damaged: 0 },
    });
    expect(missingPictures(dataFolder)).toEqual([]);
    expect(new Set(pageRows(dataFolder).flatMap(hashesOf)).size).toBe(storedPictures(dataFolder).size);
  });

  it('KEEP-12 goes on after a stop where it was, and reads everything only when that is due', async () => {
    const { open, dataFolder } = await openKeep();
    const station = await open();
    const bill = await importBill(station);
    await submit(station, bill);
    const pages = pageRows(dataFolder).length;
    await station.close();
    // A round that stood at the last page but one.
    const cursor = pageRows(dataFolder).at(-2)?.id ?? '';
    const { default: Database } = await import('better-sqlite3');
    const db = new Database(`${dataFolder}/station.sqlite`);
    const half = { cursor, startedAt: 1, doneAt: null, checked: pages - 1, found: 0 };
    db.prepare(`INSERT OR REPLACE INTO settings (key, value) VALUES ('scrub', ?)`).run(JSON.stringify(half));
    db.close();
    const again = await open({ backgroundPace: { ...pace, firstMs: 1 } });
    const state = async () => (await again.ask('keeping.state', {})).scrub;
    await expect.poll(state, { timeout: 30_000 }).toMatchObject({ isRunning: false, checked: pages });
    expect((await state()).startedAt).toBe(1);
    const { doneAt } = await state();
    expect(doneAt).toBeGreaterThan(1);
    await again.close();
    // Done a moment ago: the next start leaves it at what is not sent, and that is nothing.
    const third = await open({ backgroundPace: { ...pace, firstMs: 1, everyMs: 1 } });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await third.ask('keeping.state', {})).toMatchObject({ scrub: { doneAt } });
  });
});
