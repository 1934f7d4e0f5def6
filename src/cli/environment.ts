import { availableParallelism, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { StationError } from '../contract/errors.ts';
import type { Result } from '../domain/result.ts';
import { pageWorkersFor } from '../station/jobs/page-workers.ts';
import { optionsFromEnvironment } from '../station/policy/environment.ts';
import type { Log } from '../station/ports/clock.ts';
import { openStation, type Station, type StationOptions } from '../station/station.ts';
import { launchOnNode } from '../workers/launch-node.ts';

export const projectFolder: string = fileURLToPath(new URL('../../', import.meta.url));
export const assetsFolder: string = fileURLToPath(new URL('../../assets/', import.meta.url));
export const rendererFolder: string = fileURLToPath(new URL('../../out/renderer/', import.meta.url));
const twainHostFolder = fileURLToPath(new URL('../../out/twain-host/', import.meta.url));
export const pageWorkers: number = pageWorkersFor({
  cores: availableParallelism(),
  memoryBytes: totalmem(),
});

/** One JSON object a line on standard error, so that standard output stays the command's own. */
export const logToStderr: Log = (level, event, detail) => {
  if (level === 'info' && process.env.PLATEN_LOG !== 'info') return;
  process.stderr.write(`${JSON.stringify({ at: Date.now(), level, event, ...detail })}\n`);
};

/** What the environment says of this station; `overrides` are the command's own options. */
export function stationOptions(overrides: Partial<StationOptions>): StationOptions {
  return {
    ...optionsFromEnvironment(process.env, process.platform, [twainHostFolder]),
    launch: launchOnNode,
    log: logToStderr,
    assetsFolder,
    ...overrides,
  };
}

export function openCliStation(overrides: Partial<StationOptions>): Promise<Result<Station, StationError>> {
  return openStation(stationOptions(overrides));
}
