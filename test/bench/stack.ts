import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { DeviceList } from '../../src/contract/device-shapes.ts';
import type { WorkerChannel } from '../../src/contract/workers.ts';
import type { Result } from '../../src/domain/result.ts';
import { defaultScanProfile } from '../../src/domain/rules/profile.ts';
import { openStation } from '../../src/station/station.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';
import { testOptions } from '../station/test-station.ts';
import { loadFeeder } from '../torture/load-feeder.ts';
import { type Resident, residentNow } from './resident.ts';

export interface StackFigures {
  readonly sides: number;
  /** From the first side shown to the last rendition, thumbnail and reading (they come together). */
  readonly seconds: number;
  readonly sidesPerMinute: number;
  /** From a page shown to its thumbnail and reading. */
  readonly toThumbnailMs: { readonly median: number; readonly p95: number; readonly worst: number };
  /** Largest number of pages shown and not read yet. */
  readonly backlog: number;
  /** The peaks of both, which need not be at the same time. */
  readonly peakResident: Resident;
  readonly longestLoopStopMs: number;
}

/** Starts a virtual scanner whose sample sheets are drawn before anything is measured. */
export async function startWarmScanner(
  cacheFolder: string,
): Promise<{ url: string; channel: WorkerChannel }> {
  const channel = launchOnNode('virtual-scanner', ['--cache', cacheFolder]);
  const url = await new Promise<string>((listening) => {
    channel.onMessage((message) => {
      const said = message as { type: string; url: string };
      if (said.type === 'listening') listening(said.url);
    });
  });
  await captureStack(url, 0, 'unmeasured');
  return { url, channel };
}

/** One whole stack off the scanner, through a station of its own. `paceMs` is the scanner's time between two sides. */
export async function captureStack(url: string, paceMs: number, label: string): Promise<StackFigures> {
  await loadFeeder(url, { pace: paceMs });
  const dataFolder = mkdtempSync(join(tmpdir(), `platen-bench-${label}-`));
  const station = value(
    await openStation(testOptions(dataFolder, { operator: 'bench', esclAddresses: [url] })),
  );
  const shownAt = new Map<string, number>();
  const waits: number[] = [];
  let backlog = 0;
  let lastAt = 0;
  station.listen((event) => {
    if (event.type !== 'batch.changed') return;
    const now = performance.now();
    for (const page of event.diff.pages.added) shownAt.set(page.id, now);
    for (const { id, to } of event.diff.pages.updated) {
      const at = shownAt.get(id);
      if (to.rendition && at !== undefined) waits.push(now - at);
      lastAt = now;
    }
    backlog = Math.max(backlog, shownAt.size - waits.length);
  });
  let peak: Resident = { stationMb: 0, workersMb: 0 };
  let sampledAt = 0;
  let longestLoopStopMs = 0;
  let ticked = performance.now();
  const sampler = setInterval(() => {
    const now = performance.now();
    if (now - sampledAt > 250) {
      sampledAt = now;
      const { stationMb, workersMb } = residentNow();
      peak = {
        stationMb: Math.max(peak.stationMb, stationMb),
        workersMb: Math.max(peak.workersMb, workersMb),
      };
    }
    longestLoopStopMs = Math.max(longestLoopStopMs, now - ticked - 10);
    ticked = now;
  }, 10);
  try {
    const [device] = (value(await station.ask('devices.list', {})) as DeviceList).devices;
    if (!device) throw new Error('the scanner was not found');
    const { batchId } = value(await station.run('batch.open', { name: null })) as { batchId: string };
    const profile = { ...defaultScanProfile };
    value(await station.run('scan.start', { batchId, deviceId: device.id, profile, place: { at: 'tail' } }));
    await station.pagesRead();
  } finally {
    clearInterval(sampler);
    await station.close();
    rmSync(dataFolder, { recursive: true, force: true });
  }
  const seconds = (lastAt - Math.min(...shownAt.values())) / 1000;
  return {
    sides: shownAt.size,
    seconds,
    sidesPerMinute: (shownAt.size / seconds) * 60,
    toThumbnailMs: { median: quantile(waits, 0.5), p95: quantile(waits, 0.95), worst: quantile(waits, 1) },
    backlog,
    peakResident: peak,
    longestLoopStopMs,
  };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function value<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
