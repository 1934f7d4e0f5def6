import type { Sha256 } from '../../domain/units.ts';
import type { Db, Tx } from '../store/tables.ts';
import { writing } from '../store/writing.ts';
import type { BlobStore } from './blob-store.ts';

const dayMs = 24 * 60 * 60 * 1000;
const revisionsAtOnce = 500;
const removalsAtOnce = 50;

export interface Collection {
  readonly blobs: number;
  readonly bytes: number;
  /** Of them too young, or named meanwhile. */
  readonly kept: number;
}

export interface CollectOptions {
  /** Days a blob must have been here. */
  readonly days: number;
  readonly now: number;
  /** `plan`: only counts. */
  readonly span: 'plan' | 'run';
}

/**
 * Takes away blobs that no revision names and that have been here for long: uploads of bills that were never completed.
 * It may run while stations send: each removal happens in a transaction no revision is accepted beside, and one that was
 * about to be accepted looks again for its blobs (`collections`).
 */
export async function collectBlobs(db: Db, blobs: BlobStore, options: CollectOptions): Promise<Collection> {
  const { now, span } = options;
  const upTo = now - options.days * dayMs;
  const since = await orderOf(db);
  const named = await namedHashes(db);
  const total = { blobs: 0, bytes: 0, kept: 0 };
  let waiting: { readonly sha256: Sha256; readonly bytes: number }[] = [];

  async function remove(): Promise<void> {
    const portion = waiting;
    waiting = [];
    if (portion.length === 0) return;
    if (span === 'plan') {
      total.blobs += portion.length;
      total.bytes += portion.reduce((sum, { bytes }) => sum + bytes, 0);
      return;
    }
    const began = await writing(db, beginCollection);
    await writing(db, async (tx) => {
      const counted = { blobs: 0, bytes: 0, kept: 0 };
      // Another collection ended this one's beginning: its blobs wait for the next.
      if ((await readCollections(tx)) !== began) return;
      const late = await namedSince(tx, since);
      for (const { sha256, bytes } of portion) {
        const arrivedAt = await blobs.arrivedAt(sha256);
        if (late.has(sha256) || arrivedAt === null || arrivedAt > upTo) counted.kept += 1;
        else {
          await blobs.remove(sha256);
          counted.blobs += 1;
          counted.bytes += bytes;
        }
      }
      await setCollections(tx, began + 1);
      total.blobs += counted.blobs;
      total.bytes += counted.bytes;
      total.kept += counted.kept;
    });
  }

  for await (const blob of blobs.list()) {
    if (named.has(shortened(blob.sha256))) continue;
    if (blob.arrivedAt > upTo) total.kept += 1;
    else waiting.push(blob);
    if (waiting.length >= removalsAtOnce) await remove();
  }
  await remove();
  return total;
}

/**
 * How often blobs were taken away until now, in portions. Whoever looked for blobs before a transaction sees by it whether
 * any of them may be gone; null: it cannot be told, since a portion is being taken away, or broke off half way.
 */
export async function collections(db: Db | Tx): Promise<number | null> {
  const value = await readCollections(db);
  return value % 2 === 0 ? value : null;
}

const counterName = 'blob-collections';

/** Odd from here to the commit that ends the portion, also when that never comes. */
async function beginCollection(tx: Tx): Promise<number> {
  const value = await readCollections(tx);
  if (value % 2 === 1) return value;
  await setCollections(tx, value + 1);
  return value + 1;
}

async function readCollections(db: Db | Tx): Promise<number> {
  const row = await db
    .selectFrom('counter')
    .select('value')
    .where('name', '=', counterName)
    .executeTakeFirst();
  return Number(row?.value ?? 0);
}

async function setCollections(tx: Tx, value: number): Promise<void> {
  await tx
    .insertInto('counter')
    .values({ name: counterName, value })
    .onConflict((row) => row.column('name').doUpdateSet({ value }))
    .execute();
}

/** Enough of a hash to tell it: two that begin alike are both kept. */
const shortened = (sha256: Sha256) => sha256.slice(0, 20);

/** What any revision names. A million of them take some 60 MB for as long as it runs. */
async function namedHashes(db: Db): Promise<ReadonlySet<string>> {
  const named = new Set<string>();
  let after = { station_id: '', bill_uuid: '', n: 0 };
  for (;;) {
    const { station_id, bill_uuid, n } = after;
    const rows = await db
      .selectFrom('revision')
      .select(['station_id', 'bill_uuid', 'n', 'manifest'])
      .where((is) =>
        is.or([
          is('station_id', '>', station_id),
          is.and([is('station_id', '=', station_id), is('bill_uuid', '>', bill_uuid)]),
          is.and([is('station_id', '=', station_id), is('bill_uuid', '=', bill_uuid), is('n', '>', n)]),
        ]),
      )
      .orderBy('station_id')
      .orderBy('bill_uuid')
      .orderBy('n')
      .limit(revisionsAtOnce)
      .execute();
    for (const { manifest } of rows) for (const hash of hashesIn(manifest)) named.add(shortened(hash));
    const last = rows.at(-1);
    if (!last) return named;
    after = { station_id: last.station_id, bill_uuid: last.bill_uuid, n: Number(last.n) };
  }
}

async function orderOf(db: Db): Promise<number> {
  const row = await db.selectFrom('counter').select('value').where('name', '=', 'order').executeTakeFirst();
  return Number(row?.value ?? 0);
}

/** What revisions of bills name that changed since the order stood so: an accepted revision is a change. */
async function namedSince(tx: Tx, since: number): Promise<ReadonlySet<Sha256>> {
  const changes = await tx
    .selectFrom('change')
    .select(['station_id', 'content'])
    .where('seq', '>', since)
    .execute();
  const named = new Set<Sha256>();
  for (const { station_id, content } of changes) {
    const bill = billOf(content);
    if (bill === null) continue;
    const rows = await tx
      .selectFrom('revision')
      .select('manifest')
      .where('station_id', '=', station_id)
      .where('bill_uuid', '=', bill)
      .execute();
    for (const { manifest } of rows) for (const hash of hashesIn(manifest)) named.add(hash);
  }
  return named;
}

function billOf(content: string): string | null {
  const change = JSON.parse(content) as { type?: string; state?: { billUuid?: string } };
  return change.type === 'bill' ? (change.state?.billUuid ?? null) : null;
}

function hashesIn(manifest: string): readonly Sha256[] {
  const { documents } = JSON.parse(manifest) as {
    documents: readonly { pages: readonly { sha256: Sha256; originalSha256: Sha256 }[] }[];
  };
  return documents.flatMap(({ pages }) => pages.flatMap((page) => [page.sha256, page.originalSha256]));
}
