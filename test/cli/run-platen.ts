import { execFile } from 'node:child_process';
import { resolve } from 'node:path';

const project = resolve(import.meta.dirname, '../..');

export interface Run {
  readonly status: number;
  /** Standard output, each line parsed. */
  readonly lines: readonly Record<string, unknown>[];
  readonly stderr: string;
}

/** A process of its own, without scanners of the network. Fails on a line of output that is no JSON: ask for `--json`. */
export function platen(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Run> {
  return new Promise((done) => {
    execFile(
      process.execPath,
      ['src/cli/main.ts', ...args],
      {
        cwd: project,
        env: { ...process.env, PLATEN_DISCOVER: 'off', PLATEN_SANE: 'off', ...env },
        maxBuffer: 1 << 26,
      },
      (error, stdout, stderr) => {
        const lines = stdout.split('\n').filter((line) => line !== '');
        const status = error ? Number(error.code) : 0;
        done({ status, lines: lines.map((line) => JSON.parse(line)), stderr });
      },
    );
  });
}
