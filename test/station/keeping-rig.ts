import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { StationOptions } from '../../src/station/station.ts';
import { firstSampleBill } from '../e2e/files.ts';
import { startService, token } from '../match-service/service-caller.ts';
import { newFolder, openAt } from './at-desk.ts';
import { pace, type TestStation } from './test-station.ts';

/** A data folder and a service of this test, and stations on them. */
export async function openKeep() {
  const dataFolder = newFolder();
  const folder = newFolder();
  const { url: address } = await startService(folder);
  const open = (overrides: Partial<StationOptions> = {}) =>
    openAt(dataFolder, { service: { address, token }, backgroundPace: pace, ...overrides });
  return { dataFolder, address, folder, open };
}

/** The first sample bill, imported into a batch of its own. */
export async function importBill(
  station: TestStation,
): Promise<{ batchId: `batch:${string}`; billId: `bill:${string}` }> {
  const batchId = await station.openBatch();
  const files = (await firstSampleBill()).map(({ name, buffer }) => ({ name, bytes: buffer }));
  const { bills } = await station.importFiles(batchId, files);
  const [bill] = bills;
  if (!bill) throw new Error('the sample has a bill');
  return { batchId, billId: bill.id };
}

export async function submit(
  station: TestStation,
  { batchId, billId }: { batchId: `batch:${string}`; billId: `bill:${string}` },
): Promise<void> {
  const submitted = await station.run('bill.submit', { batchId, billIds: [billId] });
  if (!submitted.ok || submitted.value.submitted.length !== 1)
    throw new Error(`not submitted: ${JSON.stringify(submitted)}`);
  await station.station.synced();
  await station.station.synced();
}

/** The rows as they are on the disk, past the code of the station. */
export function rowsOf<T>(dataFolder: string, sql: string): T[] {
  const db = new Database(join(dataFolder, 'station.sqlite'), { readonly: true });
  try {
    return db.prepare<[], T>(sql).all();
  } finally {
    db.close();
  }
}

export interface PictureRow {
  readonly id: string;
  readonly original_sha256: string;
  readonly rendition_sha256: string;
  readonly thumbnail_sha256: string;
  readonly cleared_at: number | null;
}

export function pageRows(dataFolder: string): PictureRow[] {
  return rowsOf(
    dataFolder,
    'SELECT id, original_sha256, rendition_sha256, thumbnail_sha256, cleared_at FROM pages ORDER BY id',
  );
}

export const hashesOf = (row: PictureRow): string[] => [
  row.original_sha256,
  row.rendition_sha256,
  row.thumbnail_sha256,
];

export const pathOf = (dataFolder: string, sha256: string): string =>
  join(dataFolder, 'cas', sha256.slice(0, 2), sha256);

/** Names of pictures, with the hash their bytes have now. */
export function storedPictures(dataFolder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const shelf of readdirSync(join(dataFolder, 'cas')))
    for (const name of readdirSync(join(dataFolder, 'cas', shelf)))
      if (/^[0-9a-f]{64}$/.test(name))
        found.set(
          name,
          createHash('sha256')
            .update(readFileSync(join(dataFolder, 'cas', shelf, name)))
            .digest('hex'),
        );
  return found;
}

/** What is wrong with the pictures of a data folder: a page that is not cleared without a whole file. */
export function missingPictures(dataFolder: string): string[] {
  const stored = storedPictures(dataFolder);
  return pageRows(dataFolder)
    .filter((row) => row.cleared_at === null)
    .flatMap((row) => hashesOf(row).filter((sha256) => stored.get(sha256) !== sha256));
}
