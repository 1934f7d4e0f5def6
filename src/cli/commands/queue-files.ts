import { createReadStream } from 'node:fs';
import { copyFile, open, rename, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Station } from '../../station/station.ts';
import { run } from '../client.ts';
import type { Output } from '../output.ts';

/** `platen queue export`: all bills the service does not have into one file, for another station to send. */
export async function exportQueue(station: Station, out: string, output: Output): Promise<void> {
  const stop = tellProgress(station, output);
  const exported = await run(station, 'queue.export', { billIds: null });
  stop();
  if (!exported.ok) return output.failure(exported.error, { file: out });
  const { exportId, bills, both } = exported.value;
  const file = await station.exportFile(exportId);
  if (!file) throw new Error(`export ${exportId} is gone`);
  try {
    await copyWhole(file.path, out);
  } catch (cause) {
    const detail = `${String(cause)}; the file is whole at ${file.path}`;
    return output.failure({ type: 'FileUnreadable', name: out, detail }, { file: out });
  }
  output.line({ file: out, bills, both }, `${out}: ${bills} bills; another station sends them from now on`);
}

/** `platen queue import`: takes in the bills of such a file. */
export async function importQueue(station: Station, file: string, output: Output): Promise<void> {
  const name = basename(file);
  const upload = await station
    .receiveUpload(name, createReadStream(file), 'bills')
    .catch((cause: unknown) => ({
      ok: false as const,
      error: { type: 'FileUnreadable' as const, name, detail: String(cause) },
    }));
  if (!upload.ok) return output.failure(upload.error, { file });
  const stop = tellProgress(station, output);
  const imported = await run(station, 'queue.import', { uploadId: upload.value.uploadId });
  stop();
  if (!imported.ok) return output.failure(imported.error, { file });
  const { bills, known, refused } = imported.value;
  output.line(
    { file, bills, known, refused },
    `${file}: ${bills} bills taken in, ${known} were here already`,
  );
  for (const number of refused) output.failure({ type: 'QueueStateChanged', number }, { file, number });
}

function tellProgress(station: Station, output: Output): () => void {
  return station.listen((event) => {
    if (event.type !== 'queue.transfer' || event.state === 'ended' || output.isJson) return;
    output.note(`${event.what}: ${event.bytesDone} of ${event.bytesTotal} bytes`);
  });
}

/** Under its name only once it is whole and on the disk. */
async function copyWhole(from: string, to: string): Promise<void> {
  const part = `${to}.part`;
  try {
    await copyFile(from, part);
    const handle = await open(part, 'r+');
    await handle.sync().finally(() => handle.close());
    await rename(part, to);
  } catch (cause) {
    await rm(part, { force: true });
    throw cause;
  }
  if (process.platform === 'win32') return;
  const folder = await open(dirname(to), 'r');
  await folder.sync().finally(() => folder.close());
}
