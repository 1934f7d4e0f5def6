import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import { defaultTwainLimits, type TwainLimits } from '../../src/capture/twain/limits.ts';
import { openTwainDriver } from '../../src/capture/twain/twain-driver.ts';
import type { ScanEvent } from '../../src/contract/workers.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { never, simplex } from './driver-contract.ts';
import type { DoubleScript, DoubleStep } from './twain-double-host.ts';

const double = fileURLToPath(new URL('./twain-double-host.ts', import.meta.url));
const base = { type: 'page', width: 8, height: 4, stride: 8, bits: 8, channels: 1, dpiX: 300, dpiY: 300 };
const silentOnSide = { side: null, pageNumber: null, documentNumber: null, paperCount: null };
export const pageFrame = {
  ...base,
  isBlackZero: false,
  ...silentOnSide,
  patch: null,
  codes: [],
  imprinted: null,
};
export const go: DoubleStep = { until: 'go' };
export const done: DoubleStep[] = [{ frame: { type: 'done' } }, { exit: 0 }];
export const end: DoubleStep[] = [
  { frame: { type: 'end', sheetCount: null, isFeederLoaded: null } },
  ...done,
];
export const page = (shade: number, words: object = {}): DoubleStep => ({
  frame: { ...pageFrame, ...words },
  bytes: Buffer.alloc(32, shade).toString('base64'),
});
export const fault = (conditionCode: number): DoubleStep => ({
  frame: {
    ...{ type: 'fault', conditionCode, returnCode: 1, triplet: 'DG_IMAGE / DAT_IMAGEMEMXFER / MSG_GET' },
    ...{ state: 6, reason: null, detail: null },
  },
});
export const source = (name: string, manufacturer = 'Maker'): DoubleStep => ({
  frame: { type: 'source', name, manufacturer, family: '', version: '1.0', protocol: '2.4' },
});

export const lastFault = (events: readonly ScanEvent[]) => {
  const last = events.at(-1);
  if (last?.type !== 'fault') throw new Error(JSON.stringify(last));
  return last.fault;
};

/** The driver on a double that plays a script. What the double is made to do, no real source does when asked. */
export function onTwainDouble() {
  let folder: string;
  let spoolFolder: string;
  let hosts = 0;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'platen-twain-'));
    spoolFolder = join(folder, 'spool');
    hosts = 0;
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function host(
    bits: 32 | 64,
    steps: readonly DoubleStep[],
    heartbeat: DoubleScript['heartbeat'] = { everyMs: 50, state: 6, busyMs: 0 },
  ) {
    hosts += 1;
    const path = join(folder, `script-${hosts}.json`);
    const log = join(folder, `log-${hosts}`);
    await writeFile(path, JSON.stringify({ heartbeat, steps, log } satisfies DoubleScript));
    return { bits, command: [process.execPath, double, path], log };
  }

  const scanOf = (
    one: Awaited<ReturnType<typeof host>>,
    profile: ScanProfile = simplex,
    limits: Partial<TwainLimits> = {},
    signal = never,
  ) =>
    openTwainDriver({ hosts: [one] }, { ...defaultTwainLimits, ...limits }).scan(
      { deviceId: `twain:${one.bits}:Some: Source`, profile, spoolFolder },
      signal,
    );
  const kept = async () => (await readdir(spoolFolder).catch(() => [])).sort();
  return {
    host,
    scanOf,
    kept,
    at: (name: string) => join(folder, name),
    get spoolFolder() {
      return spoolFolder;
    },
  };
}
