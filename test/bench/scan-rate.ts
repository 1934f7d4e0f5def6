import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import { captureReply, type Reach } from '../../src/contract/workers.ts';
import type { ScanProfile } from '../../src/domain/rules/profile.ts';
import { launchOnNode } from '../../src/workers/launch-node.ts';

/** One whole scan, from the start of its process to the last side on disk. */
export interface ScanRate {
  readonly seconds: number;
  /** Between the first side on disk and the last: the rate once the feeder runs, without the start of a process. */
  readonly runningSeconds: number;
  readonly sides: number;
  /** Longest stop of the loop of the process that waits for the sides, in ms; null where another program scanned. */
  readonly longestLoopStopMs: number | null;
}

export const nowhere: Reach = {
  escl: { addresses: [], discover: false, pins: {} },
  sane: { state: 'off', configFolder: null },
  twain: { hosts: [] },
};

/** `scanimage --batch` with this device, each side a file of its own. Throws where it failed. */
export async function scanimage(
  configFolder: string,
  device: readonly string[],
  format: 'pnm' | 'jpeg' | 'png',
): Promise<ScanRate> {
  const out = mkdtempSync(join(tmpdir(), 'platen-bench-scanimage-'));
  try {
    const startedAt = performance.now();
    const words = await ended('scanimage', [...device, `--format=${format}`, `--batch=${out}/%03d`], {
      ...process.env,
      SANE_CONFIG_DIR: configFolder,
      LC_ALL: 'C',
    });
    const seconds = (performance.now() - startedAt) / 1000;
    const doneAt = readdirSync(out).map((name) => statSync(join(out, name)).mtimeMs);
    if (doneAt.length === 0) throw new Error(`scanimage scanned nothing: ${words}`);
    const runningSeconds = (Math.max(...doneAt) - Math.min(...doneAt)) / 1000;
    return { seconds, runningSeconds, sides: doneAt.length, longestLoopStopMs: null };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** The pictures of a device as PPM files in an empty folder. */
export async function scanimageInto(
  out: string,
  configFolder: string,
  device: readonly string[],
): Promise<void> {
  const env = { ...process.env, SANE_CONFIG_DIR: configFolder, LC_ALL: 'C' };
  const words = await ended('scanimage', [...device, '--format=pnm', `--batch=${out}/%03d.ppm`], env);
  const names = readdirSync(out);
  if (names.length === 0) throw new Error(`scanimage scanned nothing: ${words}`);
  for (const name of names) {
    const bytes = readFileSync(join(out, name));
    const comment = bytes.indexOf('#');
    // The virtual source reads headers without the comment that scanimage writes into them.
    if (comment < 0 || comment > 10) continue;
    const rest = bytes.subarray(bytes.indexOf('\n', comment) + 1);
    writeFileSync(join(out, name), Buffer.concat([bytes.subarray(0, comment), rest]));
  }
}

/** The same scan by the driver, in the process the station starts for it. Throws for a fault. */
export async function capture(reach: Reach, deviceId: string, profile: ScanProfile): Promise<ScanRate> {
  const spoolFolder = mkdtempSync(join(tmpdir(), 'platen-bench-spool-'));
  const loop = monitorEventLoopDelay({ resolution: 5 });
  try {
    loop.enable();
    const startedAt = performance.now();
    const channel = launchOnNode('capture-host', []);
    const doneAt: number[] = [];
    const sides = await new Promise<number>((resolve, reject) => {
      channel.onExit((detail) => reject(new Error(`the capture host ended: ${detail}`)));
      channel.onMessage((message) => {
        const reply = captureReply.parse(message);
        if (reply.type === 'page') doneAt.push(performance.now());
        if (reply.type === 'end') resolve(reply.sides);
        if (reply.type === 'fault') reject(new Error(JSON.stringify(reply.fault)));
      });
      channel.post({ type: 'scan', reach, request: { deviceId, profile, spoolFolder } });
    });
    const seconds = (performance.now() - startedAt) / 1000;
    loop.disable();
    channel.kill();
    const runningSeconds = ((doneAt.at(-1) ?? 0) - (doneAt[0] ?? 0)) / 1000;
    return { seconds, runningSeconds, sides, longestLoopStopMs: loop.max / 1e6 };
  } finally {
    rmSync(spoolFolder, { recursive: true, force: true });
  }
}

function ended(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let words = '';
    child.stderr.on('data', (chunk) => {
      words = `${words}${chunk}`.slice(-500);
    });
    child.on('error', reject);
    // scanimage ends a batch with the status of the last page, "no documents", as a failure: its files decide.
    child.on('close', () => resolve(words));
  });
}
