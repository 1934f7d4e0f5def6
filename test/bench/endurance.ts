import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { CaptureJob, DeviceList } from '../../src/contract/queries.ts';
import type { Result } from '../../src/domain/result.ts';
import { defaultScanProfile } from '../../src/domain/rules/profile.ts';
import { openStation } from '../../src/station/station.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';
import { testOptions } from '../station/test-station.ts';

/*
 * `node test/bench/endurance.ts [SHEETS]`: duplex sheets through the virtual scanner at 280 sides a minute into a whole
 * station, cleanup and reading on. Memory is that of the station's process with its page workers.
 */

const sheets = Number(process.argv[2] ?? 1000);
const sidesPerMinute = 280;
const folder = mkdtempSync(join(tmpdir(), 'platen-bench-endurance-'));
const scanner = launchOnNode('virtual-scanner', [
  ...['--cache', join(folder, 'cache')],
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
  const megabytesBySheet = new Map<number, number>();
  const seen = new Set<string>();
  const jobs: CaptureJob[] = [];
  let endedAt = 0;
  station.listen((event) => {
    if (event.type === 'batch.changed') {
      for (const page of event.diff.pages.added) {
        seen.add(`${page.sheet} ${page.side}`);
        megabytesBySheet.set(page.sheet, process.memoryUsage.rss() / 1e6);
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
    const [first, last] = [hundred(1), hundred(sheets - 99)];
    process.stdout.write(
      `  ${sheetsFed} sheets fed, ${seen.size} sides kept of ${sheets * 2}: ${sheets * 2 - seen.size} lost; ` +
        `ended ${state}${fault ? ` (${fault.type})` : ''}\n` +
        `    ${feeding.toFixed(0)} s feeding = ${((seen.size / feeding) * 60).toFixed(0)} sides a minute, ` +
        `${reading.toFixed(0)} s more until all were read\n` +
        `    resident, mean: first hundred sheets ${first.toFixed(0)} MB, last hundred ${last.toFixed(0)} MB ` +
        `(${(((last - first) / first) * 100).toFixed(1)} %); longest stop of the station's loop ` +
        `${(loop.max / 1e6).toFixed(0)} ms, p99.9 ${(loop.percentile(99.9) / 1e6).toFixed(0)} ms\n` +
        `    by tenths: ${tenths().join(', ')} MB\n`,
    );
  } finally {
    await station.close();
  }

  function hundred(from: number): number {
    return mean(from, from + 100);
  }

  function tenths(): readonly string[] {
    const tenth = Math.max(1, Math.floor(sheets / 10));
    return Array.from({ length: 10 }, (_, at) => mean(at * tenth + 1, (at + 1) * tenth + 1).toFixed(0));
  }

  function mean(from: number, before: number): number {
    const values = [...megabytesBySheet].filter(([sheet]) => sheet >= from && sheet < before);
    return values.reduce((sum, [, megabytes]) => sum + megabytes, 0) / values.length;
  }
}

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
