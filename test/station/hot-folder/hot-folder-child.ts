import files from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import type { WorkerLauncher } from '../../../src/contract/workers.ts';

/*
 * A station on a watched folder, to be killed: `hot-folder-child.ts DATA HOT [before|after N | import]`. With a step it kills
 * itself right before or after the Nth change it makes in the watched folder, or when it starts to read a file. One
 * JSON object a line: `page` for each page shown, `batch` for each batch told, after which it ends by itself if a step was given.
 */
const [dataFolder, hot, when, step] = process.argv.slice(2);
if (!dataFolder || !hot) throw new Error('usage: hot-folder-child.ts DATA HOT [before|after N | import]');
const watched: string = hot;

function dieNow(): never {
  process.kill(process.pid, 'SIGKILL');
  // The signal is on its way; nothing of ours runs any more.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  throw new Error('unreachable');
}

let changes = 0;
/** The station's own calls, counted: named imports follow what is put here. */
function counted<A extends unknown[], R>(call: (...args: A) => Promise<R>): (...args: A) => Promise<R> {
  return async (...args) => {
    if (!String(args[0]).startsWith(watched)) return call(...args);
    changes += 1;
    const isDue = changes === Number(step);
    if (isDue && when === 'before') dieNow();
    const result = await call(...args).catch((cause: unknown) => {
      if (isDue && when === 'after') dieNow();
      throw cause;
    });
    if (isDue && when === 'after') dieNow();
    return result;
  };
}
files.rename = counted(files.rename);
files.mkdir = counted(files.mkdir as (path: string) => Promise<undefined>) as typeof files.mkdir;
files.rmdir = counted(files.rmdir);
syncBuiltinESMExports();

const { openStation } = await import('../../../src/station/station.ts');
const { launchOnNode } = await import('../../../src/workers/launch-node.ts');
const { testOptions } = await import('../test-station.ts');
const { watching } = await import('./dropped.ts');
const { keepCompiled } = await import('../../torture/keep-compiled.ts');
keepCompiled();

const say = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
const launch: WorkerLauncher = (kind, args) => {
  if (kind === 'import-worker' && when === 'import') dieNow();
  return launchOnNode(kind, args);
};
const opened = await openStation(testOptions(dataFolder, watching(watched, { launch })));
if (!opened.ok) throw new Error(JSON.stringify(opened.error));
const station = opened.value;
// What a window or a server does otherwise: the station itself keeps no process alive.
const shell = setInterval(() => undefined, 1_000);
station.listen((event) => {
  if (event.type === 'batch.changed')
    for (const { source } of event.diff.pages.added) say({ type: 'page', source });
  if (event.type !== 'hotFolder.batch') return;
  say({ type: 'batch', files: event.files, failed: event.failed });
  if (step !== undefined) void station.close().then(() => clearInterval(shell));
});
say({ type: 'open' });
