import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { rebuildStation } from '../../station/rebuild.ts';
import type { Station } from '../../station/station.ts';
import { ask, run } from '../client.ts';
import { logToStderr, stationOptions } from '../environment.ts';
import type { Output } from '../output.ts';
import { withStation } from './batch.ts';

/** Name of the batch for pictures nothing is known of. */
const foundName = 'found';

/** `platen rebuild`: a new database from pictures and sidecars, where the one that is there cannot be read. */
export async function rebuild(options: { readonly data: string }, output: Output): Promise<void> {
  const { operator } = stationOptions({});
  const rebuilt = await rebuildStation({
    dataFolder: options.data,
    operator,
    log: logToStderr,
    onBatch: ({ id, name, pages }) =>
      output.line({ type: 'batch', id, name, pages }, `${name}: ${pages} pages`),
  });
  if (!rebuilt.ok) return output.failure(rebuilt.error, {});
  if (rebuilt.value.type === 'sound') return output.failure({ type: 'StoreSound' }, { data: options.data });
  const { found, batches, pages, pictureless, aside } = rebuilt.value;
  if (found.length > 0) await withStation(options, output, (station) => importFound(station, found, output));
  output.line(
    { type: 'rebuilt', batches, pages, found: found.length, pictureless, aside },
    `${pages} pages in ${batches} batches, ${found.length} more found${aside ? `; the damaged database lies in ${aside}` : ''}`,
  );
}

/** As files from outside: the importer decides what they are. */
async function importFound(station: Station, paths: readonly string[], output: Output): Promise<void> {
  const opened = await run(station, 'batch.open', { name: foundName });
  if (!opened.ok) return output.failure(opened.error, {});
  const { batchId } = opened.value;
  const uploadIds: string[] = [];
  for (const path of paths) {
    const upload = await station.receiveUpload(basename(path), createReadStream(path));
    if (upload.ok) uploadIds.push(upload.value.uploadId);
    else output.failure(upload.error, { path });
  }
  if (uploadIds.length === 0) return;
  const input = { batchId, uploadIds, grouping: 'split', place: { at: 'tail' } } as const;
  const started = await run(station, 'import.start', input);
  if (!started.ok) return output.failure(started.error, {});
  await station.pagesRead();
  const snapshot = await ask(station, 'batch.snapshot', { batchId });
  if (!snapshot.ok) return output.failure(snapshot.error, {});
  for (const { failures } of snapshot.value.captureJobs)
    for (const failure of failures) output.failure(failure, {});
  const { pages } = snapshot.value;
  output.line(
    { type: 'batch', id: batchId, name: foundName, pages: pages.length },
    `${foundName}: ${pages.length} pages`,
  );
}
