import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import sharp from 'sharp';
import type { BatchSnapshot } from '../../../src/contract/queries.ts';
import type { HotFolderPace } from '../../../src/station/commands/hot-folder.ts';
import type { StationOptions } from '../../../src/station/station.ts';
import { tiffOf } from '../../importing/image-files.ts';
import { drawnPage, pagedPdf } from '../../importing/pdf-files.ts';
import type { TestStation } from '../test-station.ts';

/** As in life, only faster. */
export const quickPace: HotFolderPace = { pollMs: 40, quietMs: 250, emptyMs: 1_000, longestPauseMs: 160 };

export function watching(hot: string, overrides: Partial<StationOptions> = {}): Partial<StationOptions> {
  return { hotFolder: hot, hotFolderPace: quickPace, ...overrides };
}

export function newHotFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'platen-hot-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Small pages: the point is the way, not the pixels. */
export function tiff(pages: number): Buffer {
  return tiffOf(
    Array.from({ length: pages }, (_, n) => 40 + ((n * 7) % 200)),
    40,
    56,
    100,
  );
}

export function pdf(pages: number): Buffer {
  return pagedPdf(Array.from({ length: pages }, () => drawnPage));
}

export function png(shade: number): Promise<Buffer> {
  const background = { r: shade, g: shade, b: 90 };
  return sharp({ create: { width: 40, height: 56, channels: 3, background } })
    .png()
    .toBuffer();
}

export const broken = Buffer.from('%PDF-1.7\nthere is nothing behind this\n');

export function drop(hot: string, files: Readonly<Record<string, Uint8Array>>): void {
  for (const [name, bytes] of Object.entries(files)) {
    const path = join(hot, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, bytes);
  }
}

/** Every file below a folder, by its way from there, sorted. */
export function filesBelow(folder: string): string[] {
  return undisturbed(() => readdirSync(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}

/** A station at work takes folders away under the one who looks through them: then the look begins anew. */
export function undisturbed<T>(look: () => T): T {
  for (;;) {
    try {
      return look();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}

export function text(folder: string, way: string): string {
  return readFileSync(join(folder, way), 'utf8');
}

/** Waits for what will come by itself; the test's own limit ends it. */
export async function until<T>(look: () => T | Promise<T>, isThere: (seen: T) => boolean): Promise<T> {
  for (;;) {
    const seen = await look();
    if (isThere(seen)) return seen;
    await sleep(20);
  }
}

export function batchesTold(station: TestStation) {
  return station.events.flatMap((event) => (event.type === 'hotFolder.batch' ? [event] : []));
}

export function toldBatches(station: TestStation, count: number) {
  return until(
    () => batchesTold(station),
    (told) => told.length >= count,
  );
}

/** Waits until a page was shown. */
export function shownPage(station: TestStation, count = 1): Promise<unknown> {
  return until(
    () =>
      station.events.reduce(
        (sum, event) => sum + (event.type === 'batch.changed' ? event.diff.pages.added.length : 0),
        0,
      ),
    (pages) => pages >= count,
  );
}

/** `name#page` of every page in the order of documents and pages, as the operator sees them. */
export function sourcesOf(snapshot: BatchSnapshot): string[] {
  const bills = new Map(snapshot.bills.map((bill) => [bill.id, bill.rank]));
  const documents = new Map(snapshot.documents.map((document) => [document.id, document]));
  const placeOf = (page: BatchSnapshot['pages'][number]): number => {
    const document = documents.get(page.documentId);
    if (!document) throw new Error('no document');
    return (bills.get(document.billId) ?? 0) * 1e8 + document.rank * 1e4 + page.rank;
  };
  return snapshot.pages
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((page) => `${page.source?.name}#${page.source?.pageNumber}`);
}

export async function allSources(station: TestStation): Promise<string[]> {
  const batches = await station.ask('batches.list', {});
  const snapshots = await Promise.all(batches.map(({ batch }) => station.snapshot(batch.id)));
  return snapshots.flatMap(sourcesOf).toSorted();
}

export function numbered(name: string, pages: number): string[] {
  return Array.from({ length: pages }, (_, n) => `${name}#${n + 1}`);
}
