import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { moveMatchService } from '../../workers/move-service.ts';
import type { Output } from '../output.ts';

/** `platen match-service move`: a service on SQLite and files goes whole to another store, as a rule PostgreSQL and a bucket. */
export async function moveService(
  options: {
    readonly from: string;
    readonly folder: string;
    readonly database: string | null;
    readonly blobs: string | null;
  },
  output: Output,
): Promise<void> {
  const { from, ...to } = options;
  if (!existsSync(join(from, 'match-service.db')))
    return output.failure({ type: 'StoreFailed', code: 'ENOENT' }, { from });
  await mkdir(to.folder, { recursive: true });
  const onProgress = (blobs: number) => output.note(`${blobs} blobs are over`);
  const moved = await moveMatchService({ from, to, now: Date.now(), onProgress });
  if (!moved.ok) return output.failure(moved.error, { from });
  const { rows, revisions, auditHeads, blobs, bytes } = moved.value;
  output.line(
    { type: 'moved', rows, revisions, auditHeads, blobs, bytes },
    `moved: ${revisions} revisions, ${rows} rows, ${blobs} blobs (${bytes} bytes), ${auditHeads} places of audit trails, all as they were. ${from} takes nothing more: start the service at its new place.`,
  );
}
