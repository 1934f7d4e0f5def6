import { mkdir, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v4 as uuidv4 } from 'uuid';
import type { Sha256 } from '../../domain/units.ts';
import type { Log } from '../ports/clock.ts';
import type { Files } from '../ports/files.ts';
import { adoptFile, type Folders, reads, sizeOf } from './adopt.ts';
import { dropBillSidecar, writeBillSidecar } from './bill-sidecars.ts';
import { noteDerived } from './derived.ts';
import { flushFolder } from './durable.ts';
import { copyOfTwin } from './mend.ts';
import { readBillFile } from './read-bill-file.ts';
import { removeFile } from './remove.ts';
import { sweepSpool } from './sweep.ts';
import { countUploads, dropNotesAlone, dropUpload, findUpload, receiveUpload } from './uploads.ts';
import { dropExports, findExport, writeBillFile } from './write-bill-file.ts';

/** Long after the row of a file was written, whatever held it up. */
const rowFollowsWithinMs = 60 * 60 * 1000;

/**
 * The image files under a data folder: `cas/<2 hex>/<sha>` with sidecars beside originals, `spool`, `uploads`, what is
 * known of each bill in `bills`, and `orphans` for what a crash left over. Everything half done is written in `spool`, which is on the same disk. Throws what
 * the disk says.
 */
export async function openFiles(folder: string, options: { readonly log: Log }): Promise<Files> {
  const { log } = options;
  const folders: Folders = {
    cas: join(folder, 'cas'),
    spool: join(folder, 'spool'),
    uploads: join(folder, 'uploads'),
    orphans: join(folder, 'orphans'),
    exports: join(folder, 'exports'),
    bills: join(folder, 'bills'),
  };
  for (const path of Object.values(folders)) await mkdir(path, { recursive: true });
  await flushFolder(folder);
  const swept = await sweepSpool(folders);
  await dropNotesAlone(folders);
  if (swept > 0) log('warn', 'files.swept', { files: swept });

  /** Two adoptions of the same bytes take turns, so that neither is told durable before it is. */
  const turns = new Map<Sha256, Promise<void>>();

  function pathOf(sha256: Sha256): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`not a SHA-256: ${sha256}`);
    return join(folders.cas, sha256.slice(0, 2), sha256);
  }

  /** When bytes of a hash came in last: their row is written a moment later, and until then nothing says who needs them. */
  const arrived = new Map<Sha256, number>();

  async function inTurn<T>(sha256: Sha256, work: () => Promise<T>): Promise<T> {
    const before = turns.get(sha256) ?? Promise.resolve();
    const turn = before.then(work);
    const settled = turn.then(
      () => undefined,
      () => undefined,
    );
    turns.set(sha256, settled);
    try {
      return await turn;
    } finally {
      if (turns.get(sha256) === settled) turns.delete(sha256);
    }
  }

  /** Forgets what came in long ago. */
  function cameLately(sha256: Sha256): boolean {
    const then = performance.now() - rowFollowsWithinMs;
    for (const [hash, at] of arrived) if (at < then) arrived.delete(hash);
    return arrived.has(sha256);
  }

  return {
    spoolFolder: folders.spool,
    pathOf,
    async adopt(spooled, origin) {
      const target = pathOf(spooled.sha256);
      await inTurn(spooled.sha256, async () => {
        arrived.delete(spooled.sha256);
        arrived.set(spooled.sha256, performance.now());
        await adoptFile(folders, target, spooled, origin === 'derived' ? null : origin, log);
        if (origin === 'derived') await noteDerived(target);
      });
    },
    async remove(removal, isWanted) {
      const { sha256 } = removal;
      return inTurn(sha256, async () => {
        const isNeeded = isWanted();
        if (!isNeeded && cameLately(sha256)) return 'later';
        await removeFile(pathOf(sha256), removal, isNeeded ? 'sidecars' : 'whole');
        return isNeeded ? 'wanted' : 'gone';
      });
    },
    async mendFromTwin(sha256, bytes) {
      const copy = await copyOfTwin(folders, sha256, bytes);
      if (copy === null) return null;
      await inTurn(sha256, () => adoptFile(folders, pathOf(sha256), { path: copy, sha256 }, null, log));
      return 'mended';
    },
    async mendWith(sha256, bytes) {
      const path = join(folders.spool, `${sha256}.${uuidv4()}.part`);
      await writeFile(path, bytes, { flag: 'wx' });
      await inTurn(sha256, () => adoptFile(folders, pathOf(sha256), { path, sha256 }, null, log));
    },
    writeBillSidecar: (billId, sidecar) => writeBillSidecar(folders, billId, sidecar),
    dropBillSidecar: (billId) => dropBillSidecar(folders, billId),
    bytesOf: (sha256) => sizeOf(pathOf(sha256)),
    async has(sha256) {
      return (await sizeOf(pathOf(sha256))) !== null;
    },
    verify: (sha256) => reads(pathOf(sha256), sha256),
    receiveUpload: (name, body, holds = 'pages') => receiveUpload(folders, name, body, holds),
    upload: (uploadId) => findUpload(folders, uploadId),
    dropUpload: (uploadId) => dropUpload(folders, uploadId),
    leftUploads: () => countUploads(folders),
    async freeBytes() {
      const { bavail, bsize } = await statfs(folder);
      return bavail * bsize;
    },
    writeBills: (file) => writeBillFile(folders, pathOf, file),
    exported: (exportId) => findExport(folders, exportId),
    dropExports: (keep) => dropExports(folders, keep),
    readBills: (file) => readBillFile(folders, file),
  };
}
