import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** A process that is there to be killed. It speaks one JSON object a line on its standard output. */
export interface Victim {
  /** Resolves when it said `ready`; rejects, with its complaint, when it ended before. */
  readonly ready: Promise<void>;
  /** Resolves when it is gone, however it went. */
  readonly gone: Promise<void>;
  readonly child: ChildProcess;
  /** The end of what it wrote on its error stream. */
  complaint(): string;
  kill(): Promise<void>;
}

export interface VictimOptions {
  readonly entry: string;
  readonly args: readonly string[];
  /** Modules loaded before the entry: where a mutant does its harm. */
  readonly preload?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** A program it runs under, with that program's arguments: `strace`. */
  readonly under?: readonly string[];
  readonly onLine?: (line: Said) => void;
  /** How a line reads that is no JSON; null: it says nothing. */
  readonly read?: (line: string) => Said | null;
}

export interface Said {
  readonly type: string;
  readonly [name: string]: unknown;
}

const lastWords = 4000;

export function spawnVictim(options: VictimOptions): Victim {
  const flags = (options.preload ?? []).flatMap((path) => ['--import', path]);
  const [command = '', ...args] = [
    ...(options.under ?? []),
    process.execPath,
    ...flags,
    options.entry,
    ...options.args,
  ];
  const child = spawn(command, args, {
    // Its input ends when whoever watches is gone, so that it does not outlive them.
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    // strace and what it traces go together.
    detached: options.under !== undefined,
  });
  let complaint = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaint = (complaint + text).slice(-lastWords);
  });
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = (options.read ?? readJson)(line);
      if (said === null) return;
      if (said.type === 'ready') resolve();
      options.onLine?.(said);
    });
    child.once('error', reject);
    child.once('close', (code, signal) =>
      reject(new Error(`${options.entry} ended with ${code ?? signal} before it was ready\n${complaint}`)),
    );
  });
  ready.catch(() => undefined);
  return {
    ready,
    gone,
    child,
    complaint: () => complaint,
    async kill() {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        if (options.under === undefined) child.kill('SIGKILL');
        else process.kill(-child.pid, 'SIGKILL');
      }
      await gone;
    },
  };
}

/** The line being written when the kill came may be cut: it was not said whole. */
function readJson(line: string): Said | null {
  return line.endsWith('}') ? (JSON.parse(line) as Said) : null;
}
