import { mkdir, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sha256 } from '../../domain/units.ts';
import type { Files, Log } from '../ports.ts';
import { adoptFile, type Folders, reads, sizeOf } from './adopt.ts';
import { flushFolder } from './durable.ts';
import { readBillFile } from './read-bill-file.ts';
import { sweepSpool } from './sweep.ts';
import { findUpload, receiveUpload } from './uploads.ts';
import { dropExports, findExport, writeBillFile } from './write-bill-file.ts';

/**
 * The image files under a data folder: `cas/<2 hex>/<sha>` with sidecars beside originals, `spool`, `uploads`, and
 * `orphans` for what a crash left over. Everything half done is written in `spool`, which is on the same disk. Throws what
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
  };
  for (const path of Object.values(folders)) await mkdir(path, { recursive: true });
  await flushFolder(folder);
  const swept = await sweepSpool(folders);
  if (swept > 0) log('warn', 'files.swept', { files: swept });

  /** Two adoptions of the same bytes take turns, so that neither is told durable before it is. */
  const turns = new Map<Sha256, Promise<void>>();

  function pathOf(sha256: Sha256): string {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error(`not a SHA-256: ${sha256}`);
    return join(folders.cas, sha256.slice(0, 2), sha256);
  }

  return {
    spoolFolder: folders.spool,
    pathOf,
    async adopt(spooled, sidecar) {
      const target = pathOf(spooled.sha256);
      const before = turns.get(spooled.sha256) ?? Promise.resolve();
      const turn = before.then(() => adoptFile(folders, target, spooled, sidecar, log));
      const settled = turn.catch(() => undefined);
      turns.set(spooled.sha256, settled);
      try {
        await turn;
      } finally {
        if (turns.get(spooled.sha256) === settled) turns.delete(spooled.sha256);
      }
    },
    async has(sha256) {
      return (await sizeOf(pathOf(sha256))) !== null;
    },
    verify: (sha256) => reads(pathOf(sha256), sha256),
    receiveUpload: (name, body, holds = 'pages') => receiveUpload(folders, name, body, holds),
    upload: (uploadId) => findUpload(folders, uploadId),
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
