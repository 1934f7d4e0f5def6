import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { workerFlags } from '../src/workers/worker-environment.ts';
import { captureStack, type StackFigures, startWarmScanner } from '../test/bench/stack.ts';

/* `npm run bench`: figures of this machine. Compare rows of one run with each other; absolute times carry nowhere. */

const project = resolve(import.meta.dirname, '..');
const [cpu] = cpus();
process.stdout.write(`${cpus().length} x ${cpu?.model ?? 'unknown'}, Node ${process.versions.node}\n\n`);

process.stdout.write('Cleanup by stage\n');
const asPageWorker = workerFlags['page-worker'] ?? [];
spawnSync(process.execPath, [...asPageWorker, join(project, 'test/bench/cleanup.ts')], { stdio: 'inherit' });

process.stdout.write('\nPage workers\n');
spawnSync(process.execPath, [join(project, 'test/bench/pool.ts')], { stdio: 'inherit' });

process.stdout.write('\nStore\n');
spawnSync(process.execPath, [join(project, 'test/bench/store.ts')], { stdio: 'inherit' });

process.stdout.write('\nSidecars\n');
spawnSync(process.execPath, [join(project, 'test/bench/sidecars.ts')], { stdio: 'inherit' });

process.stdout.write('\nMatch service, four pages a bill\n');
spawnSync(process.execPath, [join(project, 'test/bench/service.ts')], { stdio: 'inherit' });

process.stdout.write('\nA large bill over a slow link\n');
spawnSync(process.execPath, [join(project, 'test/bench/upload.ts')], { stdio: 'inherit' });

process.stdout.write('\nMatching in the service (SQLite)\n');
spawnSync(process.execPath, [join(project, 'test/bench/matching.ts')], { stdio: 'inherit' });

process.stdout.write('\nDrivers against scanimage --batch\n');
spawnSync(process.execPath, [join(project, 'test/bench/drivers.ts')], { stdio: 'inherit' });

process.stdout.write('\nA thousand duplex sheets at 280 sides a minute\n');
spawnSync(process.execPath, [join(project, 'test/bench/endurance.ts')], { stdio: 'inherit' });

const cache = mkdtempSync(join(tmpdir(), 'platen-bench-cache-'));
try {
  process.stdout.write('\nSample stack, 300 dpi colour duplex, virtual scanner with sheets drawn before\n');
  const { url, channel } = await startWarmScanner(cache);
  try {
    print('feeder as fast as can be', await captureStack(url, 0, 'fast'));
    print('feeder at 280 sides a minute', await captureStack(url, 60_000 / 280, 'paced'));
  } finally {
    channel.kill();
  }
} finally {
  rmSync(cache, { recursive: true, force: true });
}

function print(name: string, figures: StackFigures): void {
  const { sides, seconds, sidesPerMinute, toThumbnailMs, backlog, peakResident, longestLoopStopMs } = figures;
  process.stdout.write(
    `  ${name}: ${sides} sides in ${seconds.toFixed(1)} s = ${sidesPerMinute.toFixed(0)} sides a minute to thumbnail and reading\n` +
      `    shown to thumbnail: median ${toThumbnailMs.median.toFixed(0)} ms, p95 ${toThumbnailMs.p95.toFixed(0)} ms, worst ${toThumbnailMs.worst.toFixed(0)} ms; backlog at most ${backlog}\n` +
      `    peak resident ${peakResident.stationMb.toFixed(0)} MB and its workers ${peakResident.workersMb.toFixed(0)} MB, longest stop of the station's loop ${longestLoopStopMs.toFixed(0)} ms\n`,
  );
}
