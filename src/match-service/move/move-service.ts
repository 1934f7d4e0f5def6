import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { Result } from '../../domain/result.ts';
import { err, ok } from '../../domain/result.ts';
import type { BlobStore } from '../blobs/blob-store.ts';
import { openBlobs, usualBlobLimits } from '../blobs/open-blobs.ts';
import { databaseAddress } from '../store/engine.ts';
import { closeMoved, expectIncoming, incomingService } from '../store/moved-store.ts';
import { openStore, readServiceId } from '../store/open-database.ts';
import type { Db, Tx } from '../store/tables.ts';
import { writing } from '../store/writing.ts';
import { type BlobCount, copyBlobs, countBlobs } from './copy-blobs.ts';
import { copyRows, sumOf, type TableName, type TableSum, tableNames, usedRows } from './copy-rows.ts';
import { verifyRevisions } from './verify-revisions.ts';

export interface MoveOptions {
  /** The folder of a service on SQLite and files; it is not to be running. */
  readonly from: string;
  /** Where it is to go, as a service is started there. */
  readonly to: { readonly folder: string; readonly database: string | null; readonly blobs: string | null };
  readonly now: number;
  /** Blobs that are over so far, now and then. */
  readonly onProgress: (blobs: number) => void;
}

export interface Moved extends BlobCount {
  readonly rows: number;
  readonly revisions: number;
  readonly auditHeads: number;
}

export type MoveError =
  /** Something is kept there already that is not of this move. */
  | { readonly type: 'MoveTargetUsed'; readonly rows: number; readonly blobs: number }
  /** What came over is not what was there; nothing of it is in force. */
  | { readonly type: 'MoveDiffers'; readonly what: string };

const progressEvery = 100;

/**
 * Moves a service whole: blobs first, one by one, then all rows in one transaction of the target, which is held against the
 * source before it commits. Cut off anywhere, it is run again and goes on; until it is through the target serves nobody, and
 * from then on the source takes nothing more. Throws where either store cannot be used.
 */
export async function moveService({
  from,
  to,
  now,
  onProgress,
}: MoveOptions): Promise<Result<Moved, MoveError>> {
  if (!to.database && (await realpath(from)) === (await realpath(to.folder)))
    return err({ type: 'MoveTargetUsed', rows: 0, blobs: 0 });
  const source = await openStore(databaseAddress(null, join(from, 'match-service.db')));
  let target: Db | null = null;
  try {
    target = await openStore(databaseAddress(to.database, join(to.folder, 'match-service.db')));
    const stores = {
      from: await openBlobs(null, from, usualBlobLimits),
      to: await openBlobs(to.blobs, to.folder, usualBlobLimits),
    };
    return await move(source, target, stores, now, onProgress);
  } finally {
    await target?.destroy();
    await source.destroy();
  }
}

async function move(
  source: Db,
  target: Db,
  blobs: { readonly from: BlobStore; readonly to: BlobStore },
  now: number,
  onProgress: MoveOptions['onProgress'],
): Promise<Result<Moved, MoveError>> {
  const serviceId = await readServiceId(source);
  // Held to the end: a service that runs on it all the same is told that the store is busy, and its stations wait.
  return writing(source, async (tx) => {
    if ((await readServiceId(target)) !== serviceId) {
      const refused = await claimTarget(target, blobs.to, serviceId);
      if (refused) return err(refused);
      let over = 0;
      await copyBlobs(blobs.from, blobs.to, () => {
        over += 1;
        if (over % progressEvery === 0) onProgress(over);
      });
    }
    const [there, here] = [await countBlobs(blobs.to), await countBlobs(blobs.from)];
    if (there.blobs !== here.blobs || there.bytes !== here.bytes)
      return err({ type: 'MoveDiffers', what: `${there.blobs} of ${here.blobs} blobs` });
    const moved = await moveRows(tx, target, serviceId);
    if (!moved.ok) return moved;
    await closeMoved(tx, now);
    return ok({ ...moved.value, ...there });
  });
}

/** Empty, or left over from a move of the same service that was cut off. */
async function claimTarget(target: Db, blobs: BlobStore, serviceId: string): Promise<MoveError | null> {
  if ((await incomingService(target)) === serviceId) return null;
  const [rows, count] = [await usedRows(target), await countBlobs(blobs)];
  if (rows > 0 || count.blobs > 0 || (await incomingService(target)) !== null)
    return { type: 'MoveTargetUsed', rows, blobs: count.blobs };
  await expectIncoming(target, serviceId);
  return null;
}

/** Thrown to undo the target's transaction. */
class Differs extends Error {}

async function moveRows(
  source: Tx,
  target: Db,
  serviceId: string,
): Promise<Result<Omit<Moved, keyof BlobCount>, MoveError>> {
  // Committed already, and cut off before the source was closed: it is only looked through again. Summed up before the
  // transaction, which the server ends when nothing comes for long.
  const known = (await readServiceId(target)) === serviceId ? await sumsOf(source) : null;
  try {
    return await target.transaction().execute(async (tx) => {
      const sums = known ?? (await copyRows(source, tx));
      let rows = 0;
      for (const [table, { rows: count, sum }] of sums) {
        const there = await sumOf(tx, table);
        if (there.sum !== sum) throw new Differs(`${table}: ${there.rows} rows, not the ${count} there were`);
        rows += count;
      }
      const { broken, revisions, auditHeads } = await verifyRevisions(tx);
      if (broken.length > 0) throw new Differs(broken.join('; '));
      return ok({ rows, revisions, auditHeads });
    });
  } catch (error) {
    if (error instanceof Differs) return err({ type: 'MoveDiffers', what: error.message });
    throw error;
  }
}

async function sumsOf(source: Tx): Promise<ReadonlyMap<TableName, TableSum>> {
  const sums = new Map<TableName, TableSum>();
  for (const table of tableNames) sums.set(table, await sumOf(source, table));
  return sums;
}
