import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { DeviceList } from '../../src/contract/device-shapes.ts';
import type { CaptureJob } from '../../src/contract/queries.ts';
import type { Result } from '../../src/domain/result.ts';
import { defaultScanProfile } from '../../src/domain/rules/profile.ts';
import { openStation } from '../../src/station/station.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';
import { testOptions } from '../station/test-station.ts';
import { type Resident, residentNow } from './resident.ts';
import { startWarmScanner } from './stack.ts';

/*
 * `node test/bench/endurance.ts [SHEETS]`: duplex sheets through the virtual scanner at 280 sides a minute into a whole
 * station, cleanup and reading on. Memory is that of the station's
 * process and, on Linux, of each process below it.
 */

const sheets = Number(process.argv[2] ?? 1000);
const sidesPerMinute = 280;
const folder = mkdtempSync(join(tmpdir(), 'platen-bench-endurance-'));
const cache = join(folder, 'cache');
// Drawing the sample sheets is no part of what is measured.
(await startWarmScanner(cache)).channel.kill();
const scanner = launchOnNode('virtual-scanner', [
  ...['--cache', cache],
  ...['--pace', String(60_000 / sidesPerMinute)],
  ...['--sheets', String(sheets)],
]);

try {
  const url = await new Promise<string>((resolve) => {
    scanner.onMessage((message) => {
      const said = message as { type: string; url: string };
      if (said.type === 'listening') resolve(said.url);
    });
  });
  await feed(url);
} finally {
  scanner.kill();
  rmSync(folder, { recursive: true, force: true });
}

async function feed(url: string): Promise<void> {
  const station = value(
    await openStation(testOptions(join(folder, 'station'), { operator: 'bench', esclAddresses: [url] })),
  );
  const loop = monitorEventLoopDelay({ resolution: 5 });
  const residentBySheet = new Map<number, Resident>();
  const seen = new Set<string>();
  const jobs: CaptureJob[] = [];
  let endedAt = 0;
  station.listen((event) => {
    if (event.type === 'batch.changed') {
      for (const page of event.diff.pages.added) {
        seen.add(`${page.sheet} ${page.side}`);
        residentBySheet.set(page.sheet, residentNow());
      }
    }
    if (event.type !== 'capture.changed') return;
    jobs[0] = event.job;
    if (event.job.state !== 'running' && endedAt === 0) endedAt = performance.now();
  });
  try {
    const [device] = (value(await station.ask('devices.list', {})) as DeviceList).devices;
    if (!device) throw new Error('the scanner was not found');
    const { batchId } = value(await station.run('batch.open', { name: null })) as { batchId: string };
    const startedAt = performance.now();
    loop.enable();
    value(
      await station.run('scan.start', {
        batchId,
        deviceId: device.id,
        profile: defaultScanProfile,
        place: { at: 'tail' },
        countedSheets: sheets,
      }),
    );
    await station.pagesRead();
    loop.disable();
    const [{ state, fault, sheetsFed } = { state: 'not begun', fault: null, sheetsFed: 0 }] = jobs;
    const feeding = (endedAt - startedAt) / 1000;
    const reading = (performance.now() - endedAt) / 1000;
    process.stdout.write(
      `  ${sheetsFed} sheets fed, ${seen.size} sides kept of ${sheets * 2}: ${sheets * 2 - seen.size} lost; ` +
        `ended ${state}${fault ? ` (${fault.type})` : ''}\n` +
        `    ${feeding.toFixed(0)} s feeding = ${((seen.size / feeding) * 60).toFixed(0)} sides a minute, ` +
        `${reading.toFixed(0)} s more until all were read; longest stop of the station's loop ` +
        `${(loop.max / 1e6).toFixed(0)} ms, p99.9 ${(loop.percentile(99.9) / 1e6).toFixed(0)} ms\n`,
    );
    tellMemory('station', ({ stationMb }) => stationMb);
    tellMemory('its workers', ({ workersMb }) => workersMb);
  } finally {
    await station.close();
  }

  function tellMemory(name: string, of: (resident: Resident) => number): void {
    const mean = (from: number, before: number) => {
      const values = [...residentBySheet].filter(([sheet]) => sheet >= from && sheet < before);
      return values.reduce((sum, [, resident]) => sum + of(resident), 0) / values.length;
    };
    const isNone = [...residentBySheet.values()].every((resident) => of(resident) === 0);
    if (isNone) return;
    const [first, last] = [mean(1, 101), mean(sheets - 99, sheets + 1)];
    const tenth = Math.max(1, Math.floor(sheets / 10));
    const tenths = Array.from({ length: 10 }, (_, at) =>
      mean(at * tenth + 1, (at + 1) * tenth + 1).toFixed(0),
    );
    process.stdout.write(
      `    resident, ${name}: first hundred sheets ${first.toFixed(0)} MB, last hundred ${last.toFixed(0)} MB ` +
        `(${(((last - first) / first) * 100).toFixed(1)} %); by tenths ${tenths.join(', ')}\n`,
    );
  }
}

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
